// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.factor;
import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import java.util.List;
import java.util.Optional;

/// Whether an effect on a database makes sense in an estate.
final class DatabaseCheck {
    private static final List<String> VOLUMES = List.of("data", "wal");

    private DatabaseCheck() {}

    static Optional<String> check(DatabaseEffect effect, Estate estate) {
        var names = estate.databases().stream().map(Estate.Database::name).toList();
        return known("database", effect.database(), names)
                .or(() -> check(effect, estate.database(effect.database()).orElseThrow(), estate));
    }

    private static Optional<String> check(
            DatabaseEffect effect, Estate.Database database, Estate estate) {
        return switch (effect) {
            case DatabaseEffect.QueryWork(_, var query, var factor) ->
                    query(database, query).or(() -> factor(factor));
            case DatabaseEffect.DropIndex(_, var region, var index) ->
                    region(region, estate)
                            .or(() -> within("the length of index", index.length(), 1, 63));
            case DatabaseEffect.CreateIndex(_, var region, var table, var columns, _) ->
                    region(region, estate)
                            .or(() -> table(database, table))
                            .or(() -> columns(columns));
            case DatabaseEffect.FlipPlan(_, var region, var query) ->
                    region(region, estate).or(() -> query(database, query));
            case DatabaseEffect.Analyze(_, var region, var table) ->
                    region(region, estate).or(() -> table(database, table));
            case DatabaseEffect.GrowTable(_, var region, var table, var rows) ->
                    region(region, estate)
                            .or(() -> table(database, table))
                            .or(() -> within("rowsPerSecond", rows, 0, 10_000_000));
            case DatabaseEffect.StartSession start ->
                    region(start.region(), estate)
                            .or(() -> start.table().isEmpty() ? none() : table(database, start))
                            .or(() -> within("cpuShare", start.cpuShare(), 0, 1))
                            .or(() -> within("ioShare", start.ioShare(), 0, 1))
                            .or(() -> within("lockedShare", start.lockedShare(), 0, 1));
            case DatabaseEffect.EndSession(_, var region, _) -> region(region, estate);
            case DatabaseEffect.PauseBatch(_, var region, _) -> region(region, estate);
            case DatabaseEffect.LeakConnections(_, var region, var service, _, var perMinute) ->
                    region(region, estate)
                            .or(() -> service(service, estate))
                            .or(() -> pool(database, service, estate))
                            .or(() -> within("perMinute", perMinute, 0, 10_000));
            case DatabaseEffect.SetMaxConnections(_, var region, var connections) ->
                    region(region, estate)
                            .or(() -> within("connections", connections, 10, 100_000));
            case DatabaseEffect.RecyclePools(_, var region, var service) ->
                    region(region, estate)
                            .or(() -> service(service, estate))
                            .or(() -> pool(database, service, estate));
            case DatabaseEffect.SlowReplica(_, var region, var replica, var share) ->
                    region(region, estate)
                            .or(() -> replica(database, replica))
                            .or(() -> within("appliedShare", share, 0, 1));
            case DatabaseEffect.RouteReads(_, var region, _) -> region(region, estate);
            case DatabaseEffect.Failover(_, var region, var replica, var share) ->
                    region(region, estate)
                            .or(() -> node(database, replica))
                            .or(() -> within("cachedShare", share, 0, 1));
            case DatabaseEffect.Stop(_, var region) -> region(region, estate);
            case DatabaseEffect.Start(_, var region) -> region(region, estate);
            case DatabaseEffect.ReadOnly(_, var region, _) -> region(region, estate);
            case DatabaseEffect.AbandonSlot(_, var region, _, var seconds) ->
                    region(region, estate)
                            .or(() -> storage(database))
                            .or(() -> within("fullInSeconds", seconds, 10, 1_000_000));
            case DatabaseEffect.DropSlot(_, var region, _) ->
                    region(region, estate).or(() -> storage(database));
            case DatabaseEffect.ExtendDisk(_, var region, var volume, var bytes) ->
                    region(region, estate)
                            .or(() -> storage(database))
                            .or(() -> known("volume", volume, VOLUMES))
                            .or(() -> within("addedBytes", bytes, 1 << 20, 1L << 46));
            case DatabaseEffect.SetMaxWal(_, var region, var bytes) ->
                    region(region, estate)
                            .or(() -> storage(database))
                            .or(() -> within("maxWalBytes", bytes, 1 << 20, 1L << 42));
        };
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static Optional<String> query(Estate.Database database, String query) {
        var names = database.queries().stream().map(Estate.QueryClass::name).toList();
        return known("query of " + database.name(), query, names);
    }

    private static Optional<String> table(
            Estate.Database database, DatabaseEffect.StartSession start) {
        return table(database, start.table());
    }

    private static Optional<String> table(Estate.Database database, String table) {
        var names = database.tables().stream().map(Postgres.Table::name).toList();
        return known("table of " + database.name(), table, names);
    }

    private static Optional<String> columns(String columns) {
        return columns.matches("[a-z0-9_]+(, ?[a-z0-9_]+)*")
                ? none()
                : Optional.of("\"" + columns + "\" are no columns. Write a, b");
    }

    private static Optional<String> replica(Estate.Database database, String replica) {
        var names = database.replicas().stream().map(Postgres.Replica::name).toList();
        return known("replica of " + database.name(), replica, names);
    }

    /// A replica, or the server that is the primary at first.
    private static Optional<String> node(Estate.Database database, String node) {
        return node.equals(database.name() + "-0") ? none() : replica(database, node);
    }

    private static Optional<String> pool(Estate.Database database, String service, Estate estate) {
        var pools =
                estate.service(service).orElseThrow().pools().stream()
                        .map(Estate.Pool::database)
                        .toList();
        return known("pool of " + service, database.name(), pools);
    }

    private static Optional<String> storage(Estate.Database database) {
        return database.storage().isPresent()
                ? none()
                : Optional.of(database.name() + " has no volumes of its own to speak of");
    }
}
