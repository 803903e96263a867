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

/// What a [ClusterFault] comes to.
final class FaultsOfClusters {
    private static final Symptom TOO_EARLY =
            new Symptom(
                    Failure.INTERNAL,
                    500,
                    800,
                    "InvalidTokenException",
                    "token used before issued",
                    "");

    private FaultsOfClusters() {}

    static List<Scheduled> effects(ClusterFault fault, Estate estate, int tick) {
        return switch (fault) {
            case ClusterFault.CpuThrottled(var service, var region, var cores) ->
                    List.of(silent(tick, new PodEffect.LimitCpu(service, region, cores)));
            case ClusterFault.HeapOverLimit(var service, var region, var heapBytes) ->
                    List.of(
                            announced(
                                    tick,
                                    new PodEffect.SetHeap(service, region, heapBytes),
                                    "deploy-bot"));
            case ClusterFault.WrongSelector(var service, var region) ->
                    List.of(
                            announced(
                                    tick,
                                    new PodEffect.Selector(service, region, false),
                                    "deploy-bot"));
            case ClusterFault.NodesTakenAway(var place, var region, var full) ->
                    full
                            ? List.of(
                                    silent(tick, new NodeEffect.Cordon(region, true)),
                                    silent(tick, new NodeEffect.Preempt(place)))
                            : List.of(silent(tick, new NodeEffect.Preempt(place)));
            case ClusterFault.StrictReadiness(var service, var region, var timeout) ->
                    List.of(
                            announced(
                                    tick,
                                    new PodEffect.Readiness(service, region, timeout),
                                    "deploy-bot"));
            case ClusterFault.HastyLiveness(var service, var region, var timeout, var grace) ->
                    List.of(
                            announced(
                                    tick,
                                    new PodEffect.Liveness(service, region, timeout, grace),
                                    "deploy-bot"));
            case ClusterFault.BlindAutoscaler(var service, var region) ->
                    List.of(silent(tick, new PodEffect.BlindAutoscaler(service, region, true)));
            case ClusterFault.ClockDrift(var node, var ahead, var service) ->
                    List.of(
                            silent(tick, new NodeEffect.Skew(node, ahead)),
                            hold(
                                    tick,
                                    Subjects.clock(node),
                                    new Condition.Work(
                                            Scope.service(service).onNode(node),
                                            "",
                                            1,
                                            0,
                                            0.9,
                                            TOO_EARLY),
                                    new Course.Step()));
        };
    }
}
