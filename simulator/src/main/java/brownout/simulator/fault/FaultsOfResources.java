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
import java.util.Map;

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
            case ResourceFault.MemoryLeak(var service, var version, var bytes) ->
                    List.of(
                            announced(
                                    tick,
                                    new Effect.Deploy(service, version, Map.of()),
                                    "deploy-bot"),
                            silent(
                                    tick,
                                    new PodEffect.LeakMemory(
                                            Scope.service(service).running(version),
                                            0,
                                            (double) bytes)));
            case ResourceFault.FileLeak(var service, var version, var files) ->
                    List.of(
                            announced(
                                    tick,
                                    new Effect.Deploy(service, version, Map.of()),
                                    "deploy-bot"),
                            silent(
                                    tick,
                                    new PodEffect.LeakFiles(
                                            Scope.service(service).running(version), 0, files)));
        };
    }
}
