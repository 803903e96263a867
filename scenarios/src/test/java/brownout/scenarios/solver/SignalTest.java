// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.scenarios.solver.Signal.Role;
import brownout.scenarios.solver.Signal.Source;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static final Window WINDOW = Window.of(900_000, 1_200_007);

    /// 1..32 in the quiet part (median 16.5, interquartile range 15.5) and `bad` behind it.
    private static Signal signal(Role role, double floor, double... bad) {
        var values = new double[WINDOW.steps()];
        Arrays.setAll(values, i -> i < WINDOW.quietSteps() ? i + 1 : Double.NaN);
        System.arraycopy(bad, 0, values, WINDOW.quietSteps(), bad.length);
        return new Signal("a", "b", Source.METRICS, role, floor, values);
    }

    @Test
    void aWindowIsEightQuietMinutesAndFiveBadOnes() {
        assertEquals(32, WINDOW.quietSteps());
        assertEquals(52, WINDOW.steps());
        assertEquals(-1, WINDOW.step(420_000));
        assertEquals(0, WINDOW.step(420_001));
        assertEquals(0, WINDOW.step(435_000));
        assertEquals(31, WINDOW.step(900_000));
        assertEquals(-1, WINDOW.step(1_200_000));
        assertEquals(32, WINDOW.step(1_215_000));
        assertEquals(51, WINDOW.step(1_500_000));
        assertEquals(-1, WINDOW.step(1_500_001));
        for (int step = 0; step < WINDOW.steps(); step++) {
            assertEquals(step, WINDOW.step(WINDOW.endMillis(step)));
        }
        assertThrows(IllegalArgumentException.class, () -> Window.of(1_200_000, 900_000));
    }

    @Test
    void deviationCountsBothWaysAndHarmOnlyTheWorse() {
        double spread = 15.5;
        assertEquals(2, signal(Role.SYMPTOM, .1, 16.5 + 2 * spread, 0).deviation(WINDOW));
        assertEquals(2, signal(Role.SYMPTOM, .1, 16.5 - 2 * spread, 20).deviation(WINDOW));
        assertEquals(0, signal(Role.SYMPTOM, .1, 16.5 - 2 * spread).harm(WINDOW));
        assertEquals(2, signal(Role.CAPACITY, .1, 16.5 - 2 * spread).harm(WINDOW));
        assertEquals(0, signal(Role.CAPACITY, .1, 16.5 + 2 * spread).harm(WINDOW));
        assertEquals(0, signal(Role.CONTEXT, .1, 16.5 + 2 * spread).harm(WINDOW));
    }

    @Test
    void whatHardlyMovesIsMeasuredByTheFloor() {
        assertEquals(.5, signal(Role.SYMPTOM, 31, 32).deviation(WINDOW));
        assertEquals(0, signal(Role.SYMPTOM, 31).deviation(WINDOW));
    }
}
