// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import brownout.simulator.condition.Scope;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.fault.TrafficEffect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What goes wrong with pods and nodes, what that does, and what ends it.
class ClusterFaultsTest {
    private static final int BEGUN = -900;
    private static final String SERVICE = "payment-api";
    private static final World WORLD = Worlds.history(-300).snapshot().world;
    private static final int WORKLOAD = WORLD.workload(WORLD.indexOf(SERVICE), 0);

    private static Snapshot after(int seconds, Effect... effects) {
        var all = new ArrayList<Scheduled>();
        for (var effect : effects) {
            all.add(new Scheduled(BEGUN, effect, "tester"));
        }
        var timeline = Worlds.history(-300).fork(BEGUN, 7, all);
        timeline.advanceTo(BEGUN + seconds);
        return timeline.snapshot();
    }

    private static Snapshot fixed(Snapshot broken, int seconds, Effect fault, Effect fix) {
        int at = broken.closedTick;
        var timeline =
                Worlds.history(-300)
                        .fork(
                                BEGUN,
                                7,
                                List.of(
                                        new Scheduled(BEGUN, fault, "tester"),
                                        new Scheduled(at, fix, "me")));
        timeline.advanceTo(at + seconds);
        return timeline.snapshot();
    }

    private static List<Pod> pods(Snapshot snapshot, int workload) {
        var found = new ArrayList<Pod>();
        for (int id : snapshot.fleet.living(workload)) {
            found.add(snapshot.fleet.pod(id));
        }
        return found;
    }

    private static int restarts(Snapshot snapshot) {
        int count = 0;
        for (int id = 0; id < snapshot.fleet.size(); id++) {
            if (snapshot.fleet.pod(id).workload == WORKLOAD) {
                count += snapshot.fleet.restarts(id, snapshot.closedTick);
            }
        }
        return count;
    }

    @Test
    void aLeakEndsInRestartsWithLongerAndLongerPauses() {
        var leak = new PodEffect.LeakMemory(Scope.service(SERVICE), 0, 8 << 20);
        var snapshot = after(500, leak);
        int id = pods(snapshot, WORKLOAD).getFirst().id;
        var fleet = snapshot.fleet;
        assertTrue(fleet.restarts(id, snapshot.closedTick) >= 2, "restarts");
        int pause = 0;
        for (int i = 0; i < fleet.outages(id); i++) {
            var outage = fleet.outage(id, i);
            assertTrue(outage.cause().stops());
            assertTrue(outage.started() - outage.from() > pause, "pauses grow");
            pause = outage.started() - outage.from();
        }
    }

    @Test
    void countersBeginAnewWithAContainerAndOnlyThen() {
        var leak = new PodEffect.LeakMemory(Scope.service(SERVICE), 0, 8 << 20);
        var snapshot = after(500, leak);
        int id = pods(snapshot, WORKLOAD).getFirst().id;
        int cpu = new Cells(WORLD, WORLD.indexOf(SERVICE)).cpu();
        long before = 0;
        int resets = 0;
        for (int second = BEGUN + 15; second <= snapshot.closedTick; second += 15) {
            var scrape = snapshot.scrape(second);
            long now = scrape.sumMicros(scrape.indexOf(id), cpu);
            if (now < before) {
                resets++;
                boolean stopped = false;
                for (int i = 0; i < snapshot.fleet.outages(id); i++) {
                    int from = snapshot.fleet.outage(id, i).from();
                    stopped |= from > second - 16 && from <= second;
                }
                assertTrue(stopped, "a counter fell without a restart before " + second);
            }
            before = now;
        }
        assertTrue(resets >= 2, "resets: " + resets);
    }

    @Test
    void aHeapLargerThanItsLimitIsKilledAndASmallerOneEndsIt() {
        var heap = new PodEffect.SetHeap(SERVICE, "", 4L << 30);
        var broken = after(600, heap);
        assertTrue(restarts(broken) >= 2);
        int id = pods(broken, WORKLOAD).getFirst().id;
        var stop = broken.fleet.lastStop(id, broken.closedTick);
        assertEquals("OOMKilled", stop == null ? "" : stop.cause().reason());
        var mended = fixed(broken, 240, heap, new PodEffect.SetHeap(SERVICE, "", 0));
        assertTrue(restarts(mended) - restarts(broken) <= 2);
        assertEquals(2, mended.fleet.readyCount(WORKLOAD, mended.closedTick));
    }

    @Test
    void aWrongSelectorLeavesReadyPodsWithoutRequests() {
        var fault = new PodEffect.Selector(SERVICE, "", false);
        var broken = after(60, fault);
        int tick = broken.closedTick;
        assertEquals(2, broken.fleet.readyCount(WORKLOAD, tick));
        assertEquals(0, broken.fleet.routedCount(WORKLOAD, tick));
        var restarted = fixed(broken, 120, fault, new Effect.Restart(SERVICE, ""));
        assertEquals(0, restarted.fleet.routedCount(WORKLOAD, restarted.closedTick));
        var mended = fixed(broken, 5, fault, new PodEffect.Selector(SERVICE, "", true));
        assertEquals(2, mended.fleet.routedCount(WORKLOAD, mended.closedTick));
    }

    @Test
    void podsOfALostNodeMoveAfterFiveMinutesAndOfADrainedOneAtOnce() {
        var node = pods(Worlds.history(-300).snapshot(), WORKLOAD).getFirst().node;
        var lost = after(120, new NodeEffect.Lose(node));
        assertEquals(1, lost.fleet.readyCount(WORKLOAD, lost.closedTick));
        var moved = after(360, new NodeEffect.Lose(node));
        assertEquals(2, moved.fleet.readyCount(WORKLOAD, moved.closedTick));
        pods(moved, WORKLOAD).forEach(pod -> assertFalse(pod.node.equals(node), pod.name));
        var drained = after(240, new NodeEffect.Drain(node));
        pods(drained, WORKLOAD).forEach(pod -> assertFalse(pod.node.equals(node), pod.name));
        for (int tick = BEGUN; tick < drained.closedTick; tick++) {
            assertTrue(drained.fleet.readyCount(WORKLOAD, tick) >= 1, "tick " + tick);
        }
    }

    @Test
    void podsWithoutANodeArePendingUntilOneTakesThem() {
        var cordon = new NodeEffect.Cordon("eu-west-1", true);
        var scale = new Effect.Scale(SERVICE, "eu-west-1", 4);
        var pending = after(120, cordon, scale);
        assertEquals(2, pending.fleet.readyCount(WORKLOAD, pending.closedTick));
        assertEquals(4, pods(pending, WORKLOAD).size());
        pods(pending, WORKLOAD)
                .forEach(pod -> assertEquals(pod.createdTick >= BEGUN, pod.node.isEmpty()));
        var timeline =
                Worlds.history(-300)
                        .fork(
                                BEGUN,
                                7,
                                List.of(
                                        new Scheduled(BEGUN, cordon, "tester"),
                                        new Scheduled(BEGUN, scale, "tester"),
                                        new Scheduled(
                                                BEGUN + 120,
                                                new NodeEffect.Cordon("eu-west-1", false),
                                                "me")));
        timeline.advanceTo(BEGUN + 200);
        assertEquals(4, timeline.snapshot().fleet.readyCount(WORKLOAD, BEGUN + 200));
    }

    @Test
    void openFilesRunOutAndARestartFreesThem() {
        var leak = new PodEffect.LeakFiles(Scope.service(SERVICE), 0, 40);
        var broken = after(200, leak);
        int id = pods(broken, WORKLOAD).getFirst().id;
        assertTrue(broken.tick(broken.closedTick).frame().at(Gauge.Pod.REFUSES, id) > 0.5);
        var mended = fixed(broken, 90, leak, new Effect.Restart(SERVICE, ""));
        int fresh = mended.fleet.readyPods(WORKLOAD, mended.closedTick)[0].id;
        assertEquals(0, mended.tick(mended.closedTick).frame().at(Gauge.Pod.REFUSES, fresh));
    }

    @Test
    void aLowCpuLimitThrottles() {
        var usual = after(60);
        var slow = after(60, new PodEffect.LimitCpu(SERVICE, "", 0.05));
        int id = pods(slow, WORKLOAD).getFirst().id;
        assertTrue(usual.tick(usual.closedTick).frame().at(Gauge.Pod.THROTTLED, id) < 0.1);
        assertTrue(slow.tick(slow.closedTick).frame().at(Gauge.Pod.THROTTLED, id) > 0.5);
    }

    @Test
    void trafficMovesBetweenRegionsAndNoneIsLost() {
        var usual = after(60);
        var moved = after(60, new TrafficEffect.WeighRegion("eu-west-1", 0));
        int tick = usual.closedTick;
        double before = 0;
        double now = 0;
        for (int region = 0; region < WORLD.regions; region++) {
            int instance = region * WORLD.trees.length;
            before += usual.tick(tick).frame().at(Gauge.Route.ARRIVALS, instance);
            now += moved.tick(tick).frame().at(Gauge.Route.ARRIVALS, instance);
        }
        assertEquals(0, moved.tick(tick).frame().at(Gauge.Route.ARRIVALS, 0));
        assertEquals(1, now / before, 0.15);
    }
}
