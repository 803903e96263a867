// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.engine.DatabaseFacts.Trouble;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.model.IndexBuild;
import java.util.Arrays;

/// What an effect makes of how a database server is set up.
final class DatabaseOperations {
    private static final int RESTART_SECONDS = 12;
    private static final int MIN_PROMOTE_SECONDS = 20;
    private static final int MAX_PROMOTE_SECONDS = 40;

    private DatabaseOperations() {}

    /// Numbers of a server that effects depend on.
    public interface Numbers {
        double rows(String table);

        double lagSeconds(int node);

        /// Room that is left for the log, in bytes.
        double walRoom();
    }

    /// The facts after `effect` on this server at the start of `tick`.
    static DatabaseFacts after(
            DatabaseFacts now,
            DatabaseEffect effect,
            Estate.Database database,
            Numbers numbers,
            int tick) {
        var settings = now.settings();
        var role = now.role();
        return switch (effect) {
            case DatabaseEffect.QueryWork _ -> now;
            case DatabaseEffect.DropIndex drop -> now.withoutIndex(drop.index());
            case DatabaseEffect.CreateIndex create ->
                    now.with(index(create, numbers.rows(create.table()), tick));
            case DatabaseEffect.FlipPlan(_, _, var query) -> {
                var plan = new Trouble.BadPlan(query);
                yield now.with(plan, plan::equals);
            }
            case DatabaseEffect.Analyze(_, _, var table) ->
                    now.withoutTroubles(trouble -> isPlanOf(trouble, database, table));
            case DatabaseEffect.GrowTable(_, _, var table, var rows) ->
                    now.with(
                            new Trouble.Growth(table, rows),
                            other -> other instanceof Trouble.Growth g && g.table().equals(table));
            case DatabaseEffect.StartSession start -> now.with(session(start, tick));
            case DatabaseEffect.EndSession end -> now.withoutSession(end.session());
            case DatabaseEffect.PauseBatch pause -> now.withoutSession(pause.session());
            case DatabaseEffect.LeakConnections(_, _, var service, var version, var perMinute) ->
                    now.with(
                            new Trouble.Leak(service, version, perMinute),
                            other ->
                                    other instanceof Trouble.Leak l && l.service().equals(service));
            case DatabaseEffect.SetMaxConnections(_, _, var connections) ->
                    now.with(
                                    new DatabaseFacts.Settings(
                                            connections,
                                            settings.maxWalBytes(),
                                            settings.readOnly(),
                                            settings.readsFromPrimary()))
                            .with(
                                    new DatabaseFacts.Role(
                                            role.primary(),
                                            tick + RESTART_SECONDS,
                                            role.lostSeconds()));
            case DatabaseEffect.RecyclePools _ -> now;
            case DatabaseEffect.SlowReplica(_, _, var replica, var share) ->
                    now.with(
                            new Trouble.SlowReplica(replica, share),
                            other ->
                                    other instanceof Trouble.SlowReplica s
                                            && s.replica().equals(replica));
            case DatabaseEffect.RouteReads(_, _, var primary) ->
                    now.with(
                            new DatabaseFacts.Settings(
                                    settings.maxConnections(),
                                    settings.maxWalBytes(),
                                    settings.readOnly(),
                                    primary));
            case DatabaseEffect.Failover failover -> {
                int node = node(database, failover.replica());
                yield now.with(
                        new DatabaseFacts.Role(
                                node, promotedTick(failover, tick), numbers.lagSeconds(node)));
            }
            case DatabaseEffect.Stop _ ->
                    now.with(
                            new DatabaseFacts.Role(
                                    role.primary(), DatabaseFacts.NEVER, role.lostSeconds()));
            case DatabaseEffect.Start _ ->
                    now.isAvailable(tick)
                            ? now
                            : now.with(
                                    new DatabaseFacts.Role(
                                            role.primary(),
                                            tick + DatabaseFacts.START_SECONDS,
                                            role.lostSeconds()));
            case DatabaseEffect.ReadOnly(_, _, var on) ->
                    now.with(
                            new DatabaseFacts.Settings(
                                    settings.maxConnections(),
                                    settings.maxWalBytes(),
                                    on,
                                    settings.readsFromPrimary()));
            case DatabaseEffect.AbandonSlot(_, _, var slot, var seconds) ->
                    now.with(new DatabaseFacts.Slot(slot, numbers.walRoom() / seconds, tick));
            case DatabaseEffect.DropSlot(_, _, var slot) -> now.withoutSlot(slot);
            case DatabaseEffect.ExtendDisk(_, _, var volume, var bytes) -> {
                boolean wal = volume.equals("wal");
                yield now.with(
                        new DatabaseFacts.Volumes(
                                now.volumes().dataBytes() + (wal ? 0 : bytes),
                                now.volumes().walBytes() + (wal ? bytes : 0)));
            }
            case DatabaseEffect.SetMaxWal(_, _, var bytes) ->
                    now.with(
                            new DatabaseFacts.Settings(
                                    settings.maxConnections(),
                                    bytes,
                                    settings.readOnly(),
                                    settings.readsFromPrimary()));
        };
    }

    /// The region that an effect is about, "" for all.
    static String region(DatabaseEffect effect) {
        return switch (effect) {
            case DatabaseEffect.QueryWork _ -> "";
            case DatabaseEffect.DropIndex e -> e.region();
            case DatabaseEffect.CreateIndex e -> e.region();
            case DatabaseEffect.FlipPlan e -> e.region();
            case DatabaseEffect.Analyze e -> e.region();
            case DatabaseEffect.GrowTable e -> e.region();
            case DatabaseEffect.StartSession e -> e.region();
            case DatabaseEffect.EndSession e -> e.region();
            case DatabaseEffect.PauseBatch e -> e.region();
            case DatabaseEffect.LeakConnections e -> e.region();
            case DatabaseEffect.SetMaxConnections e -> e.region();
            case DatabaseEffect.RecyclePools e -> e.region();
            case DatabaseEffect.SlowReplica e -> e.region();
            case DatabaseEffect.RouteReads e -> e.region();
            case DatabaseEffect.Failover e -> e.region();
            case DatabaseEffect.Stop e -> e.region();
            case DatabaseEffect.Start e -> e.region();
            case DatabaseEffect.ReadOnly e -> e.region();
            case DatabaseEffect.AbandonSlot e -> e.region();
            case DatabaseEffect.DropSlot e -> e.region();
            case DatabaseEffect.ExtendDisk e -> e.region();
            case DatabaseEffect.SetMaxWal e -> e.region();
        };
    }

    /// `orders_created_at_idx`, as the server itself would name it.
    static String indexName(String table, String columns) {
        return table + "_" + columns.replaceAll(", *", "_") + "_idx";
    }

    private static DatabaseFacts.Index index(
            DatabaseEffect.CreateIndex create, double rows, int tick) {
        int seconds = (int) StrictMath.ceil(IndexBuild.seconds(rows, !create.locking()));
        return new DatabaseFacts.Index(
                indexName(create.table(), create.columns()),
                create.table(),
                Arrays.asList(create.columns().split(", *", -1)),
                tick,
                tick + seconds,
                create.locking());
    }

    private static boolean isPlanOf(Trouble trouble, Estate.Database database, String table) {
        return trouble instanceof Trouble.BadPlan plan
                && database.queries().stream()
                        .anyMatch(q -> q.name().equals(plan.query()) && q.table().equals(table));
    }

    private static DatabaseFacts.Session session(DatabaseEffect.StartSession start, int tick) {
        return new DatabaseFacts.Session(
                start.session(),
                start.table(),
                start.cpuShare(),
                start.ioShare(),
                start.walBytesPerSecond(),
                start.lockedShare(),
                tick,
                pid(start.session(), tick));
    }

    private static int pid(String name, int tick) {
        return 1000 + Rng.below(Rng.hash(tick, name), 30_000);
    }

    /// The number of a server of `database`: 0, or that of a replica and 1.
    static int node(Estate.Database database, String name) {
        for (int i = 0; i < database.replicas().size(); i++) {
            if (database.replicas().get(i).name().equals(name)) {
                return i + 1;
            }
        }
        return 0;
    }

    /// When a failover that begins at `tick` is done.
    static int promotedTick(DatabaseEffect.Failover failover, int tick) {
        long hash = Rng.hash(tick, failover.database());
        int spread = MAX_PROMOTE_SECONDS - MIN_PROMOTE_SECONDS + 1;
        return tick + MIN_PROMOTE_SECONDS + Rng.below(hash, spread);
    }
}
