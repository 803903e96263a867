// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import java.util.List;

/// The debrief page.
public record DebriefView(
        String run,
        String drill,
        String title,
        String cause,
        List<Result> results,
        String score,
        LaneChart chart,
        List<SignalRow> signals,
        String pathSummary,
        List<StepRow> path,
        String observation,
        String instead,
        String scoreSummary,
        List<Item> items) {
    public DebriefView {
        results = List.copyOf(results);
        signals = List.copyOf(signals);
        path = List.copyOf(path);
        items = List.copyOf(items);
    }

    /// A figure with a note below it; `tone` is ok, over or empty.
    public record Result(String name, String value, String note, String tone) {}

    /// When a sign could be seen and when it was; `link` opens the world at that second.
    public record SignalRow(
            String kind, String name, String link, String visible, String seen, String gap) {}

    /// A step of the shortest path.
    public record StepRow(String kind, String at, String what, String late) {}

    /// A part of the score; `percent` of its most, 0 to 100.
    public record Item(
            String name, String points, String most, int percent, List<ReasonRow> reasons) {
        public Item {
            reasons = List.copyOf(reasons);
        }
    }

    /// Why there are points.
    public record ReasonRow(String sentence, String link, String points) {}
}
