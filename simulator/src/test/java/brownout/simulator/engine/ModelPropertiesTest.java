// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import brownout.simulator.property.RandomWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds of the fluid model itself in any world, see `property`: shares are shares, backlogs stay
/// within their limits, flow is conserved, and single requests fare as the mean says.
class ModelPropertiesTest {
    private static final int FIRST = RandomWorld.FIRST;
    private static final int END = RandomWorld.END;
    private static final int ENOUGH = 10_000;

    @ParameterizedTest(name = "{0}")
    @MethodSource("brownout.simulator.property.RandomWorld#all")
    void p13_sharesAreSharesAndBacklogsAreBounded(RandomWorld random) {
        var snapshot = random.timeline().snapshot();
        for (int tick = FIRST; tick <= END; tick++) {
            check(snapshot, tick, "tick " + tick + random);
        }
    }

    private static void check(Snapshot snapshot, int tick, String where) {
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        for (int workload = 0; workload < world.workloads(); workload++) {
            var service = world.service(workload / world.regions);
            assertTrue(frame.at(Gauge.Workload.STRETCH, workload) > 0, where);
            share(frame.at(Gauge.Workload.SHED, workload), where);
            assertTrue(frame.at(Gauge.Workload.WAIT_MICROS, workload) <= 20_100_000, where);
            assertTrue(frame.at(Gauge.Workload.QUEUED, workload) <= service.queue() * 1.01, where);
        }
        for (int target = 0; target < world.targets * world.regions; target++) {
            for (var gauge :
                    List.of(
                            Gauge.Target.HITS,
                            Gauge.Target.FAILS,
                            Gauge.Target.WAITING,
                            Gauge.Target.ABSENT)) {
                share(frame.at(gauge, target), gauge + " " + where);
            }
        }
        for (int edge = 0; edge < world.edges * world.regions; edge++) {
            share(frame.at(Gauge.Edge.OPEN, edge), where);
        }
        for (int cache = 0; cache < world.caches * world.regions; cache++) {
            assertTrue(
                    frame.at(Gauge.Cache.MEBIBYTES, cache)
                            <= frame.at(Gauge.Cache.LIMIT_MEBIBYTES, cache) * 1.002,
                    where);
        }
        for (int id : frame.layout().podIds()) {
            share(frame.at(Gauge.Pod.COLLECTING, id), where);
            share(frame.at(Gauge.Pod.THROTTLED, id), where);
            share(frame.at(Gauge.Pod.REFUSES, id), where);
            var pools = world.service(snapshot.fleet.pod(id).service).pools();
            for (int p = 0; p < pools.size(); p++) {
                double patience = pools.get(p).acquireTimeoutMicros();
                share(frame.at(Gauge.Pool.TIMEOUTS, id, p), where);
                assertTrue(frame.at(Gauge.Pool.BACKLOG_MICROS, id, p) <= patience * 1.001, where);
                assertTrue(
                        frame.at(Gauge.Pool.ACTIVE, id, p)
                                <= frame.at(Gauge.Pool.SIZE, id, p) * 1.001,
                        where);
            }
        }
    }

    private static void share(double value, String where) {
        assertTrue(value >= 0 && value <= 1, value + " is no share: " + where);
    }

    /// What arrives at an operation is what enters there and what its callers send, however calls fare.
    @ParameterizedTest(name = "-Dproperties.seed={0}")
    @MethodSource("brownout.simulator.property.RandomWorld#seeds")
    void p13_arrivalsAreWhatCallersSend(long seed) {
        var world = new World(RandomWorld.estate(seed));
        var desired = Desired.initial(world);
        var fleet = new Rollouts(world).initial(desired, seed, 0);
        var state = new State(0, desired, fleet, world, List.of());
        var frame = new Frame(state.layout, state.holding);
        var second = new Second(world, state.flow, fleet, state.holding, frame, state.totals);
        second.seed = seed;
        for (int trial = 0; trial < 50; trial++) {
            second.tick = trial * 100;
            for (int i = 0; i < state.flow.failRatio.length; i++) {
                state.flow.failRatio[i] = Rng.uniform(Rng.hash(seed, trial, i));
                state.flow.okSeconds[i] = Rng.uniform(Rng.hash(seed, trial, ~i));
            }
            for (int edge = 0; edge < world.edges * world.regions; edge++) {
                double open = Rng.uniform(Rng.hash(seed, edge, trial));
                frame.set(Gauge.Edge.OPEN, edge, open < 0.5 ? 0 : open);
            }
            second.averages.update(state.holding, fleet, second.tick);
            new Arrivals().step(second);
            conserved(second, "trial " + trial + ", seed " + seed);
        }
    }

    private static void conserved(Second second, String where) {
        var world = second.world;
        for (int region = 0; region < world.regions; region++) {
            for (var op : world.ops) {
                double sent = 0;
                for (int route = 0; route < world.trees.length; route++) {
                    if (world.trees[route].op() == op.index()) {
                        int instance = region * world.trees.length + route;
                        sent += second.frame.at(Gauge.Route.ARRIVALS, instance);
                    }
                }
                for (var edge : world.edgeList) {
                    if (edge.kind() == World.Kind.SERVICE && edge.operation() == op.index()) {
                        sent += second.edgeArrivals[edge.index() * world.regions + region];
                    }
                }
                double arrived = second.arrivals[second.cell(op.index(), region)];
                assertEquals(sent, arrived, 1e-9 * (1 + sent), op.spec().name() + " " + where);
            }
        }
    }

    /// A rolling update or restart keeps every workload at strength.
    @Test
    void p13_rolloutsLeaveEveryWorkloadReady() {
        var random = RandomWorld.larkspur();
        var snapshot = random.timeline().snapshot();
        for (int tick = FIRST; tick <= END; tick++) {
            for (int workload = 0; workload < snapshot.world.workloads(); workload++) {
                assertTrue(snapshot.fleet.readyCount(workload, tick) >= 1, tick + "" + random);
            }
        }
    }

    /// What a stretch of a world came to at one operation in one region.
    private static final class Fared {
        double expected; // requests, by the model
        double expectedFailures;
        double expectedSeconds;
        long served;
        long failures;
        double seconds;
    }

    /// Over ten thousand requests and more, the share that fails and the mean time are those of the model.
    @ParameterizedTest(name = "-Dproperties.seed={0}")
    @MethodSource("brownout.simulator.property.RandomWorld#seeds")
    void p14_singleRequestsFareAsTheModelSays(long seed) {
        var timeline = RandomWorld.conditioned(seed);
        var world = timeline.snapshot().world;
        int cells = world.ops.length * world.regions;
        var fared = new Fared[cells];
        java.util.Arrays.setAll(fared, _ -> new Fared());
        var requests = new Requests(world);
        var spans = new SpanBuffer();
        for (int tick = FIRST + 60; tick <= END; tick++) {
            timeline.advanceTo(tick);
            var flow = timeline.flow();
            for (int region = 0; region < world.regions; region++) {
                for (int route = 0; route < world.entries; route++) {
                    int count = timeline.snapshot().requests(tick, region, route);
                    var fare = fared[world.trees[route].op() * world.regions + region];
                    int cell = world.trees[route].op() * world.regions + region;
                    double fail = flow.failRatio[cell];
                    int instance = region * world.trees.length + route;
                    var frame = timeline.snapshot().tick(tick).frame();
                    fare.expected += frame.at(Gauge.Route.ARRIVALS, instance);
                    fare.expectedFailures += count * fail;
                    fare.expectedSeconds +=
                            count
                                    * ((1 - fail) * flow.okSeconds[cell]
                                            + fail * flow.failSeconds[cell]);
                    for (int i = 0; i < count; i++) {
                        timeline.snapshot()
                                .eval(requests, Coordinate.pack(tick, region, route, i), spans);
                        fare.served++;
                        if (spans.size() > 0 && !spans.isDropped(0)) {
                            fare.failures += Status.isFailure(spans.status(0)) ? 1 : 0;
                            fare.seconds += (spans.endMicros(0) - spans.startMicros(0)) / 1e6;
                        }
                    }
                }
            }
        }
        var sum = new Fared();
        for (var fare : fared) {
            sum.expected += fare.expected;
            sum.expectedFailures += fare.expectedFailures;
            sum.expectedSeconds += fare.expectedSeconds;
            sum.served += fare.served;
            sum.failures += fare.failures;
            sum.seconds += fare.seconds;
        }
        var where =
                "seconds %s for %s expected, failures %s for %s, of %s, seed %s"
                        .formatted(
                                sum.seconds,
                                sum.expectedSeconds,
                                sum.failures,
                                sum.expectedFailures,
                                sum.served,
                                seed);
        assumeTrue(sum.served > ENOUGH, where);
        assertEquals(1, sum.served / sum.expected, 0.03, where);
        assertEquals(1, sum.seconds / sum.expectedSeconds, 0.1, where);
        double enough = sum.served * 0.01; // less is the tail's, which no signal shows of the model
        if (sum.expectedFailures > enough) {
            assertEquals(1, sum.failures / sum.expectedFailures, 0.1, where);
        } else {
            assertTrue(sum.failures < 2 * enough, where);
        }
    }
}
