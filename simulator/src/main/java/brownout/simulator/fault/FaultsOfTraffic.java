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

/// What a [TrafficFault] comes to.
final class FaultsOfTraffic {
    private FaultsOfTraffic() {}

    static List<Scheduled> effects(TrafficFault fault, Estate estate, int tick) {
        return switch (fault) {
            case TrafficFault.FlashCrowd(var factor) ->
                    List.of(silent(tick, new Effect.Traffic(factor.amount())));
            case TrafficFault.SlowRule(var service, var factor) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(service) + "/rule",
                                    new Condition.Work(
                                            Scope.service(service),
                                            "",
                                            factor.amount(),
                                            0,
                                            0,
                                            Symptom.of(Failure.NONE, 0, 0))));
        };
    }
}
