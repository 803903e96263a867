// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Scope;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [DatabaseFault] comes to.
final class FaultsOfDatabases {
    private FaultsOfDatabases() {}

    static List<Scheduled> effects(DatabaseFault fault, Estate estate, int tick) {
        return switch (fault) {
            case DatabaseFault.PlanFlip(var database, var query, var factor) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.QueryWork(
                                            database, query, factor.amount())));
            case DatabaseFault.SlowLink(var database, var region, var added) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(database) + "/link/" + region,
                                    Condition.Calls.to(Scope.ANY.inRegion(region), database)
                                            .slowed(1, Math.round(added.amount() * 1e6))));
        };
    }
}
