// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A release that cuts payment-api's connection pool breaks checkouts; what mends it and what does not.
class PoolExhaustedTest {
    private static final int DEPLOYED = -700;
    private static final int ACTED = -400;
    private static final int SETTLED = -160;
    private static final int END = -100;
    private static final double OBJECTIVE = 0.005; // share of checkouts that may fail

    private static final Timeline BROKEN = broken(5);

    private static Timeline broken(int size) {
        var deploy =
                new Effect.Deploy(
                        "payment-api", "1.18.0", Map.of("DB_POOL_SIZE", Integer.toString(size)));
        var timeline =
                Worlds.history(-300)
                        .fork(DEPLOYED, 9, List.of(new Scheduled(DEPLOYED, deploy, "deploy-bot")));
        timeline.advanceTo(ACTED);
        return timeline;
    }

    /// Share of checkouts that the frontend answered with an error in `[from, to)`.
    private static double failing(Timeline timeline, int from, int to) {
        var snapshot = timeline.snapshot();
        var world = snapshot.world;
        var requests = new Requests(world);
        var spans = new SpanBuffer();
        int all = 0;
        int failed = 0;
        for (int tick = from; tick < to; tick++) {
            for (int region = 0; region < world.regions; region++) {
                for (int i = 0; i < snapshot.requests(tick, region, 0); i++) {
                    snapshot.eval(requests, Coordinate.pack(tick, region, 0, i), spans);
                    all++;
                    failed += Status.isFailure(spans.status(0)) ? 1 : 0;
                }
            }
        }
        return failed / (double) all;
    }

    private static double afterwards(Effect... effects) {
        var actions =
                List.of(effects).stream()
                        .map(effect -> new Scheduled(ACTED, effect, "me"))
                        .toList();
        var timeline = BROKEN.fork(ACTED, actions);
        timeline.advanceTo(END + 60);
        return failing(timeline, SETTLED, END);
    }

    @Test
    void isHealthyBefore() {
        assertTrue(failing(Worlds.history(-300), -900, -700) < OBJECTIVE / 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void breaksCheckouts(int size) {
        double failing = failing(broken(size), -550, -450);
        assertTrue(failing > 10 * OBJECTIVE, "failing: " + failing);
    }

    @Test
    void staysBrokenWhenIdle() {
        assertTrue(afterwards() > 20 * OBJECTIVE);
    }

    @Test
    void isMendedByRollbackByALargerPoolAndByMorePods() {
        assertTrue(afterwards(new Effect.Rollback("payment-api", "1.17.3")) < OBJECTIVE);
        assertTrue(afterwards(new Effect.ResizePool("payment-api", "payments-db", 50)) < OBJECTIVE);
        assertTrue(
                afterwards(new Effect.SetConfig("payment-api", "DB_POOL_SIZE", "50")) < OBJECTIVE);
        assertTrue(afterwards(new Effect.Scale("payment-api", "", 6)) < OBJECTIVE);
    }

    @Test
    void isNotMendedByRestartsOrByTheWrongService() {
        assertTrue(afterwards(new Effect.Restart("payment-api", "")) > 20 * OBJECTIVE);
        assertTrue(afterwards(new Effect.Restart("orders-service", "")) > 20 * OBJECTIVE);
        assertTrue(afterwards(new Effect.Scale("orders-service", "", 8)) > 20 * OBJECTIVE);
        assertTrue(
                afterwards(new Effect.ResizePool("orders-service", "orders-db", 80))
                        > 20 * OBJECTIVE);
    }

    @Test
    void theInventoryKnowsWhatRunsAndWhatRanBefore() {
        var payment = service(BROKEN.inventory(ACTED), "payment-api");
        assertEquals("1.18.0", payment.version());
        assertEquals("1.17.3", payment.previousVersion());
        assertEquals("5", payment.config().get("DB_POOL_SIZE"));
        assertEquals(Map.of("eu-west-1", 2, "us-east-1", 2), payment.readyPods());
        var fork =
                BROKEN.fork(
                        ACTED + 1,
                        List.of(
                                new Scheduled(
                                        ACTED + 1,
                                        new Effect.Rollback("payment-api", "1.17.3"),
                                        "me")));
        fork.advanceTo(ACTED + 1);
        var after = service(fork.inventory(ACTED + 1), "payment-api");
        assertEquals("1.17.3", after.version());
        assertEquals("20", after.config().get("DB_POOL_SIZE"));
        assertEquals("1.18.0", after.previousVersion());
    }

    private static Inventory.Service service(Inventory inventory, String name) {
        return inventory.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
