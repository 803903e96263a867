// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scoring.event.RunState;
import java.util.List;

/// What hints cost and when the next may be taken. Each rung costs a share of the root cause, of that
/// incident only; the last one is the worked example, and what is declared after it earns nothing there.
/// A rung opens some time after the one before: who reads it first often needs no other. Source:
/// scoring rules, item 7.
public final class Hints {
    /// Of the root cause's points, by rung.
    private static final List<Double> COSTS = List.of(.05, .10, .20, .40);

    /// World seconds from one rung to the next.
    private static final int DWELL_SECONDS = 45;

    private Hints() {}

    /// The share of the root cause that a rung costs, from 1; the last cost for any rung beyond.
    public static double cost(int rung) {
        return COSTS.get(Math.min(rung, COSTS.size()) - 1);
    }

    /// The first tick at which the next hint may be taken; 0 for the first.
    public static int opensTick(RunState state) {
        return state.hints().isEmpty() ? 0 : state.hints().getLast().tick() + DWELL_SECONDS;
    }

    /// What is left of the root cause for a declaration in `tick`: 1 without hints, 0 after the last of
    /// `rungs`.
    static double factor(RunState state, int tick, int rungs) {
        double left = 1;
        for (var hint : state.hints()) {
            if (hint.tick() <= tick) {
                left -= cost(hint.rung());
                left = hint.rung() >= rungs ? 0 : left;
            }
        }
        return Math.max(0, left);
    }

    static long taken(RunState state, int tick) {
        return state.hints().stream().filter(hint -> hint.tick() <= tick).count();
    }
}
