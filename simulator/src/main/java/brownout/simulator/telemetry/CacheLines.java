// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.CacheKeys;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;

/// What cache servers log: starts and stops, background saves, commands refused for want of memory (a
/// few of them each second, as a server that guards its log does) and the slow log.
final class CacheLines {
    private static final int SAVE_EVERY_SECONDS = 300;
    private static final int MOST_A_SECOND = 3;

    private CacheLines() {}

    /// One line in the making, of a shard.
    private record Said(int shard, int level, String message) {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        var world = snapshot.world;
        for (int cache = 0; cache < world.caches; cache++) {
            for (int region = 0; region < world.regions; region++) {
                if (wanted[Streams.cacheIndex(world, cache, region, TickRecord.INFO)]
                        || wanted[Streams.cacheIndex(world, cache, region, TickRecord.WARN)]) {
                    lines(snapshot, tick, cache, region, wanted, into);
                }
            }
        }
    }

    private static void lines(
            Snapshot snapshot,
            int tick,
            int cache,
            int region,
            boolean[] wanted,
            List<Lines.Line> into) {
        var name = snapshot.world.estate.caches().get(cache).name();
        int order = 0;
        for (var said : said(snapshot, tick, cache, region)) {
            int stream = Streams.cacheIndex(snapshot.world, cache, region, said.level);
            if (wanted[stream]) {
                long part = Rng.below(Rng.hash(cache, region, tick, 0x4ed), 300_000_000);
                long nanos = tick * 1_000_000_000L + 1 + part + order * 90_137_003L;
                into.add(
                        new Lines.Line.Server(
                                stream, nanos, name + "-" + said.shard, said.message));
            }
            order++;
        }
    }

    private static List<Said> said(Snapshot snapshot, int tick, int cache, int region) {
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        int i = cache * world.regions + region;
        var said = new ArrayList<Said>();
        double up = frame.at(Gauge.Cache.UP, i);
        double before = snapshot.has(tick - 1) ? up(snapshot, tick - 1, i) : up;
        if (up != before) {
            for (int shard = 0; shard < world.shards(cache); shard++) {
                changes(up, before, shard, said);
            }
        }
        if (up > 0) {
            saves(tick, i, frame.at(Gauge.Cache.KEYS, i), said);
            refusals(frame, tick, i, said);
            slow(world, frame, tick, cache, i, said);
        }
        return said;
    }

    private static double up(Snapshot snapshot, int tick, int cache) {
        return snapshot.tick(tick).frame().at(Gauge.Cache.UP, cache);
    }

    private static void changes(double up, double before, int shard, List<Said> said) {
        if (up == 0) {
            said.add(new Said(shard, TickRecord.WARN, "Received SIGTERM scheduling shutdown..."));
            said.add(new Said(shard, TickRecord.WARN, "Redis is now ready to exit, bye bye..."));
        } else if (before == 0) {
            said.add(new Said(shard, TickRecord.INFO, "Server initialized"));
            said.add(new Said(shard, TickRecord.INFO, "Loading RDB produced by version 7.2.5"));
        }
        if (up == 2) {
            said.add(new Said(shard, TickRecord.INFO, "Done loading RDB, keys loaded: 0"));
            said.add(new Said(shard, TickRecord.INFO, "Ready to accept connections tcp"));
        }
    }

    private static void saves(int tick, int instance, double keys, List<Said> said) {
        int offset = Rng.below(Rng.hash(instance, 0x5a7e), SAVE_EVERY_SECONDS);
        int since = Math.floorMod(tick - offset, SAVE_EVERY_SECONDS);
        if (since == 0) {
            said.add(
                    new Said(
                            0,
                            TickRecord.INFO,
                            "10000 changes in 60 seconds. Saving... (" + (long) keys + " keys)"));
        } else if (since == 4) {
            said.add(new Said(0, TickRecord.INFO, "Background saving terminated with success"));
        }
    }

    private static void refusals(Frame frame, int tick, int i, List<Said> said) {
        double refused = frame.at(Gauge.Cache.REFUSED, i);
        if (refused > 0) {
            int drawn = Rng.poisson(Rng.hash(i, tick, 0x00e), Math.min(MOST_A_SECOND, refused));
            for (int n = 0; n < Math.min(MOST_A_SECOND, drawn); n++) {
                said.add(
                        new Said(
                                0,
                                TickRecord.WARN,
                                "OOM command not allowed when used memory > 'maxmemory'"));
            }
        }
    }

    private static void slow(
            World world, Frame frame, int tick, int cache, int i, List<Said> said) {
        double slow = frame.at(Gauge.Cache.SLOW_COMMANDS, i);
        int lines = (int) Math.min(2, slow / 10 + Rng.uniform(Rng.hash(i, tick, 0x510)));
        for (int n = 0; n < lines; n++) {
            double hot = frame.at(Gauge.Cache.HOT_SHARD, i);
            long micros = 14_000L + Rng.below(Rng.hash(i, tick, n), 12_000);
            said.add(
                    new Said(
                            hot > 0 ? (int) hot - 1 : 0,
                            TickRecord.WARN,
                            "slowlog: "
                                    + micros
                                    + "us "
                                    + CacheKeys.slowCommand(world, cache, hot > 0)));
        }
    }
}
