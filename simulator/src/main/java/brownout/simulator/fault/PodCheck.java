// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.condition.Scope;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether effects on pods and nodes make sense in an estate. Whether a pod of a name is there depends
/// on the tick, so that is not checked here: one that is not there is left alone.
final class PodCheck {
    private PodCheck() {}

    static Optional<String> check(PodEffect effect, Estate estate) {
        return switch (effect) {
            case PodEffect.LimitCpu(var name, var region, var cores) ->
                    of(name, region, estate).or(() -> within("cores", cores, 0.001, 256));
            case PodEffect.SetLimits(var name, var region, var cores, var memory) ->
                    of(name, region, estate)
                            .or(() -> within("cores", cores, 0, 256))
                            .or(() -> within("memoryBytes", (double) memory, 0, 1e13));
            case PodEffect.LimitFiles(var name, var region, var files) ->
                    of(name, region, estate).or(() -> within("files", files, 64, 10_000_000));
            case PodEffect.SetHeap(var name, var region, var bytes) ->
                    of(name, region, estate).or(() -> within("heapBytes", (double) bytes, 0, 1e13));
            case PodEffect.LeakMemory(var scope, var perRequest, var perSecond) ->
                    leak(scope, perRequest, perSecond, 1e9, estate);
            case PodEffect.GrowCache(var scope, var perSecond, var perMinute) ->
                    leak(scope, 0, perSecond, 1e9, estate)
                            .or(() -> within("factorPerMinute", perMinute, 1, 10));
            case PodEffect.LeakFiles(var scope, var perRequest, var perSecond) ->
                    leak(scope, perRequest, perSecond, 1000, estate);
            case PodEffect.LeakThreads(var scope, var perRequest, var perSecond) ->
                    leak(scope, perRequest, perSecond, 1000, estate);
            case PodEffect.StartUp(var name, var region, var factor) ->
                    of(name, region, estate).or(() -> within("factor", factor, 0.1, 30));
            case PodEffect.Readiness(var name, var region, var timeout) ->
                    of(name, region, estate)
                            .or(() -> within("timeoutMicros", (double) timeout, 0, 6e7));
            case PodEffect.Liveness(var name, var region, var timeout, var grace) ->
                    of(name, region, estate)
                            .or(() -> within("timeoutMicros", (double) timeout, 0, 6e7))
                            .or(() -> within("graceSeconds", grace, 0, 3600));
            case PodEffect.Selector(var name, var region, _) -> of(name, region, estate);
            case PodEffect.Autoscale(var name, var region, var minimum, var maximum, var target) ->
                    of(name, region, estate)
                            .or(() -> scaled(name, estate))
                            .or(() -> within("minimum", minimum, 1, 50))
                            .or(() -> within("maximum", maximum, minimum, 50))
                            .or(() -> within("targetRatio", target, 0.05, 1));
            case PodEffect.BlindAutoscaler(var name, var region, _) ->
                    of(name, region, estate).or(() -> scaled(name, estate));
            case PodEffect.DeletePod(var pod) -> pod(pod);
            case PodEffect.KillContainer(var pod) -> pod(pod);
        };
    }

    private static Optional<String> of(String name, String region, Estate estate) {
        return service(name, estate).or(() -> region(region, estate));
    }

    private static Optional<String> scaled(String name, Estate estate) {
        var names = estate.autoscalers().stream().map(Estate.Autoscaler::service).toList();
        return known("autoscaler", name, names);
    }

    private static Optional<String> leak(
            Scope scope, double perRequest, double perSecond, double most, Estate estate) {
        return service(scope.service(), estate)
                .or(() -> region(scope.region(), estate))
                .or(() -> within("per request", perRequest, 0, most))
                .or(() -> within("per second", perSecond, 0, most));
    }

    private static Optional<String> pod(String name) {
        return name.isEmpty() ? Optional.of("a pod must be named") : Optional.empty();
    }

    static Optional<String> check(NodeEffect effect, Estate estate) {
        var place = known("node, zone or region", effect.place(), places(estate));
        return switch (effect) {
            case NodeEffect.Steal(_, var cores) -> place.or(() -> within("cores", cores, 0, 512));
            case NodeEffect.Skew(_, var micros) ->
                    place.or(() -> within("skewMicros", (double) micros, -3.6e9, 3.6e9));
            case NodeEffect.Lose _,
                    NodeEffect.Preempt _,
                    NodeEffect.Restore _,
                    NodeEffect.Cordon _,
                    NodeEffect.Drain _ ->
                    place;
        };
    }

    static List<String> places(Estate estate) {
        var names = new ArrayList<String>();
        for (var region : estate.regions()) {
            region.nodes().forEach(node -> names.add(node.name()));
            names.addAll(region.zones());
            names.add(region.name());
        }
        return List.copyOf(names);
    }
}
