// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.model.Waiting;
import java.util.Arrays;

/// Database servers: one with its replicas in every region.
final class Databases {
    /// Servers share an index build's work: one core of it and part of the disk.
    private static final double BUILD_IO = 0.35;

    private static final double BUILD_CORES = 0.8;

    /// Part of a statement's usual time that is waiting for the disk.
    private static final double READ_IO = 0.2;

    private static final double WRITE_IO = 0.6;

    /// Requests to the disk that are served side by side.
    private static final double DISK_QUEUES = 4;

    private static final double IDLE_AWAIT_MICROS = 700;

    /// What one read or write is of what the disk can do in a second.
    private static final double IDLE_IO_SECONDS = 1 / 4000.0;

    /// Share of pages that a statement by index finds in memory.
    private static final double INDEX_HITS = 0.995;

    private static final double SCAN_HITS = 0.98;

    /// A statement that is refused takes this share of its usual time.
    private static final double REFUSED = 0.05;

    private final World world;

    /// How much slower everything is than usual, by database.
    private final double[] slow;

    /// How much more work a statement is than usual, by target.
    private final double[] work;

    /// By (database, region).
    private final DatabaseServer[] servers;

    /// What frames refer to; replaced when a fact changes.
    private DatabaseFacts[] facts;

    private boolean changed = true;

    final DatabaseConnections connections;

    Databases(World world) {
        this.world = world;
        slow = new double[world.databases];
        work = new double[world.targets];
        Arrays.fill(slow, 1);
        Arrays.fill(work, 1);
        servers = new DatabaseServer[world.databases * world.regions];
        Arrays.setAll(
                servers, i -> new DatabaseServer(world, i / world.regions, i % world.regions));
        facts = new DatabaseFacts[servers.length];
        connections = new DatabaseConnections(world);
    }

    private Databases(Databases other) {
        world = other.world;
        slow = other.slow.clone();
        work = other.work.clone();
        servers = new DatabaseServer[other.servers.length];
        Arrays.setAll(servers, i -> other.servers[i].copy());
        facts = other.facts;
        changed = other.changed;
        connections = other.connections.copy();
    }

    Databases copy() {
        return new Databases(this);
    }

    void slow(int database, double factor) {
        slow[database] = factor;
    }

    void apply(DatabaseEffect effect, Fleet fleet, int tick) {
        int database = world.indexOf(effect.database());
        if (effect instanceof DatabaseEffect.QueryWork(var name, var query, var factor)) {
            work[world.target(name, query).number()] = factor;
            return;
        }
        if (effect instanceof DatabaseEffect.RecyclePools(_, var region, var service)) {
            connections.recycle(world, fleet, service, database, region);
            return;
        }
        for (int region = 0; region < world.regions; region++) {
            if (world.isRegion(DatabaseOperations.region(effect), region)) {
                var server = servers[database * world.regions + region];
                server.facts =
                        DatabaseOperations.after(server.facts, effect, server.spec, server, tick);
            }
        }
        changed = true;
    }

    /// Whether the query was answered by a scan of its table.
    private boolean isScan(Target query, int region) {
        return servers[query.component() * world.regions + region].scans[query.operation()];
    }

    /// Rows that one statement of a query looks at.
    private long rowsRead(Target query, int region) {
        var server = servers[query.component() * world.regions + region];
        int q = query.operation();
        return server.scans[q] && server.tableOf[q] >= 0
                ? (long) server.rows[server.tableOf[q]]
                : server.plannedRows[q];
    }

    /// How many of the `most` connections of a pod's pool can be lent out. While the server is away
    /// that is all of them, since then nobody waits for one: statements fail.
    double usable(Pod pod, int pool, double most) {
        var server = servers[world.poolDatabases[pod.service][pool] * world.regions + pod.region];
        return server.isGone ? most : connections.open(pod.id, pool);
    }

    /// The server of a region counts a statement that reached it and took `micros`.
    void count(Totals totals, Target query, int region, long micros) {
        int number = query.in(world, region);
        totals.add(Total.Query.CALLS, number, 1);
        totals.add(Total.Query.MICROS, number, micros);
        if (isScan(query, region)) {
            totals.add(Total.Query.SCANS, number, 1);
        }
        totals.add(Total.Query.ROWS, number, rowsRead(query, region));
    }

    void step(Second s) {
        if (changed) {
            facts = new DatabaseFacts[servers.length];
            Arrays.setAll(facts, i -> servers[i].facts);
        }
        s.frame.databases(facts);
        for (var server : servers) {
            server.plan(s.tick, changed);
            DatabaseLocks.step(server, s.tick);
            DatabaseReplicas.step(s, server);
            load(s, server);
            answer(s, server);
            publish(s, server);
        }
        connections.step(s, servers);
        changed = false;
    }

    // ---- load

    private void load(Second s, DatabaseServer server) {
        double cores = 0; // that are wanted
        double readerCores = 0;
        double walBytes = 0;
        double pagesRead = 0;
        long hit = 0;
        for (int q = 0; q < server.targets.length; q++) {
            var query = server.targets[q];
            double rate = s.rate(query.number(), server.region);
            double seconds =
                    rate
                            * query.meanMicros()
                            * Second.MICROS
                            * work[query.number()]
                            * server.planFactor[q];
            if (server.isByReader(q)) {
                readerCores += seconds;
                continue;
            }
            cores += seconds;
            double pages = rate * server.pages[q];
            double hits = server.scans[q] ? SCAN_HITS : INDEX_HITS;
            pagesRead += pages * (1 - hits);
            hit += (long) (pages * hits);
            if (server.writes[q]) {
                int table = server.tableOf[q];
                int bytes = table < 0 ? 200 : server.spec.tables().get(table).rowBytes();
                walBytes += rate * (200 + bytes);
                if (table >= 0) {
                    server.dead[table] += server.changesRows(q) ? rate : 0;
                }
            }
        }
        double io =
                DatabaseDisk.log(s, server, walBytes)
                        + DatabaseDisk.tables(s, server)
                        + DatabaseDisk.reading(pagesRead);
        for (var session : server.facts.sessions()) {
            cores += session.cpuShare() * server.nodeCores(server.facts.role().primary());
            io += session.ioShare();
        }
        for (var index : server.facts.indexes()) {
            if (s.tick < index.validTick()) {
                cores += BUILD_CORES;
                io += BUILD_IO;
            }
        }
        int at = server.instance();
        double all = server.nodeCores(server.facts.role().primary());
        int database = server.database;
        server.stretch += (stretch(cores * slow[database], all) - server.stretch) * 0.5;
        server.readerStretch +=
                (stretch(readerCores * slow[database], server.readerCores()) - server.readerStretch)
                        * 0.5;
        double disk = Waiting.stretch(io, DISK_QUEUES) * DatabaseDisk.nearlyFull(server);
        server.ioStretch += (disk - server.ioStretch) * 0.5;
        double used = Math.min(all, cores);
        s.frame.set(Gauge.Database.CORES, at, used);
        s.frame.set(Gauge.Database.IO, at, io);
        s.frame.set(Gauge.Database.AWAIT_MICROS, at, IDLE_AWAIT_MICROS * server.ioStretch);
        s.totals.add(Total.Database.CPU_MICROS, at, (long) (used / Second.MICROS));
        s.totals.add(Total.Database.IO_MICROS, at, (long) (Math.min(1, io) / Second.MICROS));
        s.totals.add(
                Total.Database.IO_WEIGHTED_MICROS,
                at,
                (long) (io / IDLE_IO_SECONDS * IDLE_AWAIT_MICROS * server.ioStretch));
        s.totals.add(Total.Database.PAGES_READ, at, (long) pagesRead);
        s.totals.add(Total.Database.PAGES_HIT, at, hit);
    }

    private static double stretch(double wanted, double cores) {
        return cores <= 0 ? 1 : Waiting.stretch(wanted / cores, cores);
    }

    // ---- answers

    private void answer(Second s, DatabaseServer server) {
        boolean available = server.facts.isAvailable(s.tick);
        server.isGone = !available;
        boolean full = server.isFull();
        double stale = DatabaseReplicas.staleShare(server);
        double active = 0;
        double waiting = 0;
        for (int q = 0; q < server.targets.length; q++) {
            var query = server.targets[q];
            int target = query.in(world, server.region);
            boolean byReader = server.isByReader(q);
            double disk = byReader ? 0 : server.writes[q] ? WRITE_IO : READ_IO;
            double factor =
                    slow[server.database]
                                    * work[query.number()]
                                    * server.planFactor[q]
                                    * (byReader ? server.readerStretch : server.stretch)
                            + disk * (server.ioStretch - 1);
            var targets = s.flow.targets;
            double locked = DatabaseLocks.share(server, q);
            if (!available && !byReader) {
                factor = REFUSED;
                targets.answers(target, factor);
                targets.fails(target, 1, Failure.DATABASE_UNAVAILABLE);
            } else if (server.writes[q] && (server.facts.settings().readOnly() || full)) {
                factor = REFUSED;
                targets.answers(target, factor);
                targets.fails(target, 1, full ? Failure.NO_SPACE : Failure.READ_ONLY);
            } else {
                targets.answers(target, factor);
                if (locked > 0) {
                    targets.waits(target, locked, DatabaseLocks.seconds(server, q));
                    targets.fails(target, DatabaseLocks.deadlocks(locked), Failure.DEADLOCK);
                    waiting += DatabaseLocks.waiting(s, server, q);
                }
                targets.absent[target] = byReader ? stale : 0;
            }
            targets.publish(s, target);
            if (!byReader) {
                active +=
                        s.rate(query.number(), server.region)
                                * query.meanMicros()
                                * Second.MICROS
                                * factor;
            }
        }
        for (var session : server.facts.sessions()) {
            active += session.cpuShare() + session.ioShare() > 0 ? 1 : 0;
        }
        s.frame.set(Gauge.Database.ACTIVE, server.instance(), active + waiting);
        s.frame.set(Gauge.Database.WAITING, server.instance(), waiting);
    }

    private void publish(Second s, DatabaseServer server) {
        int at = server.instance();
        s.frame.set(Gauge.Database.DATA_MEBIBYTES, at, server.dataUsed / 0x1p20);
        s.frame.set(Gauge.Database.WAL_MEBIBYTES, at, server.walUsed() / 0x1p20);
        s.frame.set(Gauge.Database.RETAINED_MEBIBYTES, at, server.retained / 0x1p20);
        for (int t = 0; t < server.rows.length; t++) {
            int table = world.databaseNumbers.table(server.database, t) * s.regions + server.region;
            s.frame.set(Gauge.Table.ROWS, table, server.rows[t]);
            s.frame.set(Gauge.Table.DEAD, table, server.dead[t]);
            s.frame.set(Gauge.Table.VACUUMING, table, server.vacuumLeft[t] > 0 ? 1 : 0);
        }
    }
}
