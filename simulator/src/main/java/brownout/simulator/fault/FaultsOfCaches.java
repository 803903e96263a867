// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Map;

/// What a [CacheFault] comes to.
final class FaultsOfCaches {
    private static final String BOT = "ci-bot";
    private static final Symptom WRONG_PASSWORD =
            new Symptom(
                    Failure.DATABASE_ERROR,
                    0,
                    1_000,
                    "RedisAuthenticationException",
                    "WRONGPASS invalid username-password pair or user is disabled.",
                    "");

    private FaultsOfCaches() {}

    static List<Scheduled> effects(CacheFault fault, Estate estate, int tick) {
        return switch (fault) {
            case CacheFault.ColdCache(var cache, var region) ->
                    List.of(silent(tick, new CacheEffect.Flush(cache, region)));
            case CacheFault.CacheFull(var cache, var region, var over) ->
                    List.of(
                            silent(tick, new CacheEffect.Policy(cache, region, "noeviction")),
                            silent(
                                    tick,
                                    new CacheEffect.Grow(
                                            cache, region, room(estate, cache) / over)));
            case CacheFault.CacheKilled(var cache, var region, var down) ->
                    List.of(silent(tick, new CacheEffect.Restart(cache, region, down)));
            case CacheFault.KeyFormat(var service, var version, var cache) ->
                    List.of(
                            announced(tick, new Effect.Deploy(service, version, Map.of()), BOT),
                            hold(
                                    tick,
                                    Subjects.release(service, version),
                                    Condition.Calls.to(
                                                    Scope.service(service).running(version), cache)
                                            .missing(1)));
            case CacheFault.Stampede(var cache, var region, var every, var share) ->
                    List.of(silent(tick, new CacheEffect.Expiry(cache, region, every, share)));
            case CacheFault.HotKey(var cache, var region, var load) ->
                    List.of(silent(tick, new CacheEffect.HotKey(cache, region, load.amount())));
            case CacheFault.PasswordRotated(var cache, var over) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.password(cache),
                                    Condition.Calls.to(Scope.ANY.existingShare(1), cache)
                                            .failing(1, WRONG_PASSWORD),
                                    new Course.Ramp(over)));
        };
    }

    private static long room(Estate estate, String cache) {
        return estate.caches().stream()
                .filter(c -> c.name().equals(cache))
                .mapToLong(c -> c.memoryBytes() - c.usedBytes())
                .findFirst()
                .orElse(0);
    }
}
