// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;

import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [PeopleFault] comes to.
final class FaultsOfPeople {
    private FaultsOfPeople() {}

    static List<Scheduled> effects(PeopleFault fault, Estate estate, int tick) {
        return switch (fault) {
            case PeopleFault.WrongTarget(var actor, var effect) ->
                    List.of(announced(tick, effect, actor));
        };
    }
}
