// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import java.util.Optional;

/// What the change feed says of what people did to pods and nodes; nothing where nobody would announce
/// it.
final class PodChanges {
    private PodChanges() {}

    static Optional<ChangeRow> row(PodEffect effect, String actor, int tick) {
        return switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var cores) ->
                    row(
                            tick,
                            "limits",
                            service,
                            actor,
                            "Changed the CPU limit of " + service + in(region),
                            "limit " + cores + " cores");
            case PodEffect.SetLimits(var service, var region, var cores, var memory) ->
                    row(
                            tick,
                            "limits",
                            service,
                            actor,
                            "Changed the limits of " + service + in(region),
                            (cores > 0 ? "cpu " + cores + " " : "")
                                    + (memory > 0 ? "memory " + (memory >> 20) + "Mi" : ""));
            case PodEffect.LimitFiles(var service, var region, var files) ->
                    row(
                            tick,
                            "limits",
                            service,
                            actor,
                            "Changed the open-file limit of " + service + in(region),
                            "nofile " + files);
            case PodEffect.SetHeap(var service, var region, var bytes) ->
                    row(
                            tick,
                            "config",
                            service,
                            actor,
                            "Changed the heap of " + service + in(region),
                            bytes == 0
                                    ? "back to its usual size"
                                    : "up to " + (bytes >> 20) + "Mi");
            case PodEffect.Readiness(var service, var region, var timeout) ->
                    row(
                            tick,
                            "probe",
                            service,
                            actor,
                            "Changed the readiness probe of " + service + in(region),
                            "timeout " + timeout / 1000 + " ms");
            case PodEffect.Liveness(var service, var region, var timeout, var grace) ->
                    row(
                            tick,
                            "probe",
                            service,
                            actor,
                            "Changed the liveness probe of " + service + in(region),
                            "timeout " + timeout / 1000 + " ms, start-up " + grace + " s");
            case PodEffect.Selector(var service, var region, _) ->
                    row(
                            tick,
                            "service",
                            service,
                            actor,
                            "Applied the Service manifest of " + service + in(region),
                            "selector and target port");
            case PodEffect.Autoscale(
                            var service,
                            var region,
                            var minimum,
                            var maximum,
                            var target) ->
                    row(
                            tick,
                            "autoscaler",
                            service,
                            actor,
                            "Changed the autoscaler of " + service + in(region),
                            minimum
                                    + ".."
                                    + maximum
                                    + " pods at "
                                    + Math.round(target * 100)
                                    + " %");
            case PodEffect.BlindAutoscaler(var service, var region, var blind) ->
                    row(
                            tick,
                            "autoscaler",
                            service,
                            actor,
                            "Changed the resource requests of " + service + in(region),
                            blind ? "cpu request removed" : "cpu request set");
            case PodEffect.DeletePod(var pod) ->
                    row(tick, "pod", pod, actor, "Deleted pod " + pod, "another takes its place");
            case PodEffect.KillContainer(var pod) ->
                    row(tick, "pod", pod, actor, "Restarted the container of " + pod, "");
            case PodEffect.LeakMemory _,
                    PodEffect.GrowCache _,
                    PodEffect.LeakFiles _,
                    PodEffect.LeakThreads _,
                    PodEffect.StartUp _ ->
                    Optional.empty();
        };
    }

    static Optional<ChangeRow> row(NodeEffect effect, String actor, int tick) {
        var place = effect.place();
        return switch (effect) {
            case NodeEffect.Cordon(_, var cordoned) ->
                    row(
                            tick,
                            "node",
                            place,
                            actor,
                            (cordoned ? "Cordoned " : "Uncordoned ") + place,
                            "");
            case NodeEffect.Drain _ ->
                    row(tick, "node", place, actor, "Drained " + place, "its pods move");
            case NodeEffect.Restore _ ->
                    row(tick, "node", place, actor, "Brought back " + place, "");
            case NodeEffect.Skew _ ->
                    row(tick, "node", place, actor, "Synchronised the clock of " + place, "");
            case NodeEffect.Lose _, NodeEffect.Preempt _, NodeEffect.Steal _ -> Optional.empty();
        };
    }

    private static Optional<ChangeRow> row(
            int tick, String kind, String target, String actor, String summary, String detail) {
        return Optional.of(new ChangeRow(tick, kind, target, actor, summary, detail));
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
