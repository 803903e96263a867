// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scoring.debrief.Debrief;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws a debrief's timeline: failing requests, what was true, when it first showed, alerts, what
/// the people did, and the shortest path, all over the same minutes.
final class Lanes {
    private static final int WIDTH = 1392;
    private static final int LEFT = 120;
    private static final int RIGHT = 24;
    private static final int TICKS = 10;
    private static final String SOFT = "var(--text-2)";

    private static final int FAILING = 58;
    private static final int TRUTH = 92;
    private static final int VISIBLE = 126;
    private static final int ALERT_ROWS = 6;
    private static final int ALERT_HEIGHT = 12;
    private static final int YOU_HEIGHT = 66;

    private final Debrief debrief;
    private final long zeroMillis;
    private final List<Integer> rowEnds = new ArrayList<>();
    private final List<LaneChart.Area> areas = new ArrayList<>();
    private final List<String> ghosts = new ArrayList<>();
    private final List<LaneChart.Box> boxes = new ArrayList<>();
    private final List<LaneChart.Shape> marks = new ArrayList<>();

    private Lanes(Debrief debrief, long zeroMillis) {
        this.debrief = debrief;
        this.zeroMillis = zeroMillis;
    }

    /// `zeroMillis` is t0.
    static LaneChart of(Debrief debrief, long zeroMillis) {
        var lanes = new Lanes(debrief, zeroMillis);
        lanes.failing();
        lanes.truth();
        lanes.visible();
        int alerts = lanes.alerts();
        lanes.you(alerts);
        lanes.path(alerts + YOU_HEIGHT);
        return lanes.chart(alerts);
    }

    /// `alerts` is where the alerts' lane ends.
    private LaneChart chart(int alerts) {
        int you = alerts + YOU_HEIGHT;
        int bottom = you + 38;
        return new LaneChart(
                WIDTH,
                bottom + 20,
                bottom,
                "Failing requests, truth, first visible, alerts, your steps and the shortest path",
                List.of(
                        new LaneChart.LegendEntry(
                                "metric query", circle(4, 4, 4), fill("metric", "")),
                        new LaneChart.LegendEntry("log query", square(4, 4, 3.5), fill("log", "")),
                        new LaneChart.LegendEntry(
                                "trace view", diamond(4, 4, 4), fill("trace", "")),
                        new LaneChart.LegendEntry("action", triangle(4, 4, 4), "var(--text)")),
                ticks(),
                List.of(
                        new LaneChart.Row(Text.sentenceCase(debrief.harm().name()), 34, FAILING),
                        new LaneChart.Row("Truth", 75, TRUTH),
                        new LaneChart.Row("First visible", 109, VISIBLE),
                        new LaneChart.Row("Alerts", (VISIBLE + alerts) / 2, alerts),
                        new LaneChart.Row("You", alerts + 20, you),
                        new LaneChart.Row("Shortest path", you + 19, bottom)),
                areas,
                ghosts,
                boxes,
                marks);
    }

    // ---- lanes

    private void failing() {
        var series = debrief.failing();
        double most = series.bad().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (series.bad().isEmpty() || most <= 0) {
            return;
        }
        var line = curve(series, most);
        debrief.counterfactual().map(other -> curve(other.failing(), most)).ifPresent(ghosts::add);
        double end = x(series.fromTick() + (series.bad().size() - 1) * series.stepSeconds());
        var under =
                line
                        + "V"
                        + (FAILING - 4)
                        + "H"
                        + number(x(series.fromTick()))
                        + "V"
                        + (FAILING - 4)
                        + "z";
        areas.add(new LaneChart.Area(line, under));
        note(end, 34, ratioText(), "end");
        if (debrief.couldEndTick() > debrief.fromTick()) {
            double at = x(debrief.couldEndTick());
            box(
                    at,
                    6,
                    1.5,
                    FAILING - 10,
                    "var(--ok)",
                    at - 6,
                    15,
                    "end",
                    "var(--ok)",
                    "could end here");
        }
    }

    /// Cut off at `most`, the height of the lane.
    private String curve(Debrief.Series series, double most) {
        var line = new StringBuilder();
        for (int i = 0; i < series.bad().size(); i++) {
            double y = FAILING - 4 - Math.min(1, series.bad().get(i) / most) * (FAILING - 30);
            line.append(i == 0 ? "M" : "L")
                    .append(number(x(series.fromTick() + i * series.stepSeconds())))
                    .append(' ')
                    .append(number(y));
        }
        return line.toString();
    }

    private String ratioText() {
        return String.format(
                Locale.ROOT, "%.1f %% of %s", debrief.harm().ratio() * 100, debrief.harm().noun());
    }

    /// Bars touch, so that a text that does not fit into its own stands behind the last one.
    private void truth() {
        int end = debrief.truth().stream().mapToInt(Debrief.Bar::toTick).max().orElse(0);
        for (var bar : debrief.truth()) {
            switch (bar.kind()) {
                case "fault" -> stretch(bar, end, 66, 20, "var(--bad-bg)", "var(--bad)");
                case "draining" -> {
                    boolean fits = x(bar.toTick()) - x(bar.fromTick()) > needed(bar.text());
                    var named = fits ? bar : bar.withText("");
                    stretch(named, end, 66, 20, "var(--ok-bg)", "var(--ok)");
                }
                default -> stretch(bar, end, 66, 20, "var(--surface-3)", SOFT);
            }
        }
    }

    private void visible() {
        double last = LEFT;
        for (var seen : debrief.signals()) {
            if (seen.firstVisibleTick().isPresent()) {
                int tick = seen.firstVisibleTick().getAsInt();
                var kind = seen.signal().name().toLowerCase(Locale.ROOT);
                mark(tick, 109, kind, "", seen.name(), "", "");
                last = Math.max(last, x(tick));
            }
        }
        note(last + 12, 113, debrief.visibleSummary(), "");
    }

    /// One below the other where they overlap; what does not fit any more is left to the alerts page.
    /// Returns where the lane ends.
    private int alerts() {
        for (var bar : debrief.alerts()) {
            var tone =
                    switch (bar.tone()) {
                        case "critical", "P0", "P1" -> "p1";
                        case "warning", "P2" -> "p2";
                        default -> "p3";
                    };
            int row = row(bar);
            if (row < ALERT_ROWS) {
                int y = VISIBLE + 4 + row * ALERT_HEIGHT;
                var ink = "var(--" + tone + ")";
                stretch(bar, bar.toTick(), y, ALERT_HEIGHT - 2, "var(--" + tone + "-bg)", ink);
            }
        }
        return VISIBLE + 8 + Math.clamp(rowEnds.size(), 2, ALERT_ROWS) * ALERT_HEIGHT;
    }

    /// The first row that is free at the bar's begin; takes it.
    private int row(Debrief.Bar bar) {
        int row = 0;
        while (row < rowEnds.size() && rowEnds.get(row) > bar.fromTick()) {
            row++;
        }
        if (row == rowEnds.size()) {
            rowEnds.add(bar.toTick());
        } else {
            rowEnds.set(row, bar.toTick());
        }
        return row;
    }

    /// Queries on the upper line, actions and declarations with their texts below, dwells' texts lowest.
    private void you(int top) {
        for (var dwell : debrief.dwells()) {
            stretch(dwell, dwell.toTick(), top + 6, YOU_HEIGHT - 10, "var(--surface-2)", SOFT);
        }
        var named =
                debrief.marks().stream()
                        .filter(m -> m.kind().equals("action") || m.kind().equals("declared"))
                        .toList();
        for (var mark : debrief.marks()) {
            if (!named.contains(mark)) {
                mark(mark.tick(), top + 16, mark.kind(), mark.tone(), mark.text(), "", "");
            }
        }
        double free = LEFT;
        for (int i = 0; i < named.size(); i++) {
            var mark = named.get(i);
            double x = x(mark.tick());
            double length = mark.text().length() * 6.0 + 14;
            double next = i + 1 < named.size() ? x(named.get(i + 1).tick()) : WIDTH;
            boolean right = x + length < next;
            boolean left = !right && x - length > free;
            var text = right || left ? mark.text() : "";
            mark(
                    mark.tick(),
                    top + 34,
                    mark.kind(),
                    mark.tone(),
                    mark.text(),
                    text,
                    left ? "end" : "");
            free = right ? x + length : x + 8;
        }
    }

    private void path(int top) {
        double end = LEFT;
        double start = WIDTH;
        for (var step : debrief.shortestPath()) {
            marks.add(
                    new LaneChart.Shape(
                            circle(x(step.tick()), top + 19, 3.5),
                            "var(--ok)",
                            step.text(),
                            "0",
                            0,
                            "",
                            ""));
            end = Math.max(end, x(step.tick()));
            start = Math.min(start, x(step.tick()));
        }
        if (start < end) {
            var steps = debrief.shortestPath().size() + " steps";
            box(start, top + 18, end - start, 2, "var(--ok)", end + 12, top + 23, "", SOFT, steps);
        }
    }

    // ---- shapes

    private static double needed(String text) {
        return text.length() * 6.2 + 12;
    }

    /// A bar with its text inside, else right of `besideTick`, else left of it.
    private void stretch(
            Debrief.Bar bar, int besideTick, int y, int height, String fill, String ink) {
        double from = x(bar.fromTick());
        double width = Math.max(2, x(bar.toTick()) - from);
        double needed = needed(bar.text());
        double beside = Math.max(from + width, x(besideTick)) + 6;
        boolean inside = width > needed;
        boolean left = !inside && (bar.kind().equals("change") || beside + needed > WIDTH);
        double textX = inside ? from + 8 : left ? from - 6 : beside;
        int textY = height > 30 ? y + height - 7 : y + height / 2 + 4;
        box(
                from,
                y,
                width,
                height,
                fill,
                textX,
                textY,
                left ? "end" : "",
                inside ? ink : SOFT,
                bar.text());
    }

    private void note(double x, int y, String text, String anchor) {
        box(x, y, 0, 0, "none", x, y, anchor, SOFT, text);
    }

    private void box(
            double x,
            int y,
            double width,
            int height,
            String fill,
            double textX,
            int textY,
            String anchor,
            String ink,
            String text) {
        boxes.add(
                new LaneChart.Box(
                        number(x),
                        y,
                        number(width),
                        height,
                        fill,
                        number(textX),
                        textY,
                        anchor,
                        ink,
                        text));
    }

    private void mark(
            int tick, int y, String kind, String tone, String title, String text, String anchor) {
        double x = x(tick);
        var path =
                switch (kind) {
                    case "log" -> square(x, y, 3.5);
                    case "trace" -> diamond(x, y, 4.5);
                    case "action", "declared" -> triangle(x, y, 4.5);
                    default -> circle(x, y, 3.5);
                };
        var tooltip = Text.time(zeroMillis + (tick + 1L) * 1000) + " " + title;
        marks.add(
                new LaneChart.Shape(
                        path,
                        fill(kind, tone),
                        tooltip,
                        number(anchor.isEmpty() ? x + 9 : x - 9),
                        y + 4,
                        anchor,
                        text));
    }

    private static String fill(String kind, String tone) {
        return switch (tone) {
            case "good", "right" -> "var(--ok)";
            case "none" -> "var(--warn)";
            case "wrong" -> "var(--bad)";
            default ->
                    switch (kind) {
                        case "metric" -> "var(--v1)";
                        case "log" -> "var(--v3)";
                        case "trace" -> "var(--v4)";
                        case "alert", "acknowledged" -> "var(--p1)";
                        case "change" -> "var(--v5)";
                        case "pin" -> "var(--accent)";
                        default -> "var(--text-2)";
                    };
        };
    }

    private static String circle(double x, double y, double r) {
        return "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 -%s 0z"
                .formatted(
                        number(x - r),
                        number(y),
                        number(r),
                        number(r),
                        number(2 * r),
                        number(r),
                        number(r),
                        number(2 * r));
    }

    private static String square(double x, double y, double r) {
        return "M%s %sh%sv%sh-%sz"
                .formatted(
                        number(x - r), number(y - r), number(2 * r), number(2 * r), number(2 * r));
    }

    private static String diamond(double x, double y, double r) {
        return "M%s %sl%s %s-%s %s-%s-%sz"
                .formatted(
                        number(x),
                        number(y - r),
                        number(r),
                        number(r),
                        number(r),
                        number(r),
                        number(r),
                        number(r));
    }

    private static String triangle(double x, double y, double r) {
        return "M%s %sl%s %sh-%sz"
                .formatted(number(x), number(y - r), number(r), number(2 * r - 1), number(2 * r));
    }

    private List<LaneChart.Tick> ticks() {
        long span = Math.max(1, debrief.toTick() - debrief.fromTick());
        long step = Math.max(60, Math.ceilDiv(span, TICKS * 60L) * 60);
        var ticks = new ArrayList<LaneChart.Tick>();
        long first = Math.ceilDiv(debrief.fromTick(), step) * step;
        for (long tick = first; tick <= debrief.toTick(); tick += step) {
            var text = Text.minute(zeroMillis + tick * 1000);
            ticks.add(new LaneChart.Tick(number(x((int) tick)), text));
        }
        return ticks;
    }

    private double x(int tick) {
        double share =
                (double) (tick - debrief.fromTick())
                        / Math.max(1, debrief.toTick() - debrief.fromTick());
        return LEFT + Math.clamp(share, 0, 1) * (WIDTH - LEFT - RIGHT);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
