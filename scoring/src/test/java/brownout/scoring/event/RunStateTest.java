// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import static brownout.scoring.Played.SCENARIO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertTransition;
import brownout.query.data.Labels;
import brownout.scenarios.Mechanism;
import brownout.scoring.Played;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static RunState state(Played log) {
        return RunState.of(log.events(), SCENARIO);
    }

    private static EventBody.Declared wrong() {
        var right = Played.right();
        return Played.declared(
                right.components(),
                Mechanism.DATABASE,
                right.trigger(),
                right.startTick(),
                right.path());
    }

    @Test
    void everyWrongDeclarationLocksForTwiceAsLong() {
        var log = new Played();
        int[] locks = {30, 60, 120, 240, 240};
        for (int i = 0; i < locks.length; i++) {
            log.declare(1000 * (i + 1), wrong());
            var last = state(log).declarations().getLast();
            assertEquals(1000 * (i + 1) + locks[i], last.lockedUntilTick());
            assertFalse(last.correct());
        }
        log.declare(9000, Played.right());
        assertTrue(state(log).declarations().getLast().correct());
        assertEquals(9000, state(log).lockedUntilTick());
    }

    @Test
    void actionsBecomeEffectsAtTheirTick() {
        var effect = new Effect.Restart("payment-api", "");
        var log = new Played().act(50, "restart payment-api", effect, 1);
        assertEquals(List.of(new Scheduled(50, effect, "ada")), state(log).effects());
    }

    @Test
    void pausesAndWarpsMoveTheOffset() {
        var log =
                new Played()
                        .add(10, new EventBody.Paused())
                        .add(15, new EventBody.Resumed())
                        .add(20, new EventBody.Warped(80));
        assertEquals(5_000 - 60_000, state(log).offsetMillis());
        assertFalse(state(log).paused());
        assertTrue(state(log.add(90, new EventBody.Paused())).paused());
    }

    @Test
    void aRunClosesOnce() {
        var log = new Played().add(60, new EventBody.Finished()).add(70, new EventBody.Expired());
        assertEquals(OptionalInt.of(60), state(log).closedTick());
        assertFalse(state(log).expired());
    }

    @Test
    void anEventMustFitTheRun() {
        var names = new TreeSet<>(Set.of("payment-api", "orders-service", "frontend"));
        var log = new Played().pin(1);
        EventRules.check(Played.right(), state(log), names);
        var error =
                assertThrows(
                        BadEvent.class,
                        () -> EventRules.check(Played.right(), state(new Played()), names));
        assertEquals("evidence[0]", error.field());
        names.remove("frontend");
        var edge =
                assertThrows(
                        BadEvent.class, () -> EventRules.check(Played.right(), state(log), names));
        assertEquals("path[1].to", edge.field());
        var twice = log.events().getLast().body();
        assertEquals(
                "id",
                assertThrows(BadEvent.class, () -> EventRules.check(twice, state(log), names))
                        .field());
    }

    @Test
    void hintsAreTakenOneAfterAnother() {
        var log = new Played();
        var names = Set.of("payment-api");
        for (int rung = 1; rung <= 4; rung++) {
            var early = new EventBody.HintTaken(rung + 1);
            var state = state(log);
            var error = assertThrows(BadEvent.class, () -> EventRules.check(early, state, names));
            assertEquals("rung", error.field());
            EventRules.check(new EventBody.HintTaken(rung), state, names);
            log.add(100 * rung, new EventBody.HintTaken(rung));
        }
        assertEquals(
                List.of(100, 200, 300, 400),
                state(log).hints().stream().map(RunState.Hint::tick).toList());
    }

    @Test
    void phasesComeFromEventsAndFromTheWorld() {
        var log = new Played().acknowledge(110).pin(1).declare(300, Played.right());
        var alert = new Alert(Labels.of("alertname", "A"), Labels.EMPTY, Alert.State.FIRING, 0, 1);
        var resolved =
                new Alert(Labels.of("alertname", "A"), Labels.EMPTY, Alert.State.RESOLVED, 0, 1);
        var impact = Played.harmUntil(400);
        var during = List.of(new AlertTransition(100, alert));
        var after = List.of(during.getFirst(), new AlertTransition(520, resolved));
        assertEquals(
                "[110, -, 300, 400, -]", ticks(Phases.of(state(log), SCENARIO, impact, during)));
        assertEquals(
                "[110, -, 300, 400, 520]", ticks(Phases.of(state(log), SCENARIO, impact, after)));
        assertEquals(
                "[110, -, 300, -, -]",
                ticks(Phases.of(state(log), SCENARIO, Played.harmUntil(5000), after)));
    }

    private static String ticks(Phases phases) {
        return phases.phases().stream()
                .map(phase -> phase.tick().isEmpty() ? "-" : "" + phase.tick().getAsInt())
                .toList()
                .toString();
    }
}
