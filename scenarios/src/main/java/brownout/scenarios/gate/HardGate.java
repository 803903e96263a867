// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import java.util.ArrayList;

/// What a simple rule solves is no drill for the practised.
final class HardGate {
    private static final int HARD_LEVEL = 3;

    private HardGate() {}

    static Finding check(Trial trial, Difficulty difficulty) {
        var solvedBy = new ArrayList<String>();
        if (difficulty.naiveRank() == 1) {
            solvedBy.add("the naive ranking");
        }
        if (difficulty.walkerRank() == 1) {
            solvedBy.add("the graph walker");
        }
        if (difficulty.restartRestores() && !trial.acceptsRestart()) {
            solvedBy.add("restarting everything");
        }
        boolean isHard = trial.scenario.drill().level() >= HARD_LEVEL;
        return new Finding(
                Gate.HARD,
                !isHard || solvedBy.isEmpty(),
                "level "
                        + trial.scenario.drill().level()
                        + ", solved by "
                        + (solvedBy.isEmpty() ? "none" : String.join(" and ", solvedBy)));
    }
}
