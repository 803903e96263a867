// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Controls;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.ReleaseEffect;
import java.util.List;

/// Canaries, flags and schema changes.
final class ReleaseActions {
    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "abort-canary",
                            "SERVICE",
                            "Take back the version that some pods of a service try.",
                            "pods are replaced one after another, about half a minute",
                            ReleaseActions::abortCanary),
                    ActionCatalogue.row(
                            "flag",
                            "FLAG --share PERCENT",
                            "Turn a feature on for a share of users, 0 to 100 percent; 0 turns it off.",
                            "at once, without a restart",
                            ReleaseActions::flag),
                    ActionCatalogue.row(
                            "undo-migration",
                            "DATABASE MIGRATION",
                            "Undo a schema change that ran on a database.",
                            "a few seconds",
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

    private static Effect flag(Arguments in) {
        var flag = in.positional(0, "flag");
        in.known(
                "flag", "flag", flag, in.estate().flags().stream().map(Estate.Flag::name).toList());
        double share = in.number("--share", 0, 100, "a whole number of percent in 0..100") / 100.0;
        double now =
                in.inventory().controls().map(Controls::flags).orElseThrow().get(flag.text());
        if (now == share) {
            throw in.error(
                    "--share",
                    in.option("--share").orElseThrow(),
                    flag.text() + " is already on for " + ReleaseDryRun.percent(share) + " of users",
                    "");
        }
        return new ReleaseEffect.SetFlag(flag.text(), share);
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
