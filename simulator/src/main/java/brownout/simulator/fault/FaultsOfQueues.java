// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.hold;

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
        };
    }
}
