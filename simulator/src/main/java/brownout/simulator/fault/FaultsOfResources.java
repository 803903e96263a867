// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.hold;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [ResourceFault] comes to.
final class FaultsOfResources {
    private FaultsOfResources() {}

    static List<Scheduled> effects(ResourceFault fault, Estate estate, int tick) {
        return switch (fault) {
            case ResourceFault.ThreadLeak(var service, var overSeconds, var added) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(service) + "/threads",
                                    new Condition.Work(
                                            Scope.service(service).existingShare(1),
                                            "",
                                            1,
                                            Math.round(added.amount() * 1e6),
                                            0,
                                            Symptom.of(Failure.NONE, 0, 0)),
                                    new Course.Ramp(overSeconds)));
        };
    }
}
