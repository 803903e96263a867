// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.scenarios.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImpactTest {
    private static final Objective OBJECTIVE =
            new Objective(
                    "checkouts", "failed checkouts", .995, 60, new Objective.Requests(List.of()));

    /// 600 seconds from tick -100 of ten requests each; those in `[from, to)` fail by `share`.
    private static Impact failing(int from, int to, double share) {
        var bad = new double[600];
        var total = new double[600];
        Arrays.fill(total, 10);
        Arrays.fill(bad, from + 100, to + 100, 10 * share);
        return new Impact(-100, bad, total);
    }

    @Test
    void onlyTheCoveredPartCounts() {
        var impact = failing(0, 100, .5);
        assertEquals(500, impact.harm());
        assertEquals(50, impact.harm(-1000, 10));
        assertEquals(0, impact.harm(100, 9999));
        assertEquals(6000, impact.requests(-9999, 9999));
        assertEquals(500, impact.toTick());
        assertEquals(.5, impact.ratio(50, 10));
        assertEquals(.25, impact.ratio(4, 10));
        assertEquals(0, impact.ratio(5000, 10));
    }

    @Test
    void aBreachLastsFromTheFirstBadWindowUntilNobodyIsHurt() {
        assertEquals(Breach.NONE, Breach.of(failing(0, 100, .004), OBJECTIVE));
        assertEquals(
                new Breach(OptionalInt.of(0), OptionalInt.of(100)),
                Breach.of(failing(0, 100, .5), OBJECTIVE));
        assertEquals(
                new Breach(OptionalInt.of(0), OptionalInt.empty()),
                Breach.of(failing(0, 500, .5), OBJECTIVE));
    }

    @Test
    void aBreachIsNotOverBeforeItHasHeldForHalfAMinute() {
        for (int end = 0; end < 500; end++) {
            var breach = Breach.of(failing(-40, end, .5), OBJECTIVE);
            boolean known = end + 60 - 2 + 30 < 500;
            assertEquals(known, breach.endTick().isPresent(), "until " + end);
        }
    }

    @Test
    void aValueIsComputedOncePerKeyAndForgottenBeyondTheCapacity() {
        var computed = new AtomicInteger();
        var kept = new Kept<Integer, Object>(2);
        var first = kept.get(1, _ -> computed.incrementAndGet() + " made");
        assertSame(first, kept.get(1, _ -> "again"));
        kept.get(2, _ -> "two");
        kept.get(3, _ -> "three");
        assertEquals("again", kept.get(1, _ -> "again"));
        assertThrows(
                IllegalStateException.class,
                () ->
                        kept.get(
                                9,
                                _ -> {
                                    throw new IllegalStateException("no");
                                }));
        assertEquals("nine", kept.get(9, _ -> "nine"));
        assertEquals(1, computed.get());
    }
}
