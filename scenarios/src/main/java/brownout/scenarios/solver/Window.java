// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import brownout.query.data.TimeRange;

/// What a solver looks at: eight quiet minutes and five in which something is wrong, cut into steps of
/// 15 seconds. Step `i` holds what happened in `(begin, end]`; the first [#quietSteps] are quiet. All
/// four bounds are multiples of 15 s; both parts are open at the start and closed at the end.
public record Window(
        long quietFromMillis, long quietToMillis, long badFromMillis, long badToMillis) {
    /// Scrapes are this far apart.
    public static final long STEP_MILLIS = 15_000;

    private static final long QUIET_MILLIS = 8 * 60_000;
    private static final long BAD_MILLIS = 5 * 60_000;

    public Window {
        if (quietToMillis > badFromMillis) {
            throw new IllegalArgumentException("the quiet part ends after the bad part begins");
        }
    }

    /// Eight minutes up to `quietToMillis`, five from `badFromMillis`, both floored to a step.
    public static Window of(long quietToMillis, long badFromMillis) {
        long quietTo = floor(quietToMillis);
        long badFrom = floor(badFromMillis);
        return new Window(quietTo - QUIET_MILLIS, quietTo, badFrom, badFrom + BAD_MILLIS);
    }

    private static long floor(long millis) {
        return Math.floorDiv(millis, STEP_MILLIS) * STEP_MILLIS;
    }

    public int quietSteps() {
        return (int) ((quietToMillis - quietFromMillis) / STEP_MILLIS);
    }

    public int steps() {
        return quietSteps() + (int) ((badToMillis - badFromMillis) / STEP_MILLIS);
    }

    /// The step that holds the instant, or -1 where none does.
    public int step(long millis) {
        if (millis > quietFromMillis && millis <= quietToMillis) {
            return (int) ((millis - quietFromMillis - 1) / STEP_MILLIS);
        }
        if (millis > badFromMillis && millis <= badToMillis) {
            return quietSteps() + (int) ((millis - badFromMillis - 1) / STEP_MILLIS);
        }
        return -1;
    }

    /// When step `step` ends, in milliseconds.
    public long endMillis(int step) {
        return step < quietSteps()
                ? quietFromMillis + (step + 1) * STEP_MILLIS
                : badFromMillis + (step - quietSteps() + 1) * STEP_MILLIS;
    }

    /// Everything from the first instant of the quiet part, where counters are read for the first time.
    TimeRange all() {
        return TimeRange.millis(quietFromMillis, badToMillis);
    }

    TimeRange quiet() {
        return TimeRange.afterMillis(quietFromMillis, quietToMillis);
    }

    TimeRange bad() {
        return TimeRange.afterMillis(badFromMillis, badToMillis);
    }
}
