// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.DatabaseEffect;
import java.util.List;

/// What an effect on a database would do.
final class DatabaseDryRun {
    private DatabaseDryRun() {}

    static Preview of(DatabaseEffect effect) {
        return switch (effect) {
            case DatabaseEffect.QueryWork(var database, var query, var factor) ->
                    new Preview(
                            query + " on " + database + " takes " + factor + " times the work",
                            List.of(),
                            0,
                            1);
        };
    }
}
