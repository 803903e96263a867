// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.solver.Signal.Source;
import brownout.scenarios.world.RunWorld;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is placed is found, what is not there is not, and equal worlds give equal rankings.
class SolversTest {
    private static final int FAULT = -2400;
    private static final long T0_SECONDS = RunWorld.millis(0) / 1000;
    private static final int SEEDS = Integer.getInteger("gates.seeds", 3);
    private static final Timeline HISTORY =
            Timeline.history(
                    EstateFile.builtin("larkspur"),
                    new RuleEvaluation(RuleFile.builtin("larkspur")),
                    1);

    @BeforeAll
    static void makeThePast() {
        HISTORY.advanceTo(FAULT - 1);
    }

    private static Observations observe(long seed, Effect... effects) {
        var scheduled =
                Arrays.stream(effects).map(effect -> new Scheduled(FAULT, effect, "")).toList();
        var timeline = HISTORY.fork(FAULT, seed, scheduled);
        timeline.advanceTo(FAULT + 300);
        var seen =
                new Telemetry(timeline, new Visibility(FAULT + 300), T0_SECONDS, new RunKey(1, 1));
        var window = Window.of(RunWorld.millis(FAULT), RunWorld.millis(FAULT));
        return Observations.read(seen.metrics(), seen.logs(), seen.traces(), window);
    }

    @ParameterizedTest(name = "{0} x{1}")
    @CsvSource({
        "payment-processor, 12, 5",
        "catalog-db, 6, 10", // seven services that wait for it look wilder
        "users-db, 40, 5",
        "pricing-service, 6, 5",
        "search-service, 3, 5",
        "recommendation-service, 4, 5"
    })
    void whatIsSlowIsAmongTheFirst(String target, double factor, int naiveRank) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var seen = observe(seed, new Effect.Slow(target, factor));
            var metrics = seen.only(Set.of(Source.METRICS));
            within(naiveRank, Solvers.naive(seen), target, "naive, --seed=" + seed);
            within(2, Solvers.walker(metrics), target, "walker, --seed=" + seed);
            within(1, Solvers.walker(seen), target, "walker with everything, --seed=" + seed);
        }
    }

    @Test
    void aStarvedPoolIsItsOwnersAndNotItsDatabases() {
        var cut = new Effect.ResizePool("payment-api", "payments-db", 3);
        for (long seed = 1; seed <= SEEDS; seed++) {
            var seen = observe(seed, cut);
            within(1, Solvers.naive(seen), "payment-api", "naive, --seed=" + seed);
            for (var source : Source.values()) {
                var ranking = Solvers.walker(seen.only(Set.of(source)));
                within(1, ranking, "payment-api", "walker with " + source + ", --seed=" + seed);
            }
        }
    }

    @Test
    void callersThatOnlyWaitAreDiscounted() {
        var seen = observe(1, new Effect.Slow("payment-processor", 12));
        var naive = Solvers.naive(seen);
        assertTrue(
                naive.rankOf(List.of("frontend")) < naive.rankOf(List.of("payment-processor")),
                "the naive ranking prefers the symptom: " + naive);
        var walker = Solvers.walker(seen);
        assertTrue(
                walker.rankOf(List.of("payment-processor")) < walker.rankOf(List.of("frontend")),
                "the walker does not: " + walker);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whereNothingIsWrongNextToNothingIsAnomalous(long seed) {
        var seen = observe(seed);
        assertTrue(Solvers.anomalous(seen) <= 1, "--seed=" + seed + ": " + Solvers.walker(seen));
    }

    @Test
    void theCallGraphIsThatOfTheEstate() {
        var learnt = observe(1).dependencies();
        assertEquals(
                Set.of("payment-processor", "payments-db", "redis-payments"),
                learnt.callees("payment-api"));
        assertEquals(Set.of(), learnt.callees("payments-db"));
        assertEquals(3, learnt.hops("frontend", List.of("payments-db")).orElseThrow());
        assertEquals(0, learnt.hops("frontend", List.of("frontend")).orElseThrow());
        assertTrue(learnt.hops("payments-db", List.of("frontend")).isEmpty());
    }

    @Test
    void equalWorldsGiveEqualRankings() {
        var effect = new Effect.Slow("catalog-db", 6);
        assertEquals(Solvers.naive(observe(7, effect)), Solvers.naive(observe(7, effect)));
        assertEquals(Solvers.walker(observe(7, effect)), Solvers.walker(observe(7, effect)));
    }

    private static void within(int rank, Ranking ranking, String component, String what) {
        int found = ranking.rankOf(List.of(component));
        assertTrue(
                found >= 1 && found <= rank,
                what + ": " + component + " is " + found + " of " + ranking);
    }
}
