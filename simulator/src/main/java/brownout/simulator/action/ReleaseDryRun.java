// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.ReleaseEffect;
import java.util.List;

/// What a canary or schema change would do.
final class ReleaseDryRun {
    private static final int MIGRATION_SECONDS = 5;

    private ReleaseDryRun() {}

    static Preview of(ReleaseEffect effect, Inventory inventory) {
        return switch (effect) {
            case ReleaseEffect.Canary(var service, var version, var pods, _) ->
                    new Preview(
                            "Start a canary of " + service + " " + version,
                            List.of(pods + " pods in each region run it, the others stay"),
                            30,
                            1);
            case ReleaseEffect.EndCanary(var service) ->
                    new Preview(
                            "End the canary of " + service,
                            List.of(
                                    "pods of "
                                            + inventory.canaries().getOrDefault(service, "it")
                                            + " are replaced by pods of "
                                            + DryRun.service(service, inventory).version(),
                                    "one after another in each region"),
                            60,
                            1);
            case ReleaseEffect.Migrate(var database, var migration) ->
                    new Preview(
                            "Run schema change " + migration + " on " + database,
                            List.of(),
                            MIGRATION_SECONDS,
                            1);
            case ReleaseEffect.UndoMigration(var database, var migration) ->
                    new Preview(
                            "Undo schema change " + migration + " of " + database,
                            List.of(
                                    "columns that it took away come back, with their contents",
                                    "about " + MIGRATION_SECONDS + " s in every region"),
                            MIGRATION_SECONDS,
                            1);
        };
    }
}
