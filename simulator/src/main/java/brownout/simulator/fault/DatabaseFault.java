// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong in and around databases: entries 9 to 18 of the catalogue.
public sealed interface DatabaseFault extends Fault {
    /// Statements of class `query` become `factor` (1..1000) times as much work for `database`.
    record PlanFlip(String database, String query, Goal factor) implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount -> new PlanFlip(database, query, Goal.exactly(amount))));
        }
    }

    /// Packets between the pods and `database` take `addedSeconds` (0..30) longer, there and back
    /// together, in `region` or in all ("").
    record SlowLink(String database, String region, Goal addedSeconds) implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            addedSeconds,
                            0,
                            30,
                            amount -> new SlowLink(database, region, Goal.exactly(amount))));
        }
    }

    /// `index` is gone from `database` and its `table` gets `rowsPerSecond` (0..100000) more rows, so
    /// that statements which went by the index read a growing table.
    record MissingIndex(
            String database, String region, String index, String table, Goal rowsPerSecond)
            implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            rowsPerSecond,
                            0,
                            100_000,
                            amount ->
                                    new MissingIndex(
                                            database, region, index, table, Goal.exactly(amount))));
        }
    }

    /// The release `version` of `service` comes with `connections` (1..500) in the pool that its setting
    /// `key` sizes.
    record SmallPool(String service, String version, String key, int connections)
            implements DatabaseFault {}

    /// Each pod of `service` that runs the new `version` takes `perMinute` (0..1000) connections to
    /// `database` a minute and keeps them.
    record ConnectionLeak(String database, String service, String version, Goal perMinute)
            implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            perMinute,
                            0,
                            1000,
                            amount ->
                                    new ConnectionLeak(
                                            database, service, version, Goal.exactly(amount))));
        }
    }

    /// Statistics mislead the planner about `query`: it reads the whole table.
    record StaleStatistics(String database, String region, String query) implements DatabaseFault {}

    /// The batch job `session` holds rows of `table` that `lockedShare` (0..1) of the statements which
    /// change it want.
    record RowLocks(String database, String region, String session, String table, Goal lockedShare)
            implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            lockedShare,
                            0,
                            1,
                            amount ->
                                    new RowLocks(
                                            database,
                                            region,
                                            session,
                                            table,
                                            Goal.exactly(amount))));
        }
    }

    /// `replica` applies only `appliedShare` of the log as it comes.
    record ReplicaLag(String database, String region, String replica, double appliedShare)
            implements DatabaseFault {}

    /// `database` fails over to `replica`, and `cachedShare` of the pods go on using the old primary.
    record CachedPrimary(String database, String region, String replica, double cachedShare)
            implements DatabaseFault {}

    /// Nobody reads `slot`; the log's volume is full `fullInSeconds` later.
    record AbandonedSlot(String database, String region, String slot, int fullInSeconds)
            implements DatabaseFault {}

    /// The batch job `session` writes so much log that a checkpoint follows the other and the disk is
    /// busy with nothing else.
    record CheckpointStorm(
            String database, String region, String session, String table, Goal walBytesPerSecond)
            implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            walBytesPerSecond,
                            0,
                            1e9,
                            amount ->
                                    new CheckpointStorm(
                                            database,
                                            region,
                                            session,
                                            table,
                                            Goal.exactly(amount))));
        }
    }
}
