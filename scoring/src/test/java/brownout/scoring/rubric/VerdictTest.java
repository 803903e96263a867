// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import static brownout.scoring.Played.SCENARIO;
import static brownout.scoring.Played.SEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Edge;
import brownout.scenarios.Mechanism;
import brownout.scoring.Played;
import brownout.scoring.event.EventBody;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static Verdict verdict(EventBody.Declared declared) {
        return Verdict.of(declared, SCENARIO, SEED);
    }

    private static Verdict of(String... components) {
        return verdict(with(List.of(components), Mechanism.CONNECTION_POOL, 0));
    }

    private static EventBody.Declared with(List<String> components, Mechanism mechanism, int late) {
        var right = Played.right();
        return Played.declared(
                components, mechanism, right.trigger(), right.startTick() + late, right.path());
    }

    @Test
    void theTruthIsWorthAll() {
        var verdict = verdict(Played.right());
        assertTrue(verdict.correct());
        assertEquals(1, verdict.value(), 1e-12);
        assertTrue(verdict.lines().stream().allMatch(line -> line.result().equals("right")));
    }

    @Test
    void aNeighbourIsHalfRight() {
        assertEquals(.5, of("payments-db").components());
        assertEquals(1, of("payments-db").precision());
        assertEquals(.5, of("orders-service").components());
        assertEquals(0, of("cart-service").components());
        assertEquals(0, of("cart-service").precision());
        assertFalse(of("payments-db").correct());
    }

    @Test
    void namingMoreCostsPrecision() {
        assertEquals(.5, of("payment-api", "payments-db").precision());
        assertEquals(1, of("payment-api", "payments-db").components());
        assertEquals(1 / 3.0, of("payment-api", "cart-service", "frontend").precision());
        assertFalse(of("payment-api", "cart-service").correct());
    }

    @Test
    void theStartMayBeTwoMinutesOff() {
        for (int late : new int[] {-121, -120, 0, 120, 121}) {
            var verdict = verdict(with(List.of("payment-api"), Mechanism.CONNECTION_POOL, late));
            assertEquals(Math.abs(late) <= 120 ? 1 : 0, verdict.start(), "late " + late);
        }
    }

    @Test
    void thePathHasNoDirectionAndNoOrder() {
        var right = Played.right();
        var turned = right.path().reversed().stream().map(edge -> new Edge(edge.to(), edge.from()));
        var verdict =
                verdict(
                        Played.declared(
                                right.components(),
                                right.mechanism(),
                                right.trigger(),
                                right.startTick(),
                                turned.toList()));
        assertEquals(1, verdict.path());
        var half =
                verdict(
                        Played.declared(
                                right.components(),
                                right.mechanism(),
                                ChangeRef.NONE,
                                right.startTick(),
                                right.path().subList(0, 1)));
        assertEquals(2 / 3.0, half.path(), 1e-12);
        assertEquals(0, half.trigger());
    }

    @Test
    void theWrongMechanismIsNotCorrect() {
        var verdict = verdict(with(List.of("payment-api"), Mechanism.DATABASE, 0));
        assertFalse(verdict.correct());
        assertEquals(.75, verdict.value(), 1e-12);
    }
}
