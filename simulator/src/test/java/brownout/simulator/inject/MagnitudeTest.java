// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.inject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Worlds;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.DatabaseFault;
import brownout.simulator.fault.DeployFault;
import brownout.simulator.fault.DownstreamFault;
import brownout.simulator.fault.Fault;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.Goal;
import brownout.simulator.fault.TrafficFault;
import org.junit.jupiter.api.Test;

class MagnitudeTest {
    private static final int TICK = -3000;
    private static final Timeline CALM = calm();

    /// Closed just before the fault, so that forks replay nothing.
    private static Timeline calm() {
        var calm = Timeline.history(Worlds.LARKSPUR, RuleStage.NONE, Worlds.HISTORY_SEED);
        calm.advanceTo(TICK - 1);
        return calm;
    }

    private static Magnitude.Solved solved(Fault fault) {
        var solved = Magnitude.solve(CALM, TICK, fault);
        assertTrue(solved.forks() <= Magnitude.MOST_FORKS, solved.toString());
        return solved;
    }

    private static DeployFault.BadRelease release(Goal errors) {
        return new DeployFault.BadRelease(
                "payment-api", "1.18.0", "pay", "NullPointerException", "card is null", errors);
    }

    @Test
    void errorsComeAsWanted() {
        var goal = new Goal.ErrorRatio("frontend/checkout", 0.2);
        var solved = solved(release(goal));
        assertEquals(0.2, solved.reached(), 0.02);
        var exact = solved.fault().degree().orElseThrow().goal();
        // One retry hides a part of the failures: e * e of them get through.
        assertEquals(StrictMath.sqrt(0.2), exact.amount(), 0.08);
    }

    @Test
    void theErrorBudgetBurnsAsFastAsWanted() {
        var solved = solved(release(new Goal.BudgetBurn("checkout", 14)));
        assertEquals(14, solved.reached(), 1.4);
    }

    @Test
    void timesComeAsWanted() {
        var solved =
                solved(
                        new DownstreamFault.SlowProvider(
                                "payment-processor",
                                new Goal.Latency("payment-api/pay", 0.5, 1.1)));
        assertEquals(1.1, solved.reached(), 0.11);
    }

    @Test
    void utilisationComesAsWanted() {
        var solved = solved(new TrafficFault.FlashCrowd(new Goal.Utilisation("frontend", 1.2)));
        assertEquals(1.2, solved.reached(), 0.12);
    }

    @Test
    void theSameInputsGiveTheSameAmount() {
        var fault = release(new Goal.ErrorRatio("frontend/checkout", 0.1));
        assertEquals(solved(fault), solved(fault));
    }

    @Test
    void whatIsExactIsLeftAlone() {
        var fault = new DatabaseFault.PlanFlip("orders-db", "selectOrders", Goal.exactly(7));
        assertEquals(new Magnitude.Solved(fault, 0, 0), solved(fault));
    }

    @Test
    void whatIsOutOfReachIsRefused() {
        var none = // listing orders asks payment-api, but does without it
                release(new Goal.ErrorRatio("frontend/listProducts", 0.5));
        var error = assertThrows(IllegalArgumentException.class, () -> solved(none));
        assertTrue(String.valueOf(error.getMessage()).contains("out of reach"), error.toString());
    }

    @Test
    void anAmountThatIsNotExactCannotHappen() {
        var fault = release(new Goal.ErrorRatio("frontend/checkout", 0.1));
        var error =
                assertThrows(
                        IllegalStateException.class,
                        () -> Faults.effects(fault, Worlds.LARKSPUR, TICK));
        assertTrue(String.valueOf(error.getMessage()).contains("solve it"), error.toString());
    }
}
