// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Scope;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Map;

/// What a [ResourceFault] comes to.
final class FaultsOfResources {
    private FaultsOfResources() {}

    static List<Scheduled> effects(ResourceFault fault, Estate estate, int tick) {
        return switch (fault) {
            case ResourceFault.ThreadLeak(var service, var version, var threads) ->
                    leaking(
                            tick,
                            service,
                            version,
                            new PodEffect.LeakThreads(
                                    Scope.service(service).running(version), 0, threads));
            case ResourceFault.OwnCache(var flag, var bytes, var growth) -> {
                var service = FaultsOfDeploys.flag(flag, estate).service();
                yield List.of(
                        announced(tick, new PolicyEffect.Flag(flag, 1), "l.novak"),
                        silent(
                                tick,
                                new PodEffect.GrowCache(
                                        Scope.service(service).flagged(flag),
                                        (double) bytes,
                                        growth)));
            }
            case ResourceFault.MemoryLeak(var service, var version, var bytes) ->
                    leaking(
                            tick,
                            service,
                            version,
                            new PodEffect.LeakMemory(
                                    Scope.service(service).running(version), 0, (double) bytes));
            case ResourceFault.FileLeak(var service, var version, var files) ->
                    leaking(
                            tick,
                            service,
                            version,
                            new PodEffect.LeakFiles(
                                    Scope.service(service).running(version), 0, files));
        };
    }

    /// A release, and what its pods lose ever more of.
    private static List<Scheduled> leaking(
            int tick, String service, String version, PodEffect leak) {
        return List.of(
                announced(tick, new Effect.Deploy(service, version, Map.of()), "deploy-bot"),
                silent(tick, leak));
    }
}
