// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;
import java.util.stream.IntStream;

/// The catalogue page: the next drill on the person's path, the path, all drills.
public record CatalogueView(
        List<DrillRow> next, String nextLabel, List<Stage> path, List<DrillRow> drills) {
    public CatalogueView {
        next = List.copyOf(next);
        path = List.copyOf(path);
        drills = List.copyOf(drills);
    }

    public String count() {
        return drills.size() == 1 ? "1 drill" : drills.size() + " drills";
    }

    /// A stage of the curriculum; `state` is done, now or empty.
    public record Stage(String name, String state, String progress) {}

    /// A drill. `best` and `par` are times to the root cause, `–` where there is none; `tone` colours
    /// the word of `state`. `openRun` is the person's open run of it, or empty.
    public record DrillRow(
            String id,
            String title,
            String symptom,
            int level,
            int minutes,
            String startFrom,
            String best,
            String par,
            String state,
            String tone,
            String openRun,
            String openClock) {

        /// Four squares, filled up to the level.
        public List<Boolean> squares() {
            return IntStream.rangeClosed(1, 4).mapToObj(square -> square <= level).toList();
        }
    }
}
