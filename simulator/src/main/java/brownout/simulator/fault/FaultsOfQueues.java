// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [QueueFault] comes to.
final class FaultsOfQueues {
    private FaultsOfQueues() {}

    static List<Scheduled> effects(QueueFault fault, Estate estate, int tick) {
        return switch (fault) {
            case QueueFault.SlowConsumer(var service, var operation, var factor) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(service) + "/" + operation,
                                    new Condition.Work(
                                            Scope.service(service),
                                            operation,
                                            factor.amount(),
                                            0,
                                            0,
                                            Symptom.of(Failure.NONE, 0, 0))));
            case QueueFault.PoisonPill(var queue, var group, var region, var partition) ->
                    List.of(silent(tick, new QueueEffect.Poison(queue, group, region, partition)));
            case QueueFault.RebalanceLoop(var service, var operation, var added) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(service) + "/" + operation,
                                    new Condition.Work(
                                            Scope.service(service),
                                            operation,
                                            1,
                                            added,
                                            0,
                                            Symptom.of(Failure.NONE, 0, 0))));
            case QueueFault.DuplicateDeliveries(var queue, var group, var region, var ratio) ->
                    List.of(silent(tick, new QueueEffect.LoseAcks(queue, group, region, ratio)));
            case QueueFault.BulkStarves(var queue, var region, var rate) ->
                    List.of(silent(tick, new QueueEffect.Bulk(queue, region, rate)));
        };
    }
}
