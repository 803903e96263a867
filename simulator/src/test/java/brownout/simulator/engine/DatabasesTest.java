// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases under their effects: the fluid model and the requests that are drawn from it tell the same,
/// and what mends an effect ends it.
class DatabasesTest {
    private static final int AT = -3500;
    private static final Estate ESTATE = estate();
    private static final Timeline HISTORY = Timeline.history(ESTATE, RuleStage.NONE, 11);

    private static Estate estate() {
        try {
            var file = Path.of("src/test/resources/estate/catalogue.yaml");
            return EstateFile.read("catalogue.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Timeline after(long seed, int seconds, Effect... effects) {
        var script = Arrays.stream(effects).map(e -> new Scheduled(AT, e, "tester")).toList();
        synchronized (HISTORY) {
            var timeline = HISTORY.fork(AT, seed, script);
            timeline.advanceTo(AT + seconds);
            return timeline;
        }
    }

    private static int server(Timeline timeline, String database) {
        var world = timeline.snapshot().world;
        return world.indexOf(database) * world.regions;
    }

    private static Frame frame(Timeline timeline, int tick) {
        return timeline.snapshot().tick(tick).frame();
    }

    /// What the model says of a query's calls in `[from, to)`, and what the requests drawn from it did.
    private record Both(double seconds, double fails, double drawnSeconds, double drawnFails) {}

    private static Both both(Timeline timeline, String database, String query, int from, int to) {
        var snapshot = timeline.snapshot();
        var world = snapshot.world;
        var target = world.target(database, query);
        var requests = new Requests(world);
        var spans = new SpanBuffer();
        double seconds = 0;
        double fails = 0;
        double drawnSeconds = 0;
        double drawnFails = 0;
        double calls = 0;
        for (int tick = from; tick < to; tick++) {
            var frame = snapshot.tick(tick).frame();
            for (int region = 0; region < world.regions; region++) {
                int at = target.in(world, region);
                double mean = target.meanMicros() * 1e-6 * frame.at(Gauge.Target.FACTOR, at);
                double wait = frame.at(Gauge.Target.WAIT_MICROS, at) * 1e-6;
                double share = frame.at(Gauge.Target.WAITING, at);
                double patience = 30;
                for (int route = 0; route < world.trees.length; route++) {
                    for (int i = 0; i < snapshot.requests(tick, region, route); i++) {
                        snapshot.eval(requests, Coordinate.pack(tick, region, route, i), spans);
                        for (int span = 0; span < spans.size(); span++) {
                            var edge = world.nodes[route][spans.node(span)].edge();
                            if (spans.isServer(span)
                                    || edge == null
                                    || edge.target() != target.number()) {
                                continue;
                            }
                            patience = edge.spec().policy().timeoutMicros() * 1e-6;
                            double capped = target.latency().cappedMean(mean, patience);
                            double late = target.latency().shareAbove(mean, patience);
                            double ok = 1 - frame.at(Gauge.Target.FAILS, at);
                            double inTime =
                                    wait <= 0
                                            ? 1 - late
                                            : (1 - share) * (1 - late)
                                                    + share
                                                            * (1 - late)
                                                            * (1
                                                                    - Math.exp(
                                                                            (capped - patience)
                                                                                    / wait));
                            double waited =
                                    wait <= 0
                                            ? 0
                                            : share
                                                    * wait
                                                    * (1 - Math.exp((capped - patience) / wait));
                            calls++;
                            seconds += Math.min(patience, capped + waited);
                            fails += 1 - ok * inTime;
                            drawnSeconds +=
                                    (spans.endMicros(span) - spans.startMicros(span)) * 1e-6;
                            drawnFails += Status.isFailure(spans.status(span)) ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertTrue(calls > 500, "calls: " + calls);
        return new Both(seconds / calls, fails / calls, drawnSeconds / calls, drawnFails / calls);
    }

    private static void agree(Both both, String where) {
        assertEquals(1, both.drawnSeconds / both.seconds, 0.1, where + " " + both);
        assertEquals(both.fails, both.drawnFails, 0.1 * Math.max(0.06, both.fails), where);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theModelAndTheRequestsDrawnFromItAgree(long seed) {
        var where = "seed " + seed;
        var scan =
                after(
                        seed,
                        120,
                        new DatabaseEffect.FlipPlan("payments-db", "", "selectPaymentMethod"));
        agree(both(scan, "payments-db", "selectPaymentMethod", AT + 60, AT + 120), where);
        var locks =
                after(
                        seed,
                        150,
                        new DatabaseEffect.StartSession(
                                "orders-db", "", "archive", "orders", 0, 0, 0, 0.1));
        agree(both(locks, "orders-db", "updateOrder", AT + 20, AT + 80), where);
    }

    @Test
    void anIndexIsOfUseOnceItIsBuilt() {
        var drop = new DatabaseEffect.DropIndex("orders-db", "", "orders_user_id_created_at_idx");
        var create = new DatabaseEffect.CreateIndex("orders-db", "", "orders", "user_id", false);
        var timeline = after(3, 60, drop, create);
        int at =
                timeline.snapshot()
                        .world
                        .target("orders-db", "selectOrders")
                        .in(timeline.snapshot().world, 0);
        assertTrue(frame(timeline, AT + 20).at(Gauge.Target.FACTOR, at) > 10);
        assertTrue(frame(timeline, AT + 60).at(Gauge.Target.FACTOR, at) < 1.6);
        var built = frame(timeline, AT + 60).database(server(timeline, "orders-db"));
        assertTrue(built.index("orders_user_id_idx").orElseThrow().validTick() <= AT + 60);
    }

    @Test
    void aLaggingReplicaCatchesUp() {
        var slow = new DatabaseEffect.SlowReplica("payments-db", "", "payments-db-1", 0.5);
        var timeline = after(4, 100, slow);
        var world = timeline.snapshot().world;
        int node = world.databaseNumbers.node(world.indexOf("payments-db"), 1) * world.regions;
        assertEquals(50, frame(timeline, AT + 99).at(Gauge.Node.LAG_SECONDS, node), 1);
        int target = world.target("payments-db", "selectPayment").in(world, 0);
        assertEquals(0.25, frame(timeline, AT + 99).at(Gauge.Target.ABSENT, target), 0.01);
        var mended =
                timeline.fork(
                        AT + 101,
                        List.of(
                                new Scheduled(
                                        AT + 101,
                                        new DatabaseEffect.SlowReplica(
                                                "payments-db", "", "payments-db-1", 1),
                                        "tester")));
        mended.advanceTo(AT + 140);
        assertTrue(frame(mended, AT + 140).at(Gauge.Node.LAG_SECONDS, node) < 0.1);
    }

    @Test
    void aRestartTakesTheServerAway() {
        var timeline = after(5, 40, new DatabaseEffect.SetMaxConnections("orders-db", "", 300));
        int at = server(timeline, "orders-db");
        assertEquals(false, frame(timeline, AT + 5).database(at).isAvailable(AT + 5));
        assertEquals(0, frame(timeline, AT + 5).at(Gauge.Database.CONNECTIONS, at));
        assertEquals(60, frame(timeline, AT + 40).at(Gauge.Database.CONNECTIONS, at), 1);
        assertEquals(300, frame(timeline, AT + 40).database(at).settings().maxConnections());
    }

    @Test
    void aDroppedSlotGivesItsLogBack() {
        var abandon = new DatabaseEffect.AbandonSlot("orders-db", "", "cdc_warehouse", 60);
        var timeline = after(6, 100, abandon);
        int at = server(timeline, "orders-db");
        var full = frame(timeline, AT + 90);
        assertEquals(20 * 1024, full.at(Gauge.Database.WAL_MEBIBYTES, at), 30);
        int insert =
                timeline.snapshot()
                        .world
                        .target("orders-db", "insertOrder")
                        .in(timeline.snapshot().world, 0);
        assertEquals(1, full.at(Gauge.Target.FAILS, insert));
        var dropped =
                timeline.fork(
                        AT + 101,
                        List.of(
                                new Scheduled(
                                        AT + 101,
                                        new DatabaseEffect.DropSlot(
                                                "orders-db", "", "cdc_warehouse"),
                                        "tester")));
        dropped.advanceTo(AT + 160);
        assertTrue(frame(dropped, AT + 160).at(Gauge.Database.WAL_MEBIBYTES, at) < 4 * 1024);
        assertEquals(0, frame(dropped, AT + 160).at(Gauge.Target.FAILS, insert));
    }

    /// Forks and replays know nothing that the straight run does not.
    @Test
    void aForkInTheMiddleOfEverythingGoesOnTheSame() {
        var effects =
                new Effect[] {
                    new DatabaseEffect.Failover("orders-db", "", "orders-db-1", 0.5),
                    new DatabaseEffect.LeakConnections(
                            "payments-db", "", "reporting-service", "", 120),
                    new DatabaseEffect.GrowTable("orders-db", "", "orders", 500),
                    new DatabaseEffect.StartSession(
                            "payments-db", "", "rebuild", "payments", .2, .3, 50_000_000, .1)
                };
        var straight = after(7, 240, effects);
        var fork = straight.fork(AT + 130, List.of());
        fork.advanceTo(AT + 240);
        assertEquals(straight.digest(AT, AT + 240), fork.digest(AT, AT + 240));
    }
}
