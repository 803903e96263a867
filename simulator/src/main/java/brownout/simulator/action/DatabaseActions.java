// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.DatabaseFacts;
import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What people do to databases. What would change nothing is refused.
final class DatabaseActions {
    private static final long GIBIBYTE = 1L << 30;
    private static final long MEBIBYTE = 1L << 20;

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "create-index",
                            "DATABASE TABLE COLUMNS [--locking YES] [--region REGION]",
                            "Build an index over a,b; with --locking yes in half the time, but the"
                                    + " table takes no writes meanwhile.",
                            "seconds to minutes, by the table's size",
                            "no index over the same columns",
                            "takes a core and a third of the disk meanwhile; with --locking yes writes wait",
                            DatabaseActions::createIndex),
                    ActionCatalogue.row(
                            "drop-index",
                            "DATABASE INDEX [--region REGION]",
                            "Drop an index.",
                            "at once",
                            "an index by that name",
                            "statements that go by it read their whole table",
                            DatabaseActions::dropIndex),
                    ActionCatalogue.row(
                            "analyze",
                            "DATABASE TABLE [--region REGION]",
                            "Gather new statistics of a table for the planner.",
                            "a few seconds",
                            "",
                            "plans change, for the worse too",
                            DatabaseActions::analyze),
                    ActionCatalogue.row(
                            "kill-session",
                            "DATABASE SESSION [--region REGION]",
                            "Terminate a session, by its name or process id.",
                            "at once",
                            "a session that is not a pool's",
                            "its transaction is rolled back; a job that is run again begins anew",
                            in -> session(in, true)),
                    ActionCatalogue.row(
                            "pause-batch",
                            "DATABASE SESSION [--region REGION]",
                            "Stop the batch job behind a session.",
                            "at once",
                            "a session that is not a pool's",
                            "its work is rolled back and done another time",
                            in -> session(in, false)),
                    ActionCatalogue.row(
                            "max-connections",
                            "DATABASE --to N [--region REGION]",
                            "Set max_connections, 10 to 5000; the server restarts.",
                            "about 12 s without the database",
                            "another number than now",
                            "about 12 s without the database; every connection is cut",
                            DatabaseActions::maxConnections),
                    ActionCatalogue.row(
                            "recycle-pools",
                            "SERVICE DATABASE [--region REGION]",
                            "Have a service's pools close their connections and open new ones.",
                            "a few seconds, without a restart",
                            "a pool of the service to that database",
                            "requests wait until connections are open again",
                            DatabaseActions::recycle),
                    ActionCatalogue.row(
                            "route-reads",
                            "DATABASE TARGET [--region REGION]",
                            "Send reads to the primary or to the replicas.",
                            "at once",
                            "reads that go elsewhere now",
                            "primary: it answers all reads too; replicas: reads may be stale",
                            DatabaseActions::routeReads),
                    ActionCatalogue.row(
                            "failover-database",
                            "DATABASE [--to REPLICA] [--region REGION]",
                            "Promote a replica; the old primary follows it.",
                            "20 to 40 s without a primary",
                            "a replica to promote",
                            "every connection is cut; what the replica has not got is lost",
                            DatabaseActions::failover),
                    ActionCatalogue.row(
                            "start-database",
                            "DATABASE [--region REGION]",
                            "Start a primary that has ended.",
                            "about a quarter of a minute",
                            "a primary that is away",
                            "callers come back all at once",
                            DatabaseActions::start),
                    ActionCatalogue.row(
                            "read-only",
                            "DATABASE MODE [--region REGION]",
                            "Whether a database refuses writes: on or off.",
                            "at once",
                            "the other mode than now",
                            "on: every write is refused",
                            DatabaseActions::readOnly),
                    ActionCatalogue.row(
                            "drop-slot",
                            "DATABASE SLOT [--region REGION]",
                            "Drop a replication slot, with the log that is kept for it.",
                            "within half a minute",
                            "a slot by that name",
                            "who reads from it must start from a new copy",
                            DatabaseActions::dropSlot),
                    ActionCatalogue.row(
                            "extend-disk",
                            "DATABASE VOLUME --by GIB [--region REGION]",
                            "Make the data or wal volume larger, 1 to 10000 GiB.",
                            "at once, without a restart",
                            "",
                            "what fills it goes on filling it",
                            DatabaseActions::extend),
                    ActionCatalogue.row(
                            "max-wal",
                            "DATABASE --to MIB [--region REGION]",
                            "Set max_wal_size, 64 to 1000000 MiB.",
                            "at once, without a restart",
                            "",
                            "more of the log to replay after a crash; too little means more checkpoints",
                            DatabaseActions::maxWal));

    private DatabaseActions() {}

    private static Estate.Database spec(Arguments in, Inventory.Database database) {
        return in.estate().database(database.name()).orElseThrow();
    }

    /// The facts of the first server in the region that is asked for.
    private static List<DatabaseFacts> facts(Arguments in, Inventory.Database database) {
        return database.in(in.region()).stream().map(Inventory.Server::facts).toList();
    }

    private static String table(Arguments in, Inventory.Database database) {
        var word = in.positional(1, "table");
        var names = spec(in, database).tables().stream().map(Postgres.Table::name).toList();
        in.known("table", "table of " + database.name(), word, names);
        return word.text();
    }

    private static Effect createIndex(Arguments in) {
        var database = in.database(0);
        var table = table(in, database);
        var word = in.positional(2, "columns");
        var columns = word.text().replace(",", ", ");
        if (!columns.matches("[a-z0-9_]+(, [a-z0-9_]+)*")) {
            throw in.error(
                    "columns", word, "\"" + word.text() + "\" are no columns", "Write a or a,b");
        }
        var wanted = List.of(columns.split(", ", -1));
        boolean there =
                facts(in, database).stream()
                        .allMatch(facts ->
                                facts.indexes().stream()
                                        .anyMatch(index ->
                                                index.table().equals(table)
                                                        && index.columns().equals(wanted)));
        if (there) {
            throw in.error(
                    "columns", word, table + " has an index over (" + columns + ") already", "");
        }
        boolean locking = in.option("--locking").filter(w -> isYes(in, w)).isPresent();
        return new DatabaseEffect.CreateIndex(
                database.name(), in.region(), table, columns, locking);
    }

    private static boolean isYes(Arguments in, Arguments.Word word) {
        in.known("--locking", "answer", word, List.of("yes", "no"));
        return word.text().equals("yes");
    }

    private static Effect dropIndex(Arguments in) {
        var database = in.database(0);
        var word = in.positional(1, "index");
        var names = new TreeSet<String>();
        facts(in, database).forEach(facts -> facts.indexes().forEach(i -> names.add(i.name())));
        in.known("index", "index of " + database.name(), word, names);
        return new DatabaseEffect.DropIndex(database.name(), in.region(), word.text());
    }

    private static Effect analyze(Arguments in) {
        var database = in.database(0);
        return new DatabaseEffect.Analyze(database.name(), in.region(), table(in, database));
    }

    private static Effect session(Arguments in, boolean kill) {
        var database = in.database(0);
        var word = in.positional(1, "session");
        var names = new TreeSet<String>();
        for (var facts : facts(in, database)) {
            for (var session : facts.sessions()) {
                names.add(session.name());
                if (Integer.toString(session.pid()).equals(word.text())) {
                    return end(database.name(), in.region(), session.name(), kill);
                }
            }
        }
        if (names.isEmpty()) {
            throw in.error(
                    "session",
                    word,
                    database.name() + " has no sessions but those of services' pools",
                    "Look with: locks " + database.name());
        }
        in.known("session", "session of " + database.name(), word, names);
        return end(database.name(), in.region(), word.text(), kill);
    }

    private static Effect end(String database, String region, String session, boolean kill) {
        return kill
                ? new DatabaseEffect.EndSession(database, region, session)
                : new DatabaseEffect.PauseBatch(database, region, session);
    }

    private static Effect maxConnections(Arguments in) {
        var database = in.database(0);
        int connections = in.number("--to", 10, 5000, "a whole number in 10..5000");
        boolean same =
                facts(in, database).stream()
                        .allMatch(f -> f.settings().maxConnections() == connections);
        if (same) {
            throw in.error(
                    "--to",
                    in.option("--to").orElseThrow(),
                    database.name() + " already allows " + connections + " connections",
                    "");
        }
        return new DatabaseEffect.SetMaxConnections(database.name(), in.region(), connections);
    }

    private static Effect recycle(Arguments in) {
        var service = in.service();
        var pools = in.estate().service(service.name()).map(Estate.Service::pools).orElseThrow();
        var word = in.positional(1, "database");
        var names = pools.stream().map(Estate.Pool::database).toList();
        in.known("database", "pool of " + service.name(), word, names);
        return new DatabaseEffect.RecyclePools(word.text(), in.region(), service.name());
    }

    private static Effect routeReads(Arguments in) {
        var database = in.database(0);
        var word = in.positional(1, "target");
        in.known("target", "target", word, List.of("primary", "replicas"));
        boolean primary = word.text().equals("primary");
        boolean same =
                facts(in, database).stream()
                        .allMatch(f -> f.settings().readsFromPrimary() == primary);
        if (same) {
            throw in.error("target", word, "reads already go to the " + word.text(), "");
        }
        return new DatabaseEffect.RouteReads(database.name(), in.region(), primary);
    }

    private static Effect failover(Arguments in) {
        var database = in.database(0);
        var names = new ArrayList<String>();
        for (int node = 0; node <= spec(in, database).replicas().size(); node++) {
            var name = Inventory.Database.nodeName(spec(in, database), node);
            boolean isPrimary =
                    database.in(in.region()).stream().allMatch(s -> s.primary().equals(name));
            if (!isPrimary) {
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw in.error(
                    "database",
                    in.positional(0, "database"),
                    database.name() + " has no replica to promote",
                    "");
        }
        var to = in.option("--to");
        to.ifPresent(word -> in.known("--to", "replica of " + database.name(), word, names));
        var replica = to.map(Arguments.Word::text).orElse(names.getFirst());
        return new DatabaseEffect.Failover(database.name(), in.region(), replica, 0);
    }

    private static Effect start(Arguments in) {
        var database = in.database(0);
        if (facts(in, database).stream().noneMatch(f -> f.isStopped())) {
            throw in.error(
                    "database", in.positional(0, "database"), "its primary runs already", "");
        }
        return new DatabaseEffect.Start(database.name(), in.region());
    }

    private static Effect readOnly(Arguments in) {
        var database = in.database(0);
        var word = in.positional(1, "mode");
        in.known("mode", "mode", word, List.of("on", "off"));
        boolean on = word.text().equals("on");
        if (facts(in, database).stream().allMatch(f -> f.settings().readOnly() == on)) {
            throw in.error("mode", word, "read-only is " + word.text() + " already", "");
        }
        return new DatabaseEffect.ReadOnly(database.name(), in.region(), on);
    }

    private static Effect dropSlot(Arguments in) {
        var database = in.database(0);
        var word = in.positional(1, "slot");
        var names = new TreeSet<String>();
        facts(in, database).forEach(facts -> facts.slots().forEach(slot -> names.add(slot.name())));
        in.known("slot", "slot of " + database.name(), word, names);
        return new DatabaseEffect.DropSlot(database.name(), in.region(), word.text());
    }

    private static Effect extend(Arguments in) {
        var database = in.database(0);
        var word = in.positional(1, "volume");
        in.known("volume", "volume", word, List.of("data", "wal"));
        int gibibytes = in.number("--by", 1, 10_000, "a whole number of GiB in 1..10000");
        return new DatabaseEffect.ExtendDisk(
                database.name(), in.region(), word.text(), gibibytes * GIBIBYTE);
    }

    private static Effect maxWal(Arguments in) {
        var database = in.database(0);
        int mebibytes = in.number("--to", 64, 1_000_000, "a whole number of MiB in 64..1000000");
        return new DatabaseEffect.SetMaxWal(database.name(), in.region(), mebibytes * MEBIBYTE);
    }
}
