// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens, shares stay shares, queues stay within their limits, and rollouts keep every
/// workload at strength.
class StateBoundsTest {
    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void stateStaysInBounds(long seed) {
        var timeline =
                Worlds.history(-300).fork(-900, seed, Worlds.randomEffects(seed, -900, -700));
        timeline.advanceTo(-500);
        var snapshot = timeline.snapshot();
        for (int tick = -900; tick <= -500; tick++) {
            check(snapshot, tick, "seed " + seed + ", tick " + tick);
        }
    }

    private static void check(Snapshot snapshot, int tick, String where) {
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        for (int workload = 0; workload < world.workloads(); workload++) {
            assertTrue(frame.at(Gauge.Workload.STRETCH, workload) >= 1, where);
            assertTrue(frame.at(Gauge.Workload.SHED, workload) <= 1, where);
            assertTrue(frame.at(Gauge.Workload.WAIT_MICROS, workload) <= 20_100_000, where);
            assertTrue(snapshot.fleet.readyCount(workload, tick) >= 1, where);
        }
        for (int target = 0; target < world.targets * world.regions; target++) {
            assertTrue(frame.at(Gauge.Target.HITS, target) <= 1, where);
            assertTrue(frame.at(Gauge.Target.FAILS, target) <= 1, where);
        }
        for (int id : frame.layout().podIds()) {
            var pools = world.service(snapshot.fleet.pod(id).service).pools();
            for (int p = 0; p < pools.size(); p++) {
                double patience = pools.get(p).acquireTimeoutMicros();
                assertTrue(frame.at(Gauge.Pool.TIMEOUTS, id, p) <= 1, where);
                assertTrue(frame.at(Gauge.Pool.BACKLOG_MICROS, id, p) <= patience * 1.001, where);
                assertTrue(
                        frame.at(Gauge.Pool.ACTIVE, id, p)
                                <= frame.at(Gauge.Pool.SIZE, id, p) * 1.001,
                        where);
            }
        }
    }

    /// The fluid model and the requests that are drawn from it agree on how much fails and waits.
    @ParameterizedTest
    @ValueSource(longs = {41, 42})
    void drawnRequestsFollowTheModel(long seed) {
        var timeline = Worlds.history(-300).fork(-900, seed, List.of());
        timeline.advanceTo(-600);
        var snapshot = timeline.snapshot();
        double expected = 0;
        int drawn = 0;
        for (int tick = -900; tick <= -600; tick++) {
            for (int region = 0; region < snapshot.world.regions; region++) {
                for (int route = 0; route < snapshot.world.trees.length; route++) {
                    int instance = region * snapshot.world.trees.length + route;
                    expected += snapshot.tick(tick).frame().at(Gauge.Route.ARRIVALS, instance);
                    drawn += snapshot.requests(tick, region, route);
                }
            }
        }
        assertEquals(1, drawn / expected, 0.03, "seed " + seed);
    }
}
