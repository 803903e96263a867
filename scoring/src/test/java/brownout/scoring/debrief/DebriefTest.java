// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import static brownout.scoring.Played.SCENARIO;
import static brownout.scoring.Played.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Severity;
import brownout.scenarios.Signal;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;
import brownout.scoring.Played;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.scoring.rubric.Scorecard;
import brownout.scoring.rubric.Scorer;
import brownout.simulator.action.Actions;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// One run, really played: acknowledged after 30 s, a needless restart, the right declaration, the
/// rollback, and the end. Times are after the first alert.
class DebriefTest {
    private static final Worlds WORLDS =
            new Worlds(EstateFile.builtin("larkspur"), RuleFile.builtin("larkspur"));
    private static final Outcomes OUTCOMES = new Outcomes(WORLDS);

    private static Outcome outcome;
    private static Scorecard card;
    private static Debrief debrief;
    private static List<RunEvent> events;
    private static int alert;

    @BeforeAll
    static void play() {
        outcome = OUTCOMES.of(SCENARIO, SEED, Timeline.HISTORY_SECONDS, 0, Played.HORIZON);
        alert = outcome.detectableTick();
        var log = new Played().acknowledge(alert + 30).severity(alert + 60, Severity.P1);
        act(log, alert + 90, "restart payment-api");
        log.pin(alert + 150).declare(alert + 200, Played.right());
        act(log, alert + 240, "rollback payment-api");
        events = log.add(alert + 480, new EventBody.Finished()).events();
        var world = world(log);
        var team =
                Impact.measure(
                        world.timeline(),
                        SCENARIO.objective(),
                        SCENARIO.faultTick(SEED),
                        Played.HORIZON);
        card = Scorer.score(SCENARIO, events, team, outcome);
        debrief = Debrief.of(compared(world), outcome, events, views(), card);
    }

    private static void act(Played log, int tick, String line) {
        var timeline = world(log).timeline();
        timeline.advanceTo(tick - 1);
        var inventory = timeline.inventory(tick - 1);
        var effect = Actions.parse(line, inventory, WORLDS.estate(SCENARIO));
        log.act(tick, line, effect, Actions.preview(effect, inventory).growth());
    }

    private static RunWorld world(Played log) {
        return WORLDS.run(
                SCENARIO,
                SEED,
                Timeline.HISTORY_SECONDS,
                RunState.of(log.events(), SCENARIO).effects());
    }

    private static Compared compared(RunWorld team) {
        return new Compared(team, team.felt(), WORLDS.base(SCENARIO, SEED));
    }

    private static List<View> views() {
        return List.of(
                view(
                        40,
                        Signal.METRIC,
                        "rate(http_requests_total{service=\"orders-service\"}[1m])"),
                view(70, Signal.LOG, "{service=\"orders-service\"}"),
                view(130, Signal.LOG, "{service=\"payment-api\"} |= \"Timeout\""),
                view(160, Signal.CHANGE, ""),
                view(180, Signal.METRIC, "hikaricp_connections_pending{service=\"payment-api\"}"));
    }

    private static View view(int after, Signal signal, String query) {
        return new View(alert + after, signal, query, "", "x");
    }

    @Test
    void theReferenceSparesWhatTheIdleRunCosts() {
        assertTrue(outcome.idle().harm() > 3 * outcome.oracle().harm());
        assertTrue(debrief.harm().bad() < debrief.harm().idle() / 2);
        assertTrue(debrief.harm().bad() > debrief.harm().best());
        assertTrue(debrief.harm().ratio() > .1 && debrief.harm().ratio() < .9);
    }

    /// The counterfactual is a run of which only that action is known, as measured by anybody.
    @Test
    void theCounterfactualIsARunWithThatActionThen() {
        var instead = debrief.counterfactual().orElseThrow();
        assertEquals("rollback payment-api", instead.line());
        assertEquals(alert + 1, instead.tick());
        var log = new Played();
        act(log, alert + 1, "rollback payment-api");
        var real =
                Impact.measure(
                        world(log).timeline(),
                        SCENARIO.objective(),
                        debrief.fromTick(),
                        Played.HORIZON);
        var judged = outcome.idle();
        assertEquals(real.harm(judged.fromTick(), judged.toTick()), instead.bad());
        assertEquals(debrief.harm().bad() - instead.bad(), instead.spared(), 1e-6);
        assertTrue(instead.bad() < debrief.harm().bad() / 2 && instead.spared() > 1000);
        for (int i = 0; i < instead.failing().bad().size(); i++) {
            int tick = instead.failing().fromTick() + 15 * i;
            assertEquals(real.harm(tick, tick + 15) / 15, instead.failing().bad().get(i), 1e-9);
        }
    }

    /// Who did it at once could not have done better, and of a run that nobody acted in the reference is
    /// told.
    @Test
    void theCounterfactualIsOfWhatWasNotDoneAtOnce() {
        var fast = new Played();
        act(fast, alert + 1, "rollback payment-api");
        var log = fast.add(alert + 300, new EventBody.Finished());
        assertTrue(debrief(log).counterfactual().isEmpty());
        var nobody = debrief(new Played().add(alert + 300, new EventBody.Finished()));
        var instead = nobody.counterfactual().orElseThrow();
        assertEquals(SCENARIO.reference(), instead.line());
        assertTrue(instead.spared() > 0);
    }

    private static Debrief debrief(Played log) {
        return Debrief.of(compared(world(log)), outcome, log.events(), List.of(), card);
    }

    @Test
    void milestonesAreAfterTheFirstAlert() {
        assertEquals("Detected", debrief.milestones().get(0).name());
        assertEquals(OptionalInt.of(30), debrief.milestones().get(0).seconds());
        assertEquals(OptionalInt.of(200), debrief.milestones().get(1).seconds());
        int mitigated = debrief.milestones().get(2).seconds().orElseThrow();
        assertTrue(mitigated > 240 && mitigated < 400, "mitigated after " + mitigated);
    }

    @Test
    void theTruthIsOneUnbrokenLane() {
        assertEquals(
                List.of("change", "fault", "draining"),
                debrief.truth().stream().map(Debrief.Bar::kind).toList());
        assertEquals("1.18.0 deployed", debrief.truth().getFirst().text());
        assertEquals(SCENARIO.faultTick(SEED), debrief.truth().getFirst().fromTick());
        assertEquals(alert + 240, debrief.truth().getLast().fromTick());
        for (int i = 1; i < 3; i++) {
            assertEquals(debrief.truth().get(i - 1).toTick(), debrief.truth().get(i).fromTick());
        }
    }

    @Test
    void whatWasDoneIsMarkedByWhatItDid() {
        var actions =
                debrief.marks().stream().filter(mark -> mark.kind().equals("action")).toList();
        assertEquals(List.of("none", "good"), actions.stream().map(Debrief.Mark::tone).toList());
        assertEquals(5 + 6, debrief.marks().size());
        var declared = debrief.marks().stream().filter(mark -> mark.kind().equals("declared"));
        assertEquals("right", declared.findFirst().orElseThrow().tone());
    }

    @Test
    void everySignCouldBeSeenAndSomeWere() {
        for (var sign : debrief.signals()) {
            assertTrue(sign.firstVisibleTick().isPresent(), sign.name());
            assertTrue(sign.firstVisibleTick().getAsInt() >= SCENARIO.faultTick(SEED));
        }
        assertEquals(alert + 180, seen("payment-api waits for connections").orElseThrow());
        assertEquals(alert + 130, seen("payment-api gives up on a connection").orElseThrow());
        assertEquals(alert + 160, seen("payment-api deploy 1.18.0").orElseThrow());
        assertEquals(alert + 30, seen("CheckoutErrorBudgetBurn").orElseThrow());
        assertTrue(seen("a payment waits 5 s before its first query").isEmpty());
        assertTrue(debrief.visibleSummary().contains("all within"), debrief.visibleSummary());
    }

    private static OptionalInt seen(String name) {
        return debrief.signals().stream()
                .filter(sign -> sign.name().equals(name))
                .findFirst()
                .orElseThrow()
                .seenTick();
    }

    @Test
    void thePathShowsEveryDelay() {
        var path = debrief.shortestPath();
        assertEquals(SCENARIO.shortestPath().size(), path.size());
        assertEquals(OptionalInt.of(30), path.getFirst().lateSeconds());
        assertEquals(OptionalInt.of(200 - 110), path.get(5).lateSeconds());
        assertEquals(OptionalInt.of(240 - 125), path.getLast().lateSeconds());
        assertEquals(alert + 125, debrief.couldEndTick());
    }

    @Test
    void alertsBeginInTheRunAndEnd() {
        assertEquals("CheckoutErrorBudgetBurn frontend", debrief.alerts().getFirst().text());
        assertEquals(alert, debrief.alerts().getFirst().fromTick());
        assertTrue(debrief.alerts().getFirst().toTick() < debrief.toTick());
        assertEquals("critical", debrief.alerts().getFirst().tone());
    }

    @Test
    void timeSpentBesideTheCauseIsNamed() {
        assertEquals("orders-service, 1:30", debrief.dwells().getFirst().text());
        assertTrue(debrief.observation().startsWith("You spent 1:30 on orders-service"));
    }

    @Test
    void theScoreIsOfThisRun() {
        assertEquals(card, debrief.scorecard());
        assertTrue(card.total() > 60 && card.total() < 100, card.toString());
        assertFalse(debrief.abandoned());
    }

    @Test
    void aRunThatIsLeftAtOnceStillTellsTheTruth() {
        var log = new Played().add(3, new EventBody.Finished());
        var left = Debrief.of(compared(world(log)), outcome, log.events(), List.of(), card);
        assertTrue(left.abandoned());
        assertEquals(SCENARIO.debrief().cause(), left.cause());
        assertTrue(left.milestones().stream().allMatch(each -> each.seconds().isEmpty()));
        assertTrue(left.marks().isEmpty());
        assertEquals(List.of(), left.alerts());
        assertTrue(left.truth().stream().allMatch(bar -> bar.toTick() <= 3));
    }

    @Test
    void aSecondComputationGivesTheSameBytes() {
        var worlds = new Worlds(EstateFile.builtin("larkspur"), RuleFile.builtin("larkspur"));
        var world =
                worlds.run(
                        SCENARIO,
                        SEED,
                        Timeline.HISTORY_SECONDS,
                        RunState.of(events, SCENARIO).effects());
        var again =
                new Outcomes(worlds)
                        .of(SCENARIO, SEED, Timeline.HISTORY_SECONDS, 0, Played.HORIZON);
        var json = new JsonMapper();
        assertEquals(
                json.writeValueAsString(debrief),
                json.writeValueAsString(Debrief.of(compared(world), again, events, views(), card)));
    }
}
