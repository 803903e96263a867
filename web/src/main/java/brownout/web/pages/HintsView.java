// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scoring.rubric.Hints;
import brownout.web.runs.Moment;
import java.util.List;

/// The hints of a run as their page shows them: those that were taken, and what the next one costs, ""
/// where there is none. It may be taken from `opensMillis` of world time on. How many there are is not
/// said: who knows asks for the last one at once.
public record HintsView(List<Row> taken, String cost, boolean last, long opensMillis, int opensIn) {
    public HintsView {
        taken = List.copyOf(taken);
    }

    /// One that was taken; `cost` as a percentage of the root cause.
    public record Row(int rung, String time, String cost, String text) {}

    static HintsView of(Moment now) {
        var hints = now.scenario().hints();
        var state = now.state();
        var taken =
                state.hints().stream()
                        .map(hint ->
                                new Row(
                                        hint.rung(),
                                        Text.time(now.timeMillis(hint.tick())),
                                        percent(Hints.cost(hint.rung())),
                                        hints.get(hint.rung() - 1)))
                        .toList();
        int next = taken.size() + 1;
        boolean isThere = next <= hints.size() && !state.closed();
        int opens = Hints.opensTick(state);
        return new HintsView(
                taken,
                isThere ? percent(Hints.cost(next)) : "",
                next == hints.size(),
                now.timeMillis(opens - 1),
                Math.max(0, opens - now.openTick()));
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
