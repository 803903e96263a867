// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Target;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What the exporters of one database of a region say: of the server itself, its tables, statements and
/// replicas, and of the machine's disk and CPU. While the server is away there is only `pg_up`.
final class DatabaseMetrics {
    private final World world;
    private final List<Row> rows;
    private final Estate.Database spec;
    private final int database;
    private final int region;
    private final int at;
    private final Labels server;
    private final Labels host;
    private final Labels byName;

    private DatabaseMetrics(World world, int database, int region, List<Row> rows) {
        this.world = world;
        this.rows = rows;
        this.database = database;
        this.region = region;
        spec = world.estate.databases().get(database);
        at = database * world.regions + region;
        server = target(spec.name() + "-0", 9187);
        host = target(spec.name() + "-0", 9100);
        byName = server.with("datname", spec.name().replace("-db", ""));
    }

    static void add(World world, int database, int region, List<Row> rows) {
        var metrics = new DatabaseMetrics(world, database, region, rows);
        metrics.server();
        metrics.activity();
        metrics.totals();
        metrics.statements();
        metrics.tables();
        metrics.replicas();
        if (metrics.spec.storage().isPresent()) {
            metrics.disk();
        }
    }

    private Labels target(String instance, int port) {
        var name = world.estate.regions().get(region).name();
        return Labels.of(
                "job", spec.name(),
                "instance", instance + "." + name + ":" + port,
                "namespace", world.estate.namespace(),
                "service", spec.name(),
                "region", name);
    }

    private void always(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    /// A series that is not there while the server is away.
    private void add(String name, Labels labels, FixedRow.Reading reading) {
        always(
                name,
                labels,
                (snapshot, scrape, frame, second) ->
                        frame.database(at).isAvailable(second - 1)
                                ? reading.at(snapshot, scrape, frame, second)
                                : Row.ABSENT);
    }

    private void total(String name, Labels labels, Total total) {
        add(name, labels, (_, scrape, _, _) -> scrape.totals.at(total, at));
    }

    private void seconds(String name, Labels labels, Total total) {
        always(name, labels, (_, scrape, _, _) -> scrape.totals.at(total, at) / 1e6);
    }

    private void server() {
        always("up", server, (_, _, _, _) -> 1);
        always(
                "pg_up",
                server,
                (_, _, frame, second) -> frame.database(at).isAvailable(second - 1) ? 1 : 0);
        add(
                "pg_settings_max_connections",
                server,
                (_, _, frame, _) -> frame.database(at).settings().maxConnections());
        add(
                "pg_settings_max_wal_size_bytes",
                server,
                (_, _, frame, _) -> frame.database(at).settings().maxWalBytes());
        add(
                "pg_settings_default_transaction_read_only",
                server,
                (_, _, frame, _) -> frame.database(at).settings().readOnly() ? 1 : 0);
        seconds("node_cpu_seconds_total", host.with("mode", "user"), Total.Database.CPU_MICROS);
        seconds("node_disk_io_time_seconds_total", host, Total.Database.IO_MICROS);
        seconds(
                "node_disk_io_time_weighted_seconds_total",
                host,
                Total.Database.IO_WEIGHTED_MICROS);
        always(
                "node_disk_reads_completed_total",
                host,
                (_, scrape, _, _) -> scrape.totals.at(Total.Database.PAGES_READ, at));
        always(
                "node_disk_await_seconds",
                host,
                (_, _, frame, _) -> frame.at(Gauge.Database.AWAIT_MICROS, at) / 1e6);
    }

    // ---- sessions

    private void activity() {
        for (int service = 0; service < world.services; service++) {
            for (int p = 0; p < world.service(service).pools().size(); p++) {
                if (world.service(service).pools().get(p).database().equals(spec.name())) {
                    client(service, p);
                }
            }
        }
        jobs();
        var labels = byName.with("application_name", "psql");
        add(
                "pg_stat_activity_count",
                labels.with("state", "active"),
                (_, _, frame, _) ->
                        frame.database(at).sessions().stream().filter(this::works).count());
        add(
                "pg_stat_activity_count",
                labels.with("state", "idle in transaction"),
                (_, _, frame, _) ->
                        frame.database(at).sessions().stream().filter(s -> !works(s)).count());
        add(
                "pg_stat_activity_max_tx_duration",
                byName.with("state", "active"),
                (_, _, frame, second) -> oldest(frame, second, true));
        add(
                "pg_stat_activity_max_tx_duration",
                byName.with("state", "idle in transaction"),
                (_, _, frame, second) -> oldest(frame, second, false));
        lock("accesssharelock", Gauge.Database.ACTIVE);
        lock("sharelock", Gauge.Database.WAITING);
    }

    private void jobs() {
        for (int job = 0; job < world.jobs.all.size(); job++) {
            var spec = world.jobs.all.get(job);
            int instance = job * world.regions + region;
            if (world.jobs.isIn(job, region)
                    && spec.loads().stream().anyMatch(l -> l.target().equals(this.spec.name()))) {
                add(
                        "pg_stat_activity_count",
                        byName.with("application_name", spec.name()).with("state", "active"),
                        (_, _, frame, _) -> Gauge.JobState.of(frame, instance).isAtWork() ? 1 : 0);
            }
        }
    }

    private boolean works(brownout.simulator.engine.DatabaseFacts.Session session) {
        return session.cpuShare() + session.ioShare() > 0;
    }

    private double oldest(Frame frame, int second, boolean working) {
        double oldest = working ? Math.min(1, frame.at(Gauge.Database.ACTIVE, at)) * 0.05 : 0;
        for (var session : frame.database(at).sessions()) {
            if (works(session) == working) {
                oldest = Math.max(oldest, second - session.sinceTick());
            }
        }
        return oldest;
    }

    private void lock(String mode, Gauge.Database gauge) {
        add(
                "pg_locks_count",
                byName.with("mode", mode),
                (_, _, frame, second) ->
                        Rng.poisson(Rng.hash(at, second, gauge.ordinal()), frame.at(gauge, at)));
    }

    private void client(int service, int pool) {
        var labels = byName.with("application_name", world.service(service).name());
        for (var state : List.of("active", "idle", "idle in transaction")) {
            add(
                    "pg_stat_activity_count",
                    labels.with("state", state),
                    (snapshot, _, frame, second) -> {
                        double open = 0;
                        double lent = 0;
                        double lentByAll = 1e-9;
                        for (int id : frame.layout().podIds()) {
                            var pod = snapshot.fleet.pod(id);
                            var databases = world.poolDatabases[pod.service];
                            for (int p = 0; pod.region == region && p < databases.length; p++) {
                                lentByAll +=
                                        databases[p] == database
                                                ? frame.at(Gauge.Pool.ACTIVE, id, p)
                                                : 0;
                            }
                            if (pod.service == service && pod.region == region) {
                                open += frame.at(Gauge.Pool.OPEN, id, pool);
                                open += frame.at(Gauge.Pool.LEAKED, id, pool);
                                lent += frame.at(Gauge.Pool.ACTIVE, id, pool);
                            }
                        }
                        double part = Math.min(1, frame.at(Gauge.Database.ACTIVE, at) / lentByAll);
                        int drawn =
                                Rng.poisson(Rng.hash(at, second, service), Math.min(lent, 2000));
                        return in(state, Math.round(open), drawn, part);
                    });
        }
    }

    /// Of `open` connections, those in a state: executing (`part` of those `drawn` that are lent out),
    /// lent out but waiting for their client, or neither.
    private static double in(String state, long open, int drawn, double part) {
        long lent = Math.min(open, drawn);
        long running = Math.round(lent * part);
        return switch (state) {
            case "active" -> running;
            case "idle in transaction" -> lent - running;
            default -> open - lent;
        };
    }

    // ---- what it did

    private void totals() {
        total("pg_stat_database_xact_commit_total", byName, Total.Database.COMMITS);
        total("pg_stat_database_xact_rollback_total", byName, Total.Database.ROLLBACKS);
        total("pg_stat_database_deadlocks_total", byName, Total.Database.DEADLOCKS);
        total("pg_stat_database_blks_hit_total", byName, Total.Database.PAGES_HIT);
        total("pg_stat_database_blks_read_total", byName, Total.Database.PAGES_READ);
        add(
                "pg_stat_database_numbackends",
                byName,
                (_, _, frame, _) -> Math.round(frame.at(Gauge.Database.CONNECTIONS, at)));
        tuples("pg_stat_database_tup_fetched_total", "SELECT", Total.Query.ROWS);
        tuples("pg_stat_database_tup_inserted_total", "INSERT", Total.Query.CALLS);
        tuples("pg_stat_database_tup_updated_total", "UPDATE", Total.Query.CALLS);
        tuples("pg_stat_database_tup_deleted_total", "DELETE", Total.Query.CALLS);
        total("pg_stat_bgwriter_checkpoints_timed_total", server, Total.Database.CHECKPOINTS_TIMED);
        total(
                "pg_stat_bgwriter_checkpoints_req_total",
                server,
                Total.Database.CHECKPOINTS_REQUESTED);
        total("pg_stat_bgwriter_buffers_checkpoint_total", server, Total.Database.PAGES_WRITTEN);
        total("pg_stat_wal_bytes_total", server, Total.Database.WAL_BYTES);
    }

    private List<Target> queries() {
        return world.targets(World.Kind.DATABASE, database);
    }

    private void tuples(String name, String verb, Total.Query total) {
        var counted = queries().stream().filter(query -> query.method().equals(verb)).toList();
        add(
                name,
                byName,
                (_, scrape, _, _) -> {
                    double sum = 0;
                    for (var query : counted) {
                        sum += scrape.totals.at(total, query.in(world, region));
                    }
                    return sum;
                });
    }

    private void statements() {
        for (var query : queries()) {
            int number = query.in(world, region);
            var labels = byName.with("queryid", id(query)).with("query", query.text());
            add(
                    "pg_stat_statements_calls_total",
                    labels,
                    (_, scrape, _, _) -> scrape.totals.at(Total.Query.CALLS, number));
            add(
                    "pg_stat_statements_seconds_total",
                    labels,
                    (_, scrape, _, _) -> scrape.totals.at(Total.Query.MICROS, number) / 1e6);
            add(
                    "pg_stat_statements_rows_total",
                    labels,
                    (_, scrape, _, _) -> scrape.totals.at(Total.Query.ROWS, number));
        }
    }

    /// As the server would number a statement: by its text.
    static String id(Target query) {
        return Long.toString(Rng.hash(0x9d1d, query.text()) >>> 2);
    }

    private void tables() {
        for (int t = 0; t < spec.tables().size(); t++) {
            var name = spec.tables().get(t).name();
            var labels = byName.with("schemaname", "public").with("relname", name);
            int table = world.databaseNumbers.table(database, t) * world.regions + region;
            var of =
                    queries().stream()
                            .filter(q -> spec.queries().get(q.operation()).table().equals(name))
                            .mapToInt(q -> q.in(world, region))
                            .toArray();
            add(
                    "pg_stat_user_tables_n_live_tup",
                    labels,
                    (_, _, frame, _) -> Math.rint(frame.at(Gauge.Table.ROWS, table)));
            add(
                    "pg_stat_user_tables_n_dead_tup",
                    labels,
                    (_, _, frame, _) -> Math.rint(frame.at(Gauge.Table.DEAD, table)));
            add(
                    "pg_stat_user_tables_autovacuum_count",
                    labels,
                    (_, scrape, _, _) -> scrape.totals.at(Total.Table.AUTOVACUUMS, table));
            add(
                    "pg_stat_user_tables_seq_scan_total",
                    labels,
                    (_, scrape, _, _) -> {
                        long sum = 0;
                        for (int query : of) {
                            sum += scrape.totals.at(Total.Query.SCANS, query);
                        }
                        return sum;
                    });
            add(
                    "pg_stat_user_tables_idx_scan_total",
                    labels,
                    (_, scrape, _, _) -> {
                        long sum = 0;
                        for (int query : of) {
                            sum += scrape.totals.at(Total.Query.CALLS, query);
                            sum -= scrape.totals.at(Total.Query.SCANS, query);
                        }
                        return sum;
                    });
        }
    }

    private void replicas() {
        for (int node = 0; node <= spec.replicas().size(); node++) {
            int number = world.databaseNumbers.node(database, node) * world.regions + region;
            int self = node;
            var labels = target(Inventory.Database.nodeName(spec, node), 9187);
            if (node > 0) {
                always("up", labels, (_, _, _, _) -> 1);
                always("pg_up", labels, (_, _, _, _) -> 1);
            }
            add(
                    "pg_replication_is_replica",
                    labels,
                    (_, _, frame, _) -> frame.database(at).role().primary() == self ? 0 : 1);
            add(
                    "pg_replication_lag_seconds",
                    labels,
                    (_, _, frame, second) -> {
                        double lag = frame.at(Gauge.Node.LAG_SECONDS, number);
                        double noise = Rng.uniform(Rng.hash(number, second, 0x1a9));
                        double seen = lag < 0.5 ? lag * (0.6 + 0.8 * noise) : lag;
                        return Math.rint(seen * 1e4) / 1e4;
                    });
        }
    }

    private void disk() {
        add(
                "pg_database_size_bytes",
                byName,
                (_, _, frame, _) -> bytes(frame, Gauge.Database.DATA_MEBIBYTES));
        add(
                "pg_wal_size_bytes",
                server,
                (_, _, frame, _) -> bytes(frame, Gauge.Database.WAL_MEBIBYTES));
        for (var slot : spec.storage().orElseThrow().slots()) {
            var labels = server.with("slot_name", slot);
            add(
                    "pg_replication_slots_active",
                    labels,
                    (_, _, frame, _) ->
                            frame.database(at)
                                    .slot(slot)
                                    .map(s -> s.bytesPerSecond() > 0 ? 0.0 : 1.0)
                                    .orElse(Row.ABSENT));
            add(
                    "pg_replication_slots_pg_wal_lsn_diff",
                    labels,
                    (_, _, frame, second) ->
                            frame.database(at)
                                    .slot(slot)
                                    .map(s ->
                                            s.bytesPerSecond() > 0
                                                    ? bytes(
                                                            frame,
                                                            Gauge.Database.RETAINED_MEBIBYTES)
                                                    : 8192.0 * Rng.below(Rng.hash(at, second), 40))
                                    .orElse(Row.ABSENT));
        }
        volume("/var/lib/postgresql/data", false);
        volume("/var/lib/postgresql/data/pg_wal", true);
    }

    private void volume(String mountpoint, boolean wal) {
        var labels = host.with("mountpoint", mountpoint).with("fstype", "ext4");
        var gauge = wal ? Gauge.Database.WAL_MEBIBYTES : Gauge.Database.DATA_MEBIBYTES;
        always("node_filesystem_size_bytes", labels, (_, _, frame, _) -> size(frame, wal));
        always(
                "node_filesystem_avail_bytes",
                labels,
                (_, _, frame, _) -> Math.max(0, size(frame, wal) - bytes(frame, gauge)));
    }

    private double size(Frame frame, boolean wal) {
        var volumes = frame.database(at).volumes();
        return wal ? volumes.walBytes() : volumes.dataBytes();
    }

    private double bytes(Frame frame, Gauge.Database gauge) {
        return Math.rint(frame.at(gauge, at) * 0x1p20);
    }
}
