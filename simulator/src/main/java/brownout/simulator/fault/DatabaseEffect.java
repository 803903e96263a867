// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to a database. `region` is one region's server, or `""` for that of every region.
public sealed interface DatabaseEffect extends Effect {
    String database();

    @Override
    default String target() {
        return database();
    }

    /// Statements of class `query` are `factor` (> 0, 1 = usual) times as much work for the server, as
    /// after a change of plan.
    record QueryWork(String database, String query, double factor) implements DatabaseEffect {}

    // ---- plans

    /// `index` is dropped: statements that went by way of it scan their table.
    record DropIndex(String database, String region, String index) implements DatabaseEffect {}

    /// An index over `columns` (`a` or `a, b`, the leading one first) of `table` is built, which takes
    /// time and load by the table's size. With `locking` the table takes no writes meanwhile.
    record CreateIndex(
            String database, String region, String table, String columns, boolean locking)
            implements DatabaseEffect {}

    /// The planner thinks that a scan is cheaper for `query`, as after statistics gone wrong.
    record FlipPlan(String database, String region, String query) implements DatabaseEffect {}

    /// New statistics of `table`: plans go by them again.
    record Analyze(String database, String region, String table) implements DatabaseEffect {}

    /// `table` gets `rowsPerSecond` rows more than it usually does.
    record GrowTable(String database, String region, String table, double rowsPerSecond)
            implements DatabaseEffect {}

    // ---- sessions and connections

    /// Work that is not a service's begins: a batch job, an analyst's query, a vacuum, a transaction
    /// that somebody left open. It takes `cpuShare` of the server's CPU and `ioShare` of what its disk
    /// can do, writes `walBytesPerSecond`, and holds rows of `table` ("" where it holds none) that
    /// `lockedShare` of the statements that change the table want.
    record StartSession(
            String database,
            String region,
            String session,
            String table,
            double cpuShare,
            double ioShare,
            long walBytesPerSecond,
            double lockedShare)
            implements DatabaseEffect {}

    /// The session of that name is terminated; what it held is free.
    record EndSession(String database, String region, String session) implements DatabaseEffect {}

    /// The batch job behind the session stops and does not come back.
    record PauseBatch(String database, String region, String session) implements DatabaseEffect {}

    /// From now on each pod of `service` that runs `version` ("" for any) opens `perMinute` connections
    /// a minute beside its pool and never gives them back; they are gone when the pod is.
    record LeakConnections(
            String database, String region, String service, String version, double perMinute)
            implements DatabaseEffect {}

    /// The server restarts with this `max_connections`.
    record SetMaxConnections(String database, String region, int connections)
            implements DatabaseEffect {}

    /// The pools of `service` close all their connections to the database and open new ones.
    record RecyclePools(String database, String region, String service) implements DatabaseEffect {}

    // ---- replication

    /// `replica` applies `appliedShare` of the log as it is written, so that it falls further and
    /// further behind; at 100 % it keeps up again and catches up.
    record SlowReplica(String database, String region, String replica, double appliedShare)
            implements DatabaseEffect {}

    /// What may be answered by a replica goes to the primary, or to the replicas again.
    record RouteReads(String database, String region, boolean primary) implements DatabaseEffect {}

    /// `replica` is promoted, after which the old primary follows it. `cachedShare` of the pods that
    /// are there at that time remember the old primary's address.
    record Failover(String database, String region, String replica, double cachedShare)
            implements DatabaseEffect {}

    /// The primary has ended and stays away, until it is started or a replica is promoted.
    record Stop(String database, String region) implements DatabaseEffect {}

    /// A primary that is away starts, and takes connections once it has gone through its log.
    record Start(String database, String region) implements DatabaseEffect {}

    /// The server takes no writes, or takes them again.
    record ReadOnly(String database, String region, boolean on) implements DatabaseEffect {}

    // ---- disk

    /// Nobody reads from the replication slot any more, so the log is kept for it: the log's volume is
    /// full `fullInSeconds` from now.
    record AbandonSlot(String database, String region, String slot, int fullInSeconds)
            implements DatabaseEffect {}

    /// The slot is dropped, and the log that was kept for it removed at the next checkpoint.
    record DropSlot(String database, String region, String slot) implements DatabaseEffect {}

    /// The `data` or `wal` volume grows by `addedBytes`.
    record ExtendDisk(String database, String region, String volume, long addedBytes)
            implements DatabaseEffect {}

    /// A checkpoint begins after half of `maxWalBytes` of log at the latest (`max_wal_size`).
    record SetMaxWal(String database, String region, long maxWalBytes) implements DatabaseEffect {}
}
