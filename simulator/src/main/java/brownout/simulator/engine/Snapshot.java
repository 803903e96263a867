// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Symptom;
import brownout.simulator.estate.ProviderZones;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A timeline as it stood at one moment: what readers read. Everything up to `closedTick` never changes.
public final class Snapshot {
    public final World world;

    /// The first tick that anybody sees.
    public final int firstTick;

    public final int closedTick;
    public final Fleet fleet;
    public final Collectors collectors;
    public final List<ChangeRow> changes;
    private final Seeds seeds;
    private final int baseTick; // the first tick of the first chunk
    private final Chunk[] chunks;

    Snapshot(
            World world,
            int baseTick,
            int firstTick,
            int closedTick,
            Fleet fleet,
            Collectors collectors,
            List<ChangeRow> changes,
            Seeds seeds,
            Chunk[] chunks) {
        this.world = world;
        this.baseTick = baseTick;
        this.firstTick = firstTick;
        this.closedTick = closedTick;
        this.fleet = fleet;
        this.collectors = collectors;
        this.changes = changes;
        this.seeds = seeds;
        this.chunks = chunks;
    }

    private Chunk chunkOf(int tick) {
        return chunks[(tick - baseTick) / Chunk.TICKS];
    }

    /// Whether `tick` is recorded here.
    public boolean has(int tick) {
        return tick >= firstTick && tick <= closedTick;
    }

    public TickRecord tick(int tick) {
        return chunkOf(tick).tick(tick);
    }

    /// The scrape at `second`, a multiple of 15 in `(firstTick, closedTick + 1]`.
    public Scrape scrape(int second) {
        return chunkOf(second - 1).scrape(second);
    }

    /// What had become of alerts at the close of `tick`, and what left in it.
    public Paging paging(int tick) {
        return chunkOf(tick).paging(tick);
    }

    /// How many pods of `workload` were wanted in `tick`.
    public int replicas(int tick, int workload) {
        return tick(tick).desired().replicas(workload);
    }

    /// By how much the clock of a pod's node was ahead in `tick`, microseconds.
    public long skewMicros(Pod pod, int tick) {
        if (pod.machine < 0 || !has(tick)) {
            return 0;
        }
        var frame = tick(tick).frame();
        return (long)
                (frame.at(Gauge.Machine.AHEAD_MICROS, pod.machine)
                        - frame.at(Gauge.Machine.BEHIND_MICROS, pod.machine));
    }

    /// Whether an autoscaler changed how many pods of `workload` are wanted in `tick`.
    public boolean wasRescaled(int tick, int workload) {
        return tick(tick).desired().wasRescaled(workload, tick);
    }

    /// What operators had set in `tick`.
    public Controls controls(int tick) {
        return tick(tick).desired().controls();
    }

    /// How many requests of (region, route) began in `tick`.
    public int requests(int tick, int region, int route) {
        return tick(tick).counts()[region * world.trees.length + route];
    }

    /// Fills `out` with the spans of the request at `coordinate`, whose tick must be recorded.
    public void eval(Requests requests, long coordinate, SpanBuffer out) {
        int tick = Coordinate.tick(coordinate);
        int region = Coordinate.region(coordinate);
        int route = Coordinate.route(coordinate);
        requests.eval(
                tick(tick).frame(),
                fleet,
                seeds.at(tick),
                tick,
                region,
                route,
                Coordinate.index(coordinate),
                requests(tick, region, route),
                out);
    }

    /// The zone of a third party that a client span's call went to.
    public String zone(long coordinate, World.Edge edge, SpanBuffer spans, int span) {
        int region = Coordinate.region(coordinate);
        var zones = tick(Coordinate.tick(coordinate)).frame().holding().zones();
        int zone =
                zones.pick(world, edge.component(), region, spans.requestHash(), spans.code(span));
        return ProviderZones.name(world.estate.regions().get(region).name(), zone);
    }

    /// How what failed of condition `number` looks, for a request that began in `tick`; null for -1.
    public @Nullable Symptom symptom(int tick, int number) {
        return number < 0 ? null : tick(tick).frame().holding().symptom(number);
    }

    /// Whether conditions that hold in `tick` may put `text` into lines about requests.
    public boolean conditionsSay(int tick, String text) {
        var holding = tick(tick).frame().holding();
        return !holding.isEmpty() && holding.says(text);
    }

    /// Rows of the change feed of `tick`, oldest first.
    public List<ChangeRow> changesIn(int tick) {
        return changes.subList(changesBefore(tick), changesBefore(tick + 1));
    }

    /// How many rows the change feed had before `tick`.
    public int changesBefore(int tick) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (changes.get(middle).tick() < tick) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The number of the user on whose behalf a request is made.
    public int user(long coordinate) {
        int tick = Coordinate.tick(coordinate);
        return Requests.user(
                Requests.requestHash(
                        seeds.at(tick),
                        tick,
                        Coordinate.region(coordinate),
                        Coordinate.route(coordinate),
                        Coordinate.index(coordinate)));
    }

    /// The tick in which message `number` of a topic in a region was published, that is, the last one at
    /// whose start no more than `number` had been; `before` is one at whose start more had been. The tick
    /// before the first where it is not recorded.
    public int publishedTick(int topic, int region, int number, int before) {
        int high = before;
        int step = 1; // most messages are young
        int low = Math.max(firstTick - 1, high - step);
        while (low >= firstTick && published(low, topic, region) > number) {
            high = low;
            step *= 2;
            low = Math.max(firstTick - 1, high - step);
        }
        while (high - low > 1) {
            int middle = Math.floorDiv(low + high, 2);
            if (published(middle, topic, region) <= number) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int published(int tick, int topic, int region) {
        return tick(tick).frame().deliveries().end(topic, region);
    }

    /// Whether a request with this coordinate exists.
    public boolean exists(long coordinate) {
        int tick = Coordinate.tick(coordinate);
        int region = Coordinate.region(coordinate);
        int route = Coordinate.route(coordinate);
        return tick >= baseTick
                && tick <= closedTick
                && region < world.regions
                && route < world.trees.length
                && Coordinate.index(coordinate) < requests(tick, region, route);
    }
}
