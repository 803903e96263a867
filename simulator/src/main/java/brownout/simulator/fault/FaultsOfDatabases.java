// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.announced;
import static brownout.simulator.fault.Faults.hold;
import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Scope;
import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Map;

/// What a [DatabaseFault] comes to.
final class FaultsOfDatabases {
    private FaultsOfDatabases() {}

    static List<Scheduled> effects(DatabaseFault fault, Estate estate, int tick) {
        return switch (fault) {
            case DatabaseFault.PlanFlip(var database, var query, var factor) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.QueryWork(
                                            database, query, factor.amount())));
            case DatabaseFault.MissingIndex(
                            var database,
                            var region,
                            var index,
                            var table,
                            var rows) ->
                    List.of(
                            silent(tick, new DatabaseEffect.DropIndex(database, region, index)),
                            silent(
                                    tick,
                                    new DatabaseEffect.GrowTable(
                                            database, region, table, rows.amount())));
            case DatabaseFault.SmallPool(var service, var version, var key, var size) ->
                    List.of(
                            announced(
                                    tick,
                                    new Effect.Deploy(
                                            service, version, Map.of(key, Integer.toString(size))),
                                    "ci-bot"));
            case DatabaseFault.ConnectionLeak(
                            var database,
                            var service,
                            var version,
                            var perMinute) ->
                    List.of(
                            announced(
                                    tick, new Effect.Deploy(service, version, Map.of()), "ci-bot"),
                            silent(
                                    tick,
                                    new DatabaseEffect.LeakConnections(
                                            database, "", service, version, perMinute.amount())));
            case DatabaseFault.StaleStatistics(var database, var region, var query) ->
                    List.of(silent(tick, new DatabaseEffect.FlipPlan(database, region, query)));
            case DatabaseFault.RowLocks(
                            var database,
                            var region,
                            var session,
                            var table,
                            var share) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.StartSession(
                                            database,
                                            region,
                                            session,
                                            table,
                                            0.05,
                                            0.05,
                                            0,
                                            share.amount())));
            case DatabaseFault.ReplicaLag(var database, var region, var replica, var share) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.SlowReplica(
                                            database, region, replica, share)));
            case DatabaseFault.CachedPrimary(var database, var region, var replica, var share) ->
                    List.of(
                            announced(
                                    tick,
                                    new DatabaseEffect.Failover(database, region, replica, share),
                                    "patroni"));
            case DatabaseFault.AbandonedSlot(var database, var region, var slot, var seconds) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.AbandonSlot(
                                            database, region, slot, seconds)));
            case DatabaseFault.CheckpointStorm(
                            var database,
                            var region,
                            var session,
                            var table,
                            var wal) ->
                    List.of(
                            silent(
                                    tick,
                                    new DatabaseEffect.StartSession(
                                            database,
                                            region,
                                            session,
                                            table,
                                            0.35,
                                            0.3,
                                            Math.round(wal.amount()),
                                            0)));
            case DatabaseFault.SlowLink(var database, var region, var added) ->
                    List.of(
                            hold(
                                    tick,
                                    Subjects.component(database) + "/link/" + region,
                                    Condition.Calls.to(Scope.ANY.inRegion(region), database)
                                            .slowed(1, Math.round(added.amount() * 1e6))));
        };
    }
}
