// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.DatabaseFacts;
import brownout.simulator.engine.DatabasePlans;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What people see when they look into a database with psql or df. One block of lines per region.
final class DatabaseInspections {
    private static final String DATABASE = "DATABASE [--region REGION]";

    static final List<Inspection> ROWS =
            List.of(
                    row(
                            "connections",
                            DATABASE,
                            "Who holds connections, and how many there may be.",
                            DatabaseInspections::connections),
                    row(
                            "locks",
                            DATABASE,
                            "Sessions that are not pools', and who waits for them.",
                            DatabaseInspections::locks),
                    row(
                            "slow-queries",
                            DATABASE,
                            "Statements by the time that they took in all.",
                            DatabaseInspections::slowQueries),
                    row(
                            "replication",
                            DATABASE,
                            "The primary, its replicas and their lag.",
                            DatabaseInspections::replication),
                    row(
                            "disk",
                            DATABASE,
                            "What is used of its volumes, and by which slots.",
                            DatabaseInspections::disk),
                    row(
                            "explain",
                            "DATABASE QUERY [--region REGION]",
                            "How a statement is planned.",
                            DatabaseInspections::explain));

    private DatabaseInspections() {}

    private static Inspection row(String name, String arguments, String doc, Inspection.Look look) {
        return Inspection.row(name, arguments, doc, look);
    }

    /// One region's server as it stands.
    private record View(
            Snapshot snapshot, int tick, Estate.Database spec, int database, int region) {
        int at() {
            return database * snapshot.world.regions + region;
        }

        double gauge(Gauge.Database gauge) {
            return snapshot.tick(tick).frame().at(gauge, at());
        }

        DatabaseFacts facts() {
            return snapshot.tick(tick).frame().database(at());
        }

        String title() {
            var name = snapshot.world.estate.regions().get(region).name();
            return "-- " + spec.name() + " in " + name;
        }

        double rows(String table) {
            for (int t = 0; t < spec.tables().size(); t++) {
                if (spec.tables().get(t).name().equals(table)) {
                    int number = snapshot.world.databaseNumbers.table(database, t);
                    int column = number * snapshot.world.regions + region;
                    return snapshot.tick(tick).frame().at(Gauge.Table.ROWS, column);
                }
            }
            return 0;
        }
    }

    private interface Block {
        void write(View view, List<String> lines);
    }

    private static List<String> blocks(Arguments in, Snapshot snapshot, int tick, Block block) {
        var world = snapshot.world;
        int database = world.indexOf(in.database(0).name());
        var spec = world.estate.databases().get(database);
        var lines = new ArrayList<String>();
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            if (in.region().isEmpty() || in.region().equals(name)) {
                var view = new View(snapshot, tick, spec, database, region);
                lines.add(view.title());
                if (view.facts().isAvailable(tick)) {
                    block.write(view, lines);
                } else {
                    lines.add("psql: error: FATAL:  the database system is starting up");
                }
            }
        }
        return List.copyOf(lines);
    }

    private static List<String> connections(Arguments in, Snapshot snapshot, int tick) {
        return blocks(in, snapshot, tick, DatabaseInspections::connections);
    }

    private static void connections(View view, List<String> lines) {
        var world = view.snapshot.world;
        var frame = view.snapshot.tick(view.tick).frame();
        lines.add(
                String.format(Locale.ROOT, "%-28s %6s %6s", "application_name", "open", "in use"));
        for (int service = 0; service < world.services; service++) {
            double open = 0;
            double lent = 0;
            boolean any = false;
            for (int id : frame.layout().podIds()) {
                var pod = view.snapshot.fleet.pod(id);
                var databases = world.poolDatabases[pod.service];
                for (int p = 0; pod.service == service && p < databases.length; p++) {
                    if (databases[p] == view.database && pod.region == view.region) {
                        any = true;
                        open += frame.at(Gauge.Pool.OPEN, id, p);
                        open += frame.at(Gauge.Pool.LEAKED, id, p);
                        lent += frame.at(Gauge.Pool.ACTIVE, id, p);
                    }
                }
            }
            if (any) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%-28s %6.0f %6.0f",
                                world.service(service).name(),
                                open,
                                lent));
            }
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%.0f of max_connections %d, 3 reserved; refused %.1f a second",
                        view.gauge(Gauge.Database.CONNECTIONS),
                        view.facts().settings().maxConnections(),
                        view.gauge(Gauge.Database.REFUSED)));
    }

    private static List<String> locks(Arguments in, Snapshot snapshot, int tick) {
        return blocks(in, snapshot, tick, DatabaseInspections::locks);
    }

    private static void locks(View view, List<String> lines) {
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-8s %-26s %-20s %8s %s",
                        "pid",
                        "session",
                        "state",
                        "age",
                        "rows held of"));
        for (var session : view.facts().sessions()) {
            boolean works = session.cpuShare() + session.ioShare() > 0;
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-8d %-26s %-20s %7ds %s",
                            session.pid(),
                            session.name(),
                            works ? "active" : "idle in transaction",
                            view.tick - session.sinceTick(),
                            session.lockedShare() > 0 ? session.table() : "-"));
        }
        for (var index : view.facts().indexes()) {
            if (index.validTick() > view.tick) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "building index %s on %s, %d s left%s",
                                index.name(),
                                index.text(),
                                index.validTick() - view.tick,
                                index.locking() ? ", writes wait" : ""));
            }
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%.0f statements wait for a lock",
                        view.gauge(Gauge.Database.WAITING)));
    }

    private static List<String> slowQueries(Arguments in, Snapshot snapshot, int tick) {
        return blocks(in, snapshot, tick, DatabaseInspections::slowQueries);
    }

    /// As of the last scrape, which is when pg_stat_statements was last read.
    private static void slowQueries(View view, List<String> lines) {
        int second = view.tick + 1 - Math.floorMod(view.tick + 1, 15);
        int before = Math.max(view.snapshot.firstTick + 15, second - 300);
        before -= Math.floorMod(before, 15);
        var now = view.snapshot.scrape(second).totals;
        var then = view.snapshot.scrape(before).totals;
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%8s %10s %9s  %s",
                        "calls",
                        "total s",
                        "mean ms",
                        "statement"));
        record Line(double seconds, String text) {}
        var found = new ArrayList<Line>();
        for (var query : view.snapshot.world.targets(World.Kind.DATABASE, view.database)) {
            int at = query.in(view.snapshot.world, view.region);
            long calls = now.at(Total.Query.CALLS, at) - then.at(Total.Query.CALLS, at);
            double micros = now.at(Total.Query.MICROS, at) - then.at(Total.Query.MICROS, at);
            double mean = calls == 0 ? 0 : micros / calls / 1000;
            found.add(
                    new Line(
                            micros,
                            String.format(
                                    Locale.ROOT,
                                    "%8d %10.2f %9.1f  %s",
                                    calls,
                                    micros / 1e6,
                                    mean,
                                    query.text())));
        }
        found.sort(Comparator.comparingDouble(Line::seconds).reversed());
        found.forEach(line -> lines.add(line.text()));
        lines.add(String.format(Locale.ROOT, "(since %d seconds)", second - before));
    }

    private static List<String> replication(Arguments in, Snapshot snapshot, int tick) {
        return blocks(in, snapshot, tick, DatabaseInspections::replication);
    }

    private static void replication(View view, List<String> lines) {
        var world = view.snapshot.world;
        var frame = view.snapshot.tick(view.tick).frame();
        var role = view.facts().role();
        for (int node = 0; node <= view.spec.replicas().size(); node++) {
            int number = world.databaseNumbers.node(view.database, node);
            double lag = frame.at(Gauge.Node.LAG_SECONDS, number * world.regions + view.region);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-24s %-8s %s",
                            Inventory.Database.nodeName(view.spec, node),
                            node == role.primary() ? "primary" : "replica",
                            node == role.primary()
                                    ? ""
                                    : String.format(Locale.ROOT, "lag %.3f s", lag)));
        }
        lines.add(
                "reads by replicas: "
                        + (view.facts().settings().readsFromPrimary() ? "off" : "on")
                        + ", read-only: "
                        + (view.facts().settings().readOnly() ? "on" : "off"));
        if (role.lostSeconds() > 0) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "lost at the last failover: %.3f s of the log",
                            role.lostSeconds()));
        }
    }

    private static List<String> disk(Arguments in, Snapshot snapshot, int tick) {
        return blocks(in, snapshot, tick, DatabaseInspections::disk);
    }

    private static void disk(View view, List<String> lines) {
        if (view.spec.storage().isEmpty()) {
            lines.add("no volume of its own");
            return;
        }
        var volumes = view.facts().volumes();
        lines.add(
                String.format(
                        Locale.ROOT, "%-34s %9s %9s %5s", "Mounted on", "Size", "Used", "Use%"));
        volume(
                lines,
                "/var/lib/postgresql/data",
                volumes.dataBytes(),
                view.gauge(Gauge.Database.DATA_MEBIBYTES));
        volume(
                lines,
                "/var/lib/postgresql/data/pg_wal",
                volumes.walBytes(),
                view.gauge(Gauge.Database.WAL_MEBIBYTES));
        for (var slot : view.facts().slots()) {
            boolean abandoned = slot.bytesPerSecond() > 0;
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "slot %-20s %-8s keeps %.1f GiB",
                            slot.name(),
                            abandoned ? "inactive" : "active",
                            abandoned
                                    ? view.gauge(Gauge.Database.RETAINED_MEBIBYTES) / 1024
                                    : 0.0));
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "disk busy %.0f%%, await %.1f ms",
                        100 * Math.min(1, view.gauge(Gauge.Database.IO)),
                        view.gauge(Gauge.Database.AWAIT_MICROS) / 1000));
    }

    private static void volume(List<String> lines, String name, long bytes, double usedMebibytes) {
        double size = bytes / 0x1p30;
        double used = Math.min(size, usedMebibytes / 1024);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-34s %8.1fG %8.1fG %4.0f%%",
                        name,
                        size,
                        used,
                        100 * used / size));
    }

    private static List<String> explain(Arguments in, Snapshot snapshot, int tick) {
        var database = in.database(0);
        var word = in.positional(1, "query");
        var spec = in.estate().database(database.name()).orElseThrow();
        var names = spec.queries().stream().map(Estate.QueryClass::name).toList();
        in.known("query", "query of " + database.name(), word, names);
        var query = spec.queries().get(names.indexOf(word.text()));
        return blocks(in, snapshot, tick, (view, lines) -> explain(view, query, lines));
    }

    private static void explain(View view, Estate.QueryClass query, List<String> lines) {
        lines.add("EXPLAIN " + query.statement());
        var plan =
                DatabasePlans.of(
                        view.facts(), view.spec, query, view.rows(query.table()), view.tick);
        if (plan.isEmpty()) {
            lines.add("Result  (cost=0.00..0.01)");
            return;
        }
        var way =
                plan.get().isScan()
                        ? "Seq Scan on " + query.table()
                        : "Index Scan using " + plan.get().index() + " on " + query.table();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%s  (cost=0.00..%.2f rows=%.0f width=%d)",
                        way,
                        plan.get().cost(),
                        plan.get().matched(),
                        view.spec.table(query.table()).orElseThrow().rowBytes()));
        lines.add(
                String.format(Locale.ROOT, "table has about %.0f rows", view.rows(query.table())));
    }
}
