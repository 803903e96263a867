// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import static brownout.scoring.Played.ALERT_TICK;
import static brownout.scoring.Played.HORIZON;
import static brownout.scoring.Played.ORACLE_TICK;
import static brownout.scoring.Played.SCENARIO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Mechanism;
import brownout.scenarios.Severity;
import brownout.scoring.Played;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.Generated;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.PolicyEffect;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorerTest {
    private static final Effect ROLLBACK = new Effect.Rollback("payment-api", "1.17.3");

    private static Played perfect() {
        return new Played()
                .acknowledge(ALERT_TICK + 5)
                .severity(ALERT_TICK + 20, Severity.P1)
                .pin(ALERT_TICK)
                .declare(ALERT_TICK, Played.right())
                .add(ALERT_TICK + 30, update("internal", 30))
                .add(ALERT_TICK + 40, update("external", 30))
                .add(ALERT_TICK + 50, new EventBody.Replied(60, "It is, and we are on it."))
                .act(ORACLE_TICK, "rollback payment-api", ROLLBACK, 1)
                .add(400, new EventBody.Finished());
    }

    private static EventBody update(String audience, int nextMinutes) {
        return new EventBody.UpdatePosted(
                audience, "checkouts fail", "Europe", "we look at payments", nextMinutes);
    }

    private static double part(Scorecard card, String name) {
        return card.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow()
                .points();
    }

    @Test
    void thePartsMakeAHundred() {
        assertEquals(100, perfect().score(ORACLE_TICK).total());
        double max = Rubric.CRITERIA.stream().mapToDouble(Criterion::max).sum();
        assertEquals(100, max, 1e-9);
    }

    @Test
    void nothingDoneIsWorthNothing() {
        var card = new Played().add(HORIZON, new EventBody.Expired()).score(HORIZON);
        assertEquals(0, card.total());
        assertTrue(card.parts().stream().noneMatch(part -> part.reasons().isEmpty()));
    }

    /// Where no alert fires there is nothing to acknowledge.
    @Test
    void whoSetsASeverityHasNoticed() {
        var said = new Played().severity(ALERT_TICK + 5, Severity.P1);
        var both = new Played().severity(ALERT_TICK + 5, Severity.P1).acknowledge(HORIZON - 1);
        var late = new Played().acknowledge(HORIZON - 1);
        assertEquals(5.8, part(said.score(HORIZON), "Detection"));
        assertEquals(5.8, part(both.score(HORIZON), "Detection"));
        assertEquals(0, part(late.score(HORIZON), "Detection"));
    }

    /// Colleagues are told within 5 minutes of the first alert, customers within 15, and who asks (at 60
    /// and 540) within 3; each to the second.
    @ParameterizedTest
    @CsvSource({
        "400, 1000, 240, 720, 8",
        "401, 1000, 240, 720, 6",
        "400, 1001, 240, 720, 6.5",
        "400, 1000, 241, 720, 7.25",
        "400, 1000, 240, 721, 7.25",
        "401, 1001, 241, 721, 3"
    })
    void communicationIsCheckedByTheClock(
            int internal, int external, int first, int second, double eighths) {
        var log =
                new Played()
                        .add(internal, update("internal", 30))
                        .add(external, update("external", 30))
                        .add(first, new EventBody.Replied(60, "It is."))
                        .add(second, new EventBody.Replied(540, "At six."))
                        .add(HORIZON, new EventBody.Expired());
        assertEquals(9.3 * eighths / 8, part(log.score(HORIZON), "Communication"), .06);
    }

    /// The next one is due when it was promised, with a minute of grace, and after 30 minutes in a P1 at
    /// the latest.
    @ParameterizedTest
    @CsvSource({
        "5, 560, true",
        "5, 561, false",
        "0, 1190, true",
        "15, 1160, true",
        "15, 1161, false"
    })
    void theNextUpdateComesWhenItIsPromised(int minutes, int tick, boolean kept) {
        var log =
                new Played()
                        .add(200, update("internal", minutes))
                        .add(210, update("external", 30))
                        .add(220, new EventBody.Replied(60, "It is."))
                        .add(600, new EventBody.Replied(540, "At six."))
                        .add(tick, update("internal", 30))
                        .add(HORIZON, new EventBody.Expired());
        double missing = (kept ? 0 : 1.5) + (minutes == 0 ? 1.5 / 12 : 0); // no time of the next
        assertEquals(9.3 * (8 - missing) / 8, part(log.score(HORIZON), "Communication"), .06);
    }

    /// Where customers notice nothing they are not written to, and where nobody asks nobody waits.
    @Test
    void onlyWhatTheDrillHasAPlaceForIsChecked() {
        var log = new Played().add(110, update("internal", 30)).add(120, update("external", 30));
        log.add(200, new EventBody.Finished()); // before the first question is overdue
        assertEquals(9.3, part(log.score(HORIZON), "Communication"));
        var half = new EventBody.UpdatePosted("internal", "checkouts fail", " ", "", 30);
        var brief = new Played().add(110, half).add(200, new EventBody.Finished());
        // 2 for the first, 1.5 for the next, half of 1.5 for what it says, of 6.5
        assertEquals(9.3 * 4.25 / 6.5, part(brief.score(HORIZON), "Communication"), .06);
    }

    /// 5, 10 and 20 % for the first three, of the root cause alone; nothing for what comes after the
    /// declaration, and nothing is left after the worked example.
    @Test
    void hintsCostTheirShareOfTheRootCause() {
        var whole = perfect().score(ORACLE_TICK);
        var shares = new double[] {1, .95, .85, .65, 0};
        for (int taken = 0; taken <= 4; taken++) {
            var log = new Played().acknowledge(ALERT_TICK + 5).severity(120, Severity.P1);
            log.pin(ALERT_TICK);
            for (int rung = 1; rung <= taken; rung++) {
                log.add(ALERT_TICK - 10 + rung, new EventBody.HintTaken(rung));
            }
            log.declare(ALERT_TICK, Played.right());
            log.add(ALERT_TICK + 1, new EventBody.HintTaken(taken + 1));
            log.act(ORACLE_TICK, "rollback payment-api", ROLLBACK, 1);
            var card = log.add(400, new EventBody.Finished()).score(ORACLE_TICK);
            assertEquals(46.5 * shares[taken], part(card, "Root cause"), .06, taken + " taken");
            for (var name : List.of("User impact", "Detection", "Triage")) {
                assertEquals(part(whole, name), part(card, name), name);
            }
        }
    }

    @Test
    void everyCardAddsUpAndEveryPointHasItsSentence() {
        for (long seed = 0; seed < 400; seed++) {
            var card = random(seed).score(100 + new Random(seed).nextInt(HORIZON));
            long sum = 0;
            for (var part : card.parts()) {
                long reasons = 0;
                for (var reason : part.reasons()) {
                    assertTrue(!reason.sentence().isBlank(), "seed " + seed);
                    reasons += Math.round(reason.points() * 10);
                }
                assertEquals(Math.round(part.points() * 10), reasons, "seed " + seed + part);
                assertTrue(part.points() >= 0 && part.points() <= part.max(), "seed " + seed);
                sum += Math.round(part.points() * 10);
            }
            assertEquals(Math.round(card.total() * 10), sum, "seed " + seed);
            assertTrue(card.total() >= 0 && card.total() <= 100, "seed " + seed);
        }
    }

    /// A log of random events in order of time.
    private static Played random(long seed) {
        var random = new Random(seed);
        var generated = new Generated(seed);
        var log = new Played();
        int tick = 0;
        for (int i = random.nextInt(12); i > 0; i--) {
            tick += random.nextInt(200);
            switch (random.nextInt(8)) {
                case 0 -> log.acknowledge(tick);
                case 1 -> log.severity(tick, generated.pick(List.of(Severity.values())));
                case 2 -> log.declare(tick, generated.declared());
                case 3 -> log.declare(tick, Played.right());
                case 4 -> log.add(tick, generated.body("update_posted"));
                case 5 ->
                        log.add(tick, new EventBody.Replied(random.nextBoolean() ? 60 : 540, "so"));
                case 6 -> log.add(tick, new EventBody.HintTaken(1 + random.nextInt(4)));
                default -> log.act(tick, "line", generated.effect(), random.nextDouble() * 5);
            }
        }
        return log;
    }

    @Test
    void laterIsNeverBetter() {
        double before = Double.MAX_VALUE;
        for (int tick = ALERT_TICK; tick < HORIZON; tick += 20) {
            double total =
                    new Played()
                            .acknowledge(tick)
                            .declare(tick, Played.right())
                            .score(tick)
                            .total();
            assertTrue(total <= before, "declared at " + tick + ": " + total + " > " + before);
            before = total;
        }
        assertTrue(before > 28, "the floor of a right but late answer: " + before);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "360, 0.7636", "1200, 0.5", "4000, 0.5", "-5, 1"})
    void theTimeFactorIsLogarithmic(int seconds, double factor) {
        assertEquals(factor, RootCause.timeFactor(seconds, SCENARIO.par()), 1e-4);
    }

    @Test
    void everyWrongDeclarationCostsDownToAFloor() {
        assertEquals(1, RootCause.attemptFactor(0));
        assertEquals(.85, RootCause.attemptFactor(1), 1e-12);
        assertEquals(.7225, RootCause.attemptFactor(2), 1e-12);
        assertEquals(.4, RootCause.attemptFactor(6));
        assertEquals(.4, RootCause.attemptFactor(100));
        var right = Played.right();
        var wrong =
                Played.declared(
                        List.of("cart-service"),
                        Mechanism.CACHE,
                        right.trigger(),
                        right.startTick(),
                        List.of());
        var once = new Played().declare(ALERT_TICK, wrong).declare(ALERT_TICK, right);
        assertEquals(46.5 * .85, part(once.score(HORIZON), "Root cause"), .06);
        var after = new Played().declare(ALERT_TICK, right).declare(ALERT_TICK + 60, wrong);
        assertEquals(46.5, part(after.score(HORIZON), "Root cause"), .06);
    }

    @ParameterizedTest
    @CsvSource({"60, 1", "61, 0.9939", "232, 0.5006", "900, 0", "5000, 0", "0, 1"})
    void detectionFallsLogarithmically(int seconds, double share) {
        assertEquals(share, Detection.share(seconds), 1e-3);
    }

    @ParameterizedTest
    @CsvSource({"P1, 1", "P0, 0.8", "P2, 0.4", "P3, 0"})
    void severityMayBeOneTooHighRatherThanOneTooLow(Severity said, double share) {
        assertEquals(share, Triage.share(said, Severity.P1));
    }

    @Test
    void impactIsTheShareOfWhatCouldBeSpared() {
        assertEquals(1, UserImpact.share(100, 1000, 100));
        assertEquals(.5, UserImpact.share(550, 1000, 100));
        assertEquals(0, UserImpact.share(1200, 1000, 100));
        assertEquals(1, UserImpact.share(50, 1000, 100));
        assertEquals(1, UserImpact.share(0, 0, 0));
    }

    @Test
    void harmLowersRootCauseAndImpactOnly() {
        var harmful =
                perfect()
                        .act(
                                300,
                                "restart cart-service",
                                new Effect.Restart("cart-service", ""),
                                1);
        var card = harmful.score(ORACLE_TICK);
        assertEquals(.55, card.safety(), 1e-9);
        assertEquals(46.5 * Math.sqrt(.55), part(card, "Root cause"), .06);
        assertEquals(29.1 * Math.sqrt(.55), part(card, "User impact"), .06);
        assertEquals(5.8, part(card, "Detection"));
        var restart = new Effect.Restart("payment-api", "");
        assertEquals(
                1,
                perfect().act(300, "restart payment-api", restart, 1).score(ORACLE_TICK).safety());
        var scale = new Effect.Scale("orders-service", "", 12);
        assertEquals(.55, perfect().act(300, "s", scale, 4).score(ORACLE_TICK).safety(), 1e-9);
    }

    /// Caches, queues, databases and pods are judged as services are, by one rule.
    @Test
    void whateverIsDoneToAHealthyComponentIsJudged() {
        var harms =
                List.of(
                        new CacheEffect.Flush("redis-catalog", ""),
                        new CacheEffect.Policy("redis-catalog", "", "noeviction"),
                        new DatabaseEffect.Failover("catalog-db", "", "catalog-db-1", 0),
                        new PodEffect.DeletePod("catalog-service-7d9f8b6c5d-x2x7k"),
                        new PolicyEffect.Admission("search-service", "", 0.5));
        for (var effect : harms) {
            double safety = perfect().act(300, "x", effect, 1).score(ORACLE_TICK).safety();
            assertEquals(.55, safety, 1e-9, effect.toString());
        }
        var harmless =
                List.of(
                        new CacheEffect.Memory("redis-catalog", "", 1L << 33),
                        new CacheEffect.LocalCopies("redis-catalog", "", true),
                        new PodEffect.DeletePod("payment-api-7d9f8b6c5d-x2x7k"),
                        new PolicyEffect.Admission("search-service", "", 1));
        for (var effect : harmless) {
            double safety = perfect().act(300, "x", effect, 1).score(ORACLE_TICK).safety();
            assertEquals(1, safety, 1e-9, effect.toString());
        }
        var grown = new CacheEffect.Memory("redis-catalog", "", 1L << 35);
        assertEquals(.55, perfect().act(300, "x", grown, 8).score(ORACLE_TICK).safety(), 1e-9);
    }

    @Test
    void theDigestIsOfEveryWord() {
        var card = perfect().score(ORACLE_TICK);
        assertEquals(card.digest(), perfect().score(ORACLE_TICK).digest());
        assertNotEquals(card.digest(), perfect().score(ORACLE_TICK + 15).digest());
    }
}
