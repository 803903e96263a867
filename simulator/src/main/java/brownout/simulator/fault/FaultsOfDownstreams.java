// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [DownstreamFault] comes to.
final class FaultsOfDownstreams {
    private static final long REFUSING_MICROS = 40_000;

    private FaultsOfDownstreams() {}

    private static Symptom hollow(String message) {
        return new Symptom(Failure.NONE, 200, 0, "", message, "");
    }

    private static Symptom down(String provider, String zone, Estate estate) {
        var host =
                estate.thirdParties().stream()
                        .filter(party -> party.name().equals(provider))
                        .map(Estate.ThirdParty::host)
                        .findFirst()
                        .orElse(provider);
        return new Symptom(
                Failure.UPSTREAM_ERROR,
                503,
                REFUSING_MICROS,
                "",
                "HTTP 503 from " + zone + "." + host,
                "");
    }

    static List<Scheduled> effects(DownstreamFault fault, Estate estate, int tick) {
        return switch (fault) {
            case DownstreamFault.SlowProvider(var provider, var factor) ->
                    List.of(silent(tick, new Effect.Slow(provider, factor.amount())));
            case DownstreamFault.QuotaUsedUp(var provider, var perSecond) ->
                    List.of(silent(tick, new PolicyEffect.Quota(provider, perSecond)));
            case DownstreamFault.HollowAnswers hollow ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(hollow.provider()) + "/answers",
                                    Condition.Calls.to(
                                                    Scope.ANY.with(hollow.setting()),
                                                    hollow.provider())
                                            .operation(hollow.operation())
                                            .failing(
                                                    hollow.failing().amount(),
                                                    hollow(hollow.message()))));
            case DownstreamFault.EagerRetries(var service, var target, var key, var retries) -> {
                var value = Integer.toString(retries);
                yield List.of(
                        announced(tick, new Effect.SetConfig(service, key, value), "platform-bot"),
                        hold(
                                tick,
                                Subjects.settings(service) + "/" + key,
                                Condition.Calls.to(
                                                Scope.service(service).with(key + "=" + value),
                                                target)
                                        .policy(0, retries)));
            }
            case DownstreamFault.ZoneOutage(var provider, var zone, var failing) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(provider) + "/zone/" + zone,
                                    Condition.Calls.to(Scope.ANY, provider)
                                            .reaching(Scope.ANY.inRegion(zone))
                                            .failing(
                                                    failing.amount(),
                                                    down(provider, zone, estate))));
        };
    }
}
