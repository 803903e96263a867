// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see when they look into a database.
final class DatabaseInspections {
    static final List<Inspection> ROWS =
            List.of(
                    Inspection.row(
                            "connections",
                            "DATABASE [--region REGION]",
                            "Who holds connections to a database, against the most it allows.",
                            DatabaseInspections::connections));

    private DatabaseInspections() {}

    private static List<String> connections(Arguments in, Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var word = in.positional(0, "database");
        var names = world.estate.databases().stream().map(d -> d.name()).toList();
        in.known("database", "database", word, names);
        int database = world.indexOf(word.text());
        var region = in.region();
        var lines = new ArrayList<String>();
        var frame = snapshot.tick(tick).frame();
        for (int r = 0; r < world.regions; r++) {
            var name = world.estate.regions().get(r).name();
            if (region.isEmpty() || region.equals(name)) {
                double open = frame.at(Gauge.Database.CONNECTIONS, database * world.regions + r);
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%s %s: %.0f of %d connections",
                                word.text(),
                                name,
                                open,
                                world.estate.databases().get(database).maxConnections()));
            }
        }
        return lines;
    }
}
