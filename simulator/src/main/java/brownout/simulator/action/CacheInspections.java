// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.CacheKeys;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Total;
import brownout.simulator.estate.Estate;
import brownout.simulator.model.EvictionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see when they ask a cache's servers with redis-cli. One block of lines per region.
final class CacheInspections {
    private static final int SCRAPE_SECONDS = 15;
    private static final int SHOWN = 5;

    static final List<Inspection> ROWS =
            List.of(
                    Inspection.row(
                            "redis-info",
                            "CACHE [--region REGION]",
                            "Memory, policy, keys, clients and counts of a cache's servers.",
                            (in, snapshot, tick) -> blocks(in, snapshot, tick, false)),
                    Inspection.row(
                            "redis-slowlog",
                            "CACHE [--region REGION]",
                            "The newest slow commands of a cache's servers.",
                            (in, snapshot, tick) -> blocks(in, snapshot, tick, true)));

    private CacheInspections() {}

    private static List<String> blocks(
            Arguments in, Snapshot snapshot, int tick, boolean isSlowLog) {
        var world = snapshot.world;
        var word = in.positional(0, "cache");
        var names = world.estate.caches().stream().map(Estate.Cache::name).toList();
        in.known("cache", "cache", word, names);
        int cache = names.indexOf(word.text());
        var lines = new ArrayList<String>();
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            if (!in.region().isEmpty() && !in.region().equals(name)) {
                continue;
            }
            lines.add("# " + word.text() + " in " + name);
            var frame = snapshot.tick(tick).frame();
            double up = frame.at(Gauge.Cache.UP, cache * world.regions + region);
            if (up == 0) {
                lines.add(
                        "Could not connect to Redis at "
                                + word.text()
                                + ":6379: Connection refused");
            } else if (isSlowLog) {
                slowLog(snapshot, frame, tick, cache, region, lines);
            } else {
                info(snapshot, frame, tick, cache, region, lines);
            }
        }
        return List.copyOf(lines);
    }

    private static void info(
            Snapshot snapshot, Frame frame, int tick, int cache, int region, List<String> lines) {
        var world = snapshot.world;
        int i = cache * world.regions + region;
        var spec = world.estate.caches().get(cache);
        lines.add("redis_version:" + spec.version());
        lines.add("uptime_in_seconds:" + Math.round(frame.at(Gauge.Cache.UP_SECONDS, i)));
        lines.add("connected_clients:" + Math.round(frame.at(Gauge.Cache.CLIENTS, i)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "used_memory_human:%.2fM",
                        frame.at(Gauge.Cache.MEBIBYTES, i)));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "maxmemory_human:%.2fM",
                        frame.at(Gauge.Cache.LIMIT_MEBIBYTES, i)));
        lines.add("maxmemory_policy:" + EvictionPolicy.at(frame.at(Gauge.Cache.POLICY, i)).label());
        lines.add("loading:" + (frame.at(Gauge.Cache.UP, i) == 1 ? 1 : 0));
        lines.add("keyspace_hits:" + sum(snapshot, tick, cache, region, Total.Shard.HITS));
        lines.add("keyspace_misses:" + sum(snapshot, tick, cache, region, Total.Shard.MISSES));
        lines.add("evicted_keys:" + sum(snapshot, tick, cache, region, Total.Shard.EVICTED));
        lines.add("expired_keys:" + sum(snapshot, tick, cache, region, Total.Shard.EXPIRED));
        lines.add(
                "errorstat_OOM:count="
                        + sum(snapshot, tick, cache, region, Total.Shard.OUT_OF_MEMORY));
        lines.add("db0:keys=" + Math.round(frame.at(Gauge.Cache.KEYS, i)));
        lines.add("cluster_size:" + spec.shards());
    }

    /// Of all shards, as of the last scrape.
    private static long sum(Snapshot snapshot, int tick, int cache, int region, Total.Shard total) {
        int second = tick + 1 - Math.floorMod(tick + 1, SCRAPE_SECONDS);
        if (second <= snapshot.firstTick) {
            return 0;
        }
        long sum = 0;
        for (int shard = 0; shard < snapshot.world.shards(cache); shard++) {
            int at = snapshot.world.shard(cache, shard, region);
            sum += snapshot.scrape(second).totals.at(total, at);
        }
        return sum;
    }

    private static void slowLog(
            Snapshot snapshot, Frame frame, int tick, int cache, int region, List<String> lines) {
        int i = cache * snapshot.world.regions + region;
        if (frame.at(Gauge.Cache.SLOW_COMMANDS, i) <= 0) {
            lines.add("(empty array)");
            return;
        }
        boolean isHot = frame.at(Gauge.Cache.HOT_SHARD, i) > 0;
        var command = CacheKeys.slowCommand(snapshot.world, cache, isHot);
        int shard = isHot ? (int) frame.at(Gauge.Cache.HOT_SHARD, i) - 1 : 0;
        for (int n = 0; n < SHOWN; n++) {
            long micros = 14_000L + Rng.below(Rng.hash(i, tick, n), 12_000);
            lines.add(
                    String.format(
                            Locale.ROOT, "%d) shard %d  %d us  %s", n + 1, shard, micros, command));
        }
    }
}
