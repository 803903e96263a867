// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Controls;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.ReleaseEffect;
import java.util.List;

/// Canaries and schema changes.
final class ReleaseActions {
    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "abort-canary",
                            "SERVICE",
                            "Take back the version that some pods of a service try.",
                            "pods are replaced one after another, about half a minute",
                            "a canary of the service",
                            "what only the canary could do is gone",
                            ReleaseActions::abortCanary),
                    ActionCatalogue.row(
                            "undo-migration",
                            "DATABASE MIGRATION",
                            "Undo a schema change that ran on a database.",
                            "a few seconds",
                            "a schema change that has run",
                            "releases that need the new schema fail",
                            ReleaseActions::undoMigration));

    private ReleaseActions() {}

    private static Effect abortCanary(Arguments in) {
        var service = in.service();
        if (!in.inventory().canaries().containsKey(service.name())) {
            throw in.error(
                    "service",
                    in.positional(0, "service"),
                    service.name() + " has no canary: all its pods run " + service.version(),
                    "");
        }
        return new ReleaseEffect.EndCanary(service.name());
    }

    private static Effect undoMigration(Arguments in) {
        var database = in.positional(0, "database");
        in.known(
                "database",
                "database",
                database,
                in.estate().databases().stream().map(Estate.Database::name).toList());
        var migration = in.positional(1, "migration");
        var done =
                in.inventory().controls().map(Controls::migrations).orElse(List.of()).stream()
                        .filter(each -> each.startsWith(database.text() + "/"))
                        .map(each -> each.substring(database.text().length() + 1))
                        .toList();
        in.known("migration", "schema change of " + database.text(), migration, done);
        return new ReleaseEffect.UndoMigration(database.text(), migration.text());
    }
}
