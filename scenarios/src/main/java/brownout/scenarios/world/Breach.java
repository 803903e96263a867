// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Objective;
import java.util.OptionalInt;

/// When an objective was broken and when users were no longer hurt. It is broken where more than the
/// allowed share of requests failed over its window. `endTick` is empty while it lasts; else it is
/// behind the first tick of the last window that was too bad, because what hurt lies there, and it is
/// given only once the objective has held for half a minute.
public record Breach(OptionalInt startTick, OptionalInt endTick) {
    public static final Breach NONE = new Breach(OptionalInt.empty(), OptionalInt.empty());

    private static final int SURE_SECONDS = 30;

    /// From the first bad window in `impact` to the last. A window must be filled, so the first
    /// seconds of the impact do not count.
    public static Breach of(Impact impact, Objective objective) {
        int window = objective.windowSeconds();
        double allowed = 1 - objective.successRatio();
        int first = Integer.MIN_VALUE;
        int last = Integer.MIN_VALUE;
        for (int tick = impact.fromTick() + window - 1; tick < impact.toTick(); tick++) {
            if (impact.ratio(tick, window) > allowed) {
                first = first == Integer.MIN_VALUE ? tick : first;
                last = tick;
            }
        }
        if (first == Integer.MIN_VALUE) {
            return NONE;
        }
        boolean over = impact.toTick() - 1 - last >= SURE_SECONDS;
        int end = Math.max(first, last - window + 2);
        return new Breach(OptionalInt.of(first), over ? OptionalInt.of(end) : OptionalInt.empty());
    }
}
