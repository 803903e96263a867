// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.DatabaseFacts;
import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.model.IndexBuild;
import java.util.ArrayList;
import java.util.List;

/// What an effect on a database would do, said from the inventory.
final class DatabaseDryRun {
    private DatabaseDryRun() {}

    static Preview of(DatabaseEffect effect, Inventory inventory) {
        var now = inventory.database(effect.database());
        return switch (effect) {
            case DatabaseEffect.QueryWork(var database, var query, var factor) ->
                    said(query + " on " + database + " takes " + factor + " times the work", 0);
            case DatabaseEffect.DropIndex e ->
                    said(
                            "Drop index " + e.index() + on(e, e.region()),
                            1,
                            "statements that go by it will read their whole table");
            case DatabaseEffect.CreateIndex e -> create(e, now);
            case DatabaseEffect.FlipPlan e ->
                    said(e.query() + on(e, e.region()) + " reads its whole table", 0);
            case DatabaseEffect.Analyze e ->
                    said(
                            "Analyze " + e.table() + on(e, e.region()),
                            5,
                            "reads a sample of its rows; plans go by the new statistics");
            case DatabaseEffect.GrowTable e ->
                    said(e.table() + on(e, e.region()) + " grows faster", 0);
            case DatabaseEffect.StartSession e ->
                    said("Start " + e.session() + on(e, e.region()), 0);
            case DatabaseEffect.EndSession e ->
                    said(
                            "Terminate session " + e.session() + on(e, e.region()),
                            1,
                            "its transaction is rolled back and what it held is free");
            case DatabaseEffect.PauseBatch e ->
                    said(
                            "Pause " + e.session() + on(e, e.region()),
                            1,
                            "its session ends, its work is rolled back and done again another time");
            case DatabaseEffect.LeakConnections e ->
                    said(e.service() + " takes connections and keeps them", 0);
            case DatabaseEffect.SetMaxConnections e -> maxConnections(e, now);
            case DatabaseEffect.RecyclePools e ->
                    said(
                            "Recycle the pools of " + e.service() + " to " + e.database(),
                            5,
                            "every pod closes its connections and opens new ones, ten a second",
                            "no pod is replaced");
            case DatabaseEffect.SlowReplica e ->
                    said(e.replica() + on(e, e.region()) + " falls behind", 0);
            case DatabaseEffect.RouteReads e ->
                    said(
                            "Route reads to the "
                                    + (e.primary() ? "primary" : "replicas")
                                    + on(e, e.region()),
                            1,
                            e.primary()
                                    ? "the primary answers what replicas answered until now"
                                    : "reads may lack what was written a moment ago");
            case DatabaseEffect.Failover e -> failover(e, now);
            case DatabaseEffect.Stop e -> said("Stop the primary" + on(e, e.region()), 1);
            case DatabaseEffect.Start e ->
                    said(
                            "Start the primary" + on(e, e.region()),
                            DatabaseFacts.START_SECONDS,
                            "it goes through its log first; what was committed is there");
            case DatabaseEffect.ReadOnly e ->
                    said(
                            "Set read-only " + (e.on() ? "on" : "off") + on(e, e.region()),
                            1,
                            e.on() ? "every write is refused" : "writes are taken again");
            case DatabaseEffect.AbandonSlot e ->
                    said("Nobody reads slot " + e.slot() + on(e, e.region()), 0);
            case DatabaseEffect.DropSlot e ->
                    said(
                            "Drop replication slot " + e.slot() + on(e, e.region()),
                            30,
                            "the log that was kept for it is removed within half a minute",
                            "who reads from it must start from a new copy");
            case DatabaseEffect.ExtendDisk e -> extend(e, now);
            case DatabaseEffect.SetMaxWal e ->
                    said(
                            "Set max_wal_size to " + gibibytes(e.maxWalBytes()) + on(e, e.region()),
                            1,
                            "more log between checkpoints, fewer checkpoints");
        };
    }

    private static Preview create(DatabaseEffect.CreateIndex e, Inventory.Database now) {
        var lines = new ArrayList<String>();
        double longest = 0;
        for (var server : now.in(e.region())) {
            double rows = server.rows().getOrDefault(e.table(), 0.0);
            double seconds = IndexBuild.seconds(rows, !e.locking());
            longest = Math.max(longest, seconds);
            lines.add(server.region() + ": " + rows(rows) + " rows, about " + seconds(seconds));
        }
        lines.add(
                e.locking()
                        ? "the table takes no writes while it is built"
                        : "writes go on while it is built (CONCURRENTLY)");
        lines.add("the build takes about one core and a third of the disk");
        return new Preview(
                "Create an index on "
                        + e.table()
                        + " ("
                        + e.columns()
                        + ")"
                        + on(e, e.region())
                        + ", about "
                        + seconds(longest),
                lines,
                (int) StrictMath.ceil(longest),
                1);
    }

    private static Preview maxConnections(
            DatabaseEffect.SetMaxConnections e, Inventory.Database now) {
        var lines = new ArrayList<String>();
        for (var server : now.in(e.region())) {
            lines.add(
                    server.region()
                            + ": max_connections "
                            + server.facts().settings().maxConnections()
                            + " -> "
                            + e.connections()
                            + ", open now "
                            + server.connections());
        }
        lines.add("the server restarts: about 12 s without it, every connection is cut");
        return new Preview(
                "Set max_connections to " + e.connections() + on(e, e.region()), lines, 12, 1);
    }

    private static Preview failover(DatabaseEffect.Failover e, Inventory.Database now) {
        var lines = new ArrayList<String>();
        for (var server : now.in(e.region())) {
            lines.add(
                    server.region()
                            + ": primary "
                            + server.primary()
                            + " -> "
                            + e.replica()
                            + ", which is "
                            + lag(server.lagSeconds().getOrDefault(e.replica(), 0.0))
                            + " behind: what it has not got is lost");
        }
        lines.add("20 to 40 s without a primary, every connection is cut");
        lines.add("pools that remember the old address have to be recycled");
        return new Preview(
                "Fail " + e.database() + " over to " + e.replica() + in(e.region()), lines, 40, 1);
    }

    private static Preview extend(DatabaseEffect.ExtendDisk e, Inventory.Database now) {
        var lines = new ArrayList<String>();
        for (var server : now.in(e.region())) {
            boolean wal = e.volume().equals("wal");
            long size =
                    wal
                            ? server.facts().volumes().walBytes()
                            : server.facts().volumes().dataBytes();
            double used = (wal ? server.walBytes() : server.dataBytes()) / 0x1p30;
            lines.add(
                    server.region()
                            + ": "
                            + gibibytes(size)
                            + " -> "
                            + gibibytes(size + e.addedBytes())
                            + ", used "
                            + Math.round(used * 10) / 10.0
                            + " GiB");
        }
        lines.add("online, no restart; what fills it goes on filling it");
        return new Preview("Extend the " + e.volume() + " volume" + on(e, e.region()), lines, 1, 1);
    }

    private static Preview said(String summary, int seconds, String... lines) {
        return new Preview(summary, List.of(lines), seconds, 1);
    }

    private static String on(DatabaseEffect effect, String region) {
        return " on " + effect.database() + in(region);
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }

    private static String rows(double rows) {
        return rows >= 1e6
                ? Math.round(rows / 1e5) / 10.0 + " million"
                : Long.toString(Math.round(rows));
    }

    private static String seconds(double seconds) {
        return Math.round(seconds) + " s";
    }

    private static String lag(double seconds) {
        return seconds < 1
                ? Math.round(seconds * 1000) + " ms"
                : Math.round(seconds * 10) / 10.0 + " s";
    }

    private static String gibibytes(long bytes) {
        return Math.round(bytes / 0x1p30 * 10) / 10.0 + " GiB";
    }
}
