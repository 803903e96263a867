// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.DatabaseEffect;
import java.util.Optional;

/// What the change feed says of what people did to a database; nothing where nobody would announce it.
final class DatabaseChanges {
    private DatabaseChanges() {}

    static Optional<ChangeRow> row(DatabaseEffect effect, String actor, int tick) {
        var on = " on " + effect.database() + in(DatabaseOperations.region(effect));
        return switch (effect) {
            case DatabaseEffect.QueryWork _,
                    DatabaseEffect.FlipPlan _,
                    DatabaseEffect.GrowTable _,
                    DatabaseEffect.LeakConnections _,
                    DatabaseEffect.SlowReplica _ ->
                    Optional.empty();
            case DatabaseEffect.AbandonSlot e ->
                    row(e, actor, tick, "slot", "Stopped the reader of slot " + e.slot() + on, "");
            case DatabaseEffect.DropIndex e ->
                    row(e, actor, tick, "index", "Dropped index " + e.index() + on, "");
            case DatabaseEffect.CreateIndex e ->
                    row(
                            e,
                            actor,
                            tick,
                            "index",
                            "Creating an index on " + e.table() + " (" + e.columns() + ")" + on,
                            e.locking() ? "locks writes while it is built" : "concurrently");
            case DatabaseEffect.Analyze e ->
                    row(e, actor, tick, "analyze", "Analyzed " + e.table() + on, "");
            case DatabaseEffect.StartSession e ->
                    row(e, actor, tick, "job", "Started " + e.session() + on, "");
            case DatabaseEffect.EndSession e ->
                    row(e, actor, tick, "kill", "Terminated session " + e.session() + on, "");
            case DatabaseEffect.PauseBatch e ->
                    row(e, actor, tick, "job", "Paused " + e.session() + on, "");
            case DatabaseEffect.SetMaxConnections e ->
                    row(
                            e,
                            actor,
                            tick,
                            "config",
                            "Set max_connections=" + e.connections() + on,
                            "the server restarts");
            case DatabaseEffect.RecyclePools e ->
                    row(
                            e,
                            actor,
                            tick,
                            "pool",
                            "Recycled the pools of " + e.service() + on,
                            "connections are closed and opened anew");
            case DatabaseEffect.RouteReads e ->
                    row(
                            e,
                            actor,
                            tick,
                            "config",
                            "Routed reads to the " + (e.primary() ? "primary" : "replicas") + on,
                            "");
            case DatabaseEffect.Failover e ->
                    row(
                            e,
                            actor,
                            tick,
                            "failover",
                            "Failing over to " + e.replica() + on,
                            "promoted at second "
                                    + (DatabaseOperations.promotedTick(e, tick) - tick));
            case DatabaseEffect.Stop e ->
                    row(e, actor, tick, "stop", "Stopped the primary" + on, "");
            case DatabaseEffect.Start e ->
                    row(e, actor, tick, "start", "Started the primary" + on, "");
            case DatabaseEffect.ReadOnly e ->
                    row(
                            e,
                            actor,
                            tick,
                            "config",
                            "Set default_transaction_read_only=" + (e.on() ? "on" : "off") + on,
                            "");
            case DatabaseEffect.DropSlot e ->
                    row(e, actor, tick, "slot", "Dropped replication slot " + e.slot() + on, "");
            case DatabaseEffect.ExtendDisk e ->
                    row(
                            e,
                            actor,
                            tick,
                            "disk",
                            "Extended the " + e.volume() + " volume" + on,
                            "by " + Math.round(e.addedBytes() / 0x1p30 * 10) / 10.0 + " GiB");
            case DatabaseEffect.SetMaxWal e ->
                    row(
                            e,
                            actor,
                            tick,
                            "config",
                            "Set max_wal_size=" + Math.round(e.maxWalBytes() / 0x1p20) + "MB" + on,
                            "");
        };
    }

    private static Optional<ChangeRow> row(
            DatabaseEffect effect,
            String actor,
            int tick,
            String kind,
            String summary,
            String detail) {
        return Optional.of(new ChangeRow(tick, kind, effect.database(), actor, summary, detail));
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
