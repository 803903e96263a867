// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import java.util.List;

/// What an effect on pods or nodes would do.
final class PodDryRun {
    private static final int POD_SECONDS = 40;

    private PodDryRun() {}

    static Preview of(PodEffect effect) {
        return switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var cores) ->
                    said(
                            "Set the CPU limit of "
                                    + service
                                    + in(region)
                                    + " to "
                                    + cores
                                    + " cores",
                            0,
                            "pods go on running");
            case PodEffect.SetLimits(var service, var region, var cores, var memory) ->
                    said(
                            "Set the limits of "
                                    + service
                                    + in(region)
                                    + " to"
                                    + (cores > 0 ? " " + cores + " cores" : "")
                                    + (memory > 0 ? " " + (memory >> 20) + "Mi" : ""),
                            3 * POD_SECONDS,
                            "every pod is replaced, one after another in each region",
                            "a node must have room for the larger pods; else they stay Pending");
            case PodEffect.LimitFiles(var service, var region, var files) ->
                    said(
                            "Let pods of " + service + in(region) + " open " + files + " files",
                            1,
                            "no pod is replaced; what is open stays open");
            case PodEffect.SetHeap(var service, var region, var bytes) ->
                    said(
                            "Set the heap of "
                                    + service
                                    + in(region)
                                    + (bytes == 0
                                            ? " to its usual share of the limit"
                                            : " to " + (bytes >> 20) + "Mi"),
                            1,
                            "the heap and everything beside it must fit the memory limit");
            case PodEffect.Readiness(var service, var region, var timeout) ->
                    said(
                            "Set the readiness probe of "
                                    + service
                                    + in(region)
                                    + ": "
                                    + limit(timeout),
                            Probe.SECONDS,
                            "pods that are too slow get no requests until they answer in time");
            case PodEffect.Liveness(var service, var region, var timeout, var grace) ->
                    said(
                            "Set the liveness probe of "
                                    + service
                                    + in(region)
                                    + ": "
                                    + limit(timeout),
                            Probe.SECONDS,
                            grace == 0
                                    ? "a container may take as long as it likes to start"
                                    : "a container may take " + grace + " s to start",
                            "a container that is too slow is stopped, and what it does is lost");
            case PodEffect.Selector(var service, var region, _) ->
                    said(
                            "Apply the Service manifest of " + service + in(region),
                            1,
                            "requests go to the pods that its selector and port find; no pod restarts");
            case PodEffect.Autoscale(
                            var service,
                            var region,
                            var minimum,
                            var maximum,
                            var target) ->
                    said(
                            "Autoscale " + service + in(region) + " to " + minimum + ".." + maximum,
                            15 + POD_SECONDS,
                            "aims at " + Math.round(target * 100) + " % of the pods' CPU",
                            "looks every 15 s; more pods at once, fewer only after a while");
            case PodEffect.BlindAutoscaler(var service, var region, _) ->
                    said(
                            "Change the CPU request of " + service + in(region),
                            15,
                            "no pod restarts");
            case PodEffect.DeletePod(var pod) ->
                    said(
                            "Delete pod " + pod,
                            POD_SECONDS,
                            "it gets no new requests and stops within half a minute",
                            "its deployment makes another, ready in about 30 s");
            case PodEffect.KillContainer(var pod) ->
                    said(
                            "Restart the container of " + pod,
                            POD_SECONDS,
                            "what it is doing is lost; it is away for about 30 s");
            case PodEffect.LeakMemory _,
                    PodEffect.GrowCache _,
                    PodEffect.LeakFiles _,
                    PodEffect.LeakThreads _ ->
                    said("Change what " + effect.service() + " gives back", 0);
            case PodEffect.StartUp(var service, _, var factor) ->
                    said("Containers of " + service + " start " + factor + " times as slowly", 0);
        };
    }

    static Preview of(NodeEffect effect) {
        var place = effect.place();
        return switch (effect) {
            case NodeEffect.Cordon(_, var cordoned) ->
                    said(
                            (cordoned ? "Cordon " : "Uncordon ") + place,
                            0,
                            cordoned ? "its pods stay; it gets no new ones" : "it gets pods again");
            case NodeEffect.Drain _ ->
                    said(
                            "Drain " + place,
                            4 * POD_SECONDS,
                            "it gets no new pods; its own move, one of a service at a time",
                            "other nodes must have room for them; else they stay Pending");
            case NodeEffect.Restore _ -> said("Bring back " + place, POD_SECONDS, "it restarts");
            case NodeEffect.Skew _ ->
                    said("Synchronise the clock of " + place, 1, "nothing restarts");
            case NodeEffect.Lose _, NodeEffect.Preempt _ -> said("Take away " + place, 0);
            case NodeEffect.Steal(_, var cores) -> said("Use " + cores + " cores of " + place, 0);
        };
    }

    private static final class Probe {
        static final int SECONDS = 10;
    }

    private static Preview said(String summary, int seconds, String... lines) {
        return new Preview(summary, List.of(lines), seconds, 1);
    }

    private static String limit(long timeoutMicros) {
        return timeoutMicros == 0 ? "never fails" : timeoutMicros / 1000 + " ms";
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
