// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import brownout.simulator.model.PlanCost;
import java.util.Arrays;

/// One database of one region, a primary and its replicas: what is set up there and the numbers that
/// move by themselves. The parts of [Databases] work on it. Queries, tables and servers are numbered as
/// in the database.
final class DatabaseServer implements DatabaseOperations.Numbers {
    private static final int PLAN_EVERY_TICKS = 16;

    final World world;
    final int database;
    final int region;
    final Estate.Database spec;

    DatabaseFacts facts;

    // By query.
    final Target[] targets;
    final boolean[] writes;
    final int[] tableOf; // -1 where the file names none
    final long[] plannedRows; // that a statement reads by its index
    private final double[] usualCost;
    final boolean[] scans;
    final double[] planFactor;
    final double[] pages; // read from the table or index by one statement
    boolean isGone; // in the tick at hand

    // What follows from the facts, worked out when they change.
    private final boolean[] byReader;
    private double readerCores;
    private final String[] names; // of the servers

    // Of the file.
    final boolean hasStorage;
    final int checkpointSeconds;
    private final double walAtStart;

    private int planTick = Integer.MIN_VALUE;

    // By table.
    final double[] rows;
    final double[] dead;
    final double[] vacuumLeft; // seconds, while one runs
    final double[] lockedShare;
    final double[] lockSeconds;
    final boolean[] takesNoWrites;

    // By server.
    final double[] lagSeconds;

    // Load: how much slower the primary's and the replicas' CPU and the disk are than when idle.
    double stretch = 1;
    double readerStretch = 1;
    double ioStretch = 1;

    // The log and the volumes, bytes.
    double walPerSecond;
    double retained;
    double dataUsed;
    double walSinceCheckpoint;
    double sinceCheckpoint; // seconds
    double flushLeft;
    double flushPerSecond;

    DatabaseServer(World world, int database, int region) {
        this.world = world;
        this.database = database;
        this.region = region;
        spec = world.estate.databases().get(database);
        facts = DatabaseFacts.of(spec);
        targets = world.targets(World.Kind.DATABASE, database).toArray(Target[]::new);
        int queries = targets.length;
        writes = new boolean[queries];
        tableOf = new int[queries];
        plannedRows = new long[queries];
        usualCost = new double[queries];
        scans = new boolean[queries];
        planFactor = new double[queries];
        pages = new double[queries];
        Arrays.fill(planFactor, 1);
        int tables = spec.tables().size();
        rows = new double[tables];
        dead = new double[tables];
        vacuumLeft = new double[tables];
        lockedShare = new double[tables];
        lockSeconds = new double[tables];
        takesNoWrites = new boolean[tables];
        for (int t = 0; t < tables; t++) {
            rows[t] = spec.tables().get(t).rows();
        }
        for (int q = 0; q < queries; q++) {
            var query = spec.queries().get(q);
            writes[q] = query.writes();
            plannedRows[q] = query.rows();
            tableOf[q] = table(query.table());
            double usual = tableOf[q] < 0 ? 0 : rows[tableOf[q]];
            usualCost[q] =
                    DatabasePlans.of(facts, spec, query, usual, 0)
                            .map(DatabasePlans.Plan::cost)
                            .orElse(0.0);
        }
        lagSeconds = new double[spec.replicas().size() + 1];
        for (int node = 0; node < lagSeconds.length; node++) {
            lagSeconds[node] = usualLag(node);
        }
        dataUsed = spec.storage().map(s -> (double) s.disk().usedBytes()).orElse(0.0);
        byReader = new boolean[queries];
        names = new String[lagSeconds.length];
        for (int node = 0; node < names.length; node++) {
            names[node] = Inventory.Database.nodeName(spec, node);
        }
        hasStorage = spec.storage().isPresent();
        checkpointSeconds = spec.storage().map(Postgres.Storage::checkpointSeconds).orElse(300);
        walAtStart = spec.storage().map(s -> (double) s.wal().usedBytes()).orElse(0.0);
        // Checkpoints of different servers do not fall together.
        sinceCheckpoint = Rng.uniform(Rng.hash(database, region, 0xc4e)) * checkpointSeconds;
    }

    private DatabaseServer(DatabaseServer other) {
        world = other.world;
        database = other.database;
        region = other.region;
        spec = other.spec;
        facts = other.facts;
        targets = other.targets;
        writes = other.writes;
        tableOf = other.tableOf;
        plannedRows = other.plannedRows;
        usualCost = other.usualCost;
        scans = other.scans.clone();
        planFactor = other.planFactor.clone();
        pages = other.pages.clone();
        planTick = other.planTick;
        isGone = other.isGone;
        byReader = other.byReader.clone();
        readerCores = other.readerCores;
        names = other.names;
        hasStorage = other.hasStorage;
        checkpointSeconds = other.checkpointSeconds;
        walAtStart = other.walAtStart;
        rows = other.rows.clone();
        dead = other.dead.clone();
        vacuumLeft = other.vacuumLeft.clone();
        lockedShare = other.lockedShare.clone();
        lockSeconds = other.lockSeconds.clone();
        takesNoWrites = other.takesNoWrites.clone();
        lagSeconds = other.lagSeconds.clone();
        stretch = other.stretch;
        readerStretch = other.readerStretch;
        ioStretch = other.ioStretch;
        walPerSecond = other.walPerSecond;
        retained = other.retained;
        dataUsed = other.dataUsed;
        walSinceCheckpoint = other.walSinceCheckpoint;
        sinceCheckpoint = other.sinceCheckpoint;
        flushLeft = other.flushLeft;
        flushPerSecond = other.flushPerSecond;
    }

    DatabaseServer copy() {
        return new DatabaseServer(this);
    }

    /// Its number among all databases in all regions.
    int instance() {
        return database * world.regions + region;
    }

    /// Makes the plans anew where something has changed, or tables may have grown.
    void plan(int tick, boolean changed) {
        if (!changed && tick < planTick) {
            return;
        }
        planTick = tick + PLAN_EVERY_TICKS;
        readers();
        for (var index : facts.indexes()) {
            if (index.validTick() > tick) {
                planTick = Math.min(planTick, index.validTick());
            }
        }
        for (int q = 0; q < targets.length; q++) {
            if (tableOf[q] < 0) {
                continue;
            }
            var query = spec.queries().get(q);
            double size = rows[tableOf[q]];
            var plan = DatabasePlans.of(facts, spec, query, size, tick).orElseThrow();
            int rowBytes = spec.tables().get(tableOf[q]).rowBytes();
            scans[q] = plan.isScan();
            planFactor[q] =
                    DatabasePlans.factor(
                            plan.cost(), usualCost[q], query.meanMicros() * Second.MICROS);
            pages[q] =
                    plan.isScan()
                            ? PlanCost.pages(size, rowBytes)
                            : PlanCost.levels(size) + plan.matched();
        }
    }

    // ---- servers

    private void readers() {
        readerCores = 0;
        for (int node = 0; node < lagSeconds.length; node++) {
            readerCores += isReader(node) ? nodeCores(node) : 0;
        }
        for (int q = 0; q < targets.length; q++) {
            byReader[q] =
                    spec.queries().get(q).byReader()
                            && !facts.settings().readsFromPrimary()
                            && readerCores > 0;
        }
    }

    String nodeName(int node) {
        return names[node];
    }

    double nodeCores(int node) {
        return node == 0 ? spec.cores(region) : spec.replicas().get(node - 1).cores();
    }

    double usualLag(int node) {
        return node == 0 ? 0.01 : spec.replicas().get(node - 1).usualLagMicros() * Second.MICROS;
    }

    /// Whether a server answers reads: a reader, or an old primary that follows a new one.
    boolean isReader(int node) {
        return node != facts.role().primary()
                && (node == 0 || spec.replicas().get(node - 1).role() == Postgres.Role.READER);
    }

    /// Cores of the servers that answer reads.
    double readerCores() {
        return readerCores;
    }

    /// Whether replicas answer the query class.
    boolean isByReader(int query) {
        return byReader[query];
    }

    // ---- tables and volumes

    int table(String name) {
        for (int t = 0; t < spec.tables().size(); t++) {
            if (spec.tables().get(t).name().equals(name)) {
                return t;
            }
        }
        return -1;
    }

    /// Whether a query class changes rows that are there already, and leaves dead ones.
    boolean changesRows(int q) {
        return writes[q] && !targets[q].method().equals("INSERT");
    }

    double walUsed() {
        return walAtStart + retained;
    }

    /// Share of a volume that is used; 0 where there is none.
    double walFull() {
        long size = facts.volumes().walBytes();
        return size == 0 ? 0 : walUsed() / size;
    }

    double dataFull() {
        long size = facts.volumes().dataBytes();
        return size == 0 ? 0 : dataUsed / size;
    }

    boolean isFull() {
        return walFull() >= 0.9999 || dataFull() >= 0.9999;
    }

    @Override
    public double rows(String table) {
        int t = table(table);
        return t < 0 ? 0 : rows[t];
    }

    @Override
    public double lagSeconds(int node) {
        return lagSeconds[node];
    }

    @Override
    public double walRoom() {
        return Math.max(1, facts.volumes().walBytes() - walUsed());
    }
}
