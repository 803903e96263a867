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
    private static final int BOTTOM = 252;
    private static final int HEIGHT = 272;
    private static final int TICKS = 10;
    private static final String SOFT = "var(--text-2)";

    private static final int FAILING = 58;
    private static final int TRUTH = 92;
    private static final int VISIBLE = 126;
    private static final int ALERTS = 164;
    private static final int YOU = 214;

    private final Debrief debrief;
    private final long zeroMillis;
    private final List<LaneChart.Area> areas = new ArrayList<>();
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
        lanes.alerts();
        lanes.you();
        lanes.path();
        return lanes.chart();
    }

    private LaneChart chart() {
        return new LaneChart(
                WIDTH,
                HEIGHT,
                BOTTOM,
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
                        new LaneChart.Row("Failing " + debrief.harm().noun(), 34, FAILING),
                        new LaneChart.Row("Truth", 75, TRUTH),
                        new LaneChart.Row("First visible", 109, VISIBLE),
                        new LaneChart.Row("Alerts", 145, ALERTS),
                        new LaneChart.Row("You", 184, YOU),
                        new LaneChart.Row("Shortest path", 233, BOTTOM)),
                areas,
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
        var line = new StringBuilder();
        for (int i = 0; i < series.bad().size(); i++) {
            double y = FAILING - 4 - series.bad().get(i) / most * (FAILING - 30);
            line.append(i == 0 ? "M" : "L")
                    .append(number(x(series.fromTick() + i * series.stepSeconds())))
                    .append(' ')
                    .append(number(y));
        }
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
        areas.add(new LaneChart.Area(line.toString(), under));
        note(end, 34, ratioText(), "end");
        if (debrief.couldEndTick() > debrief.fromTick()) {
            double at = x(debrief.couldEndTick());
            box(at, 6, 1.5, FAILING - 10, "var(--ok)", at - 6, 15, "end", "var(--ok)", "could end here");
        }
    }

    private String ratioText() {
        return String.format(
                Locale.ROOT, "%.1f %% of %s", debrief.harm().ratio() * 100, debrief.harm().noun());
    }

    private void truth() {
        for (var bar : debrief.truth()) {
            switch (bar.kind()) {
                case "fault" -> stretch(bar, 66, 20, "var(--bad-bg)", "var(--bad)");
                case "draining" -> stretch(bar, 66, 20, "var(--ok-bg)", "var(--ok)");
                default -> stretch(bar, 66, 20, "var(--surface-3)", SOFT);
            }
        }
    }

    private void visible() {
        double last = LEFT;
        for (var seen : debrief.signals()) {
            if (seen.firstVisibleTick().isPresent()) {
                int tick = seen.firstVisibleTick().getAsInt();
                var kind = seen.signal().name().toLowerCase(Locale.ROOT);
                mark(tick, 109, kind, "", seen.name(), "");
                last = Math.max(last, x(tick));
            }
        }
        note(last + 12, 113, debrief.visibleSummary(), "");
    }

    private void alerts() {
        int row = 0;
        for (var bar : debrief.alerts()) {
            var tone =
                    switch (bar.tone()) {
                        case "critical", "P0", "P1" -> "p1";
                        case "warning", "P2" -> "p2";
                        default -> "p3";
                    };
            int y = 130 + row % 3 * 11;
            stretch(bar, y, 10, "var(--" + tone + "-bg)", "var(--" + tone + ")");
            row++;
        }
    }

    private void you() {
        for (var dwell : debrief.dwells()) {
            stretch(dwell, 170, 40, "var(--surface-2)", SOFT);
        }
        double free = 0;
        for (var mark : debrief.marks()) {
            boolean named = mark.kind().equals("action") || mark.kind().equals("declared");
            boolean room = x(mark.tick()) > free;
            mark(
                    mark.tick(),
                    named ? 198 : 180,
                    mark.kind(),
                    mark.tone(),
                    mark.text(),
                    named && room ? mark.text() : "");
            if (named && room) {
                free = x(mark.tick()) + 14 + mark.text().length() * 6.0;
            }
        }
    }

    private void path() {
        double end = LEFT;
        double start = WIDTH;
        for (var step : debrief.shortestPath()) {
            marks.add(
                    new LaneChart.Shape(
                            circle(x(step.tick()), 233, 3.5),
                            "var(--ok)",
                            step.text(),
                            "0",
                            0,
                            ""));
            end = Math.max(end, x(step.tick()));
            start = Math.min(start, x(step.tick()));
        }
        if (start < end) {
            var steps = debrief.shortestPath().size() + " steps";
            box(start, 232, end - start, 2, "var(--ok)", end + 12, 237, "", SOFT, steps);
        }
    }

    // ---- shapes

    private void stretch(Debrief.Bar bar, int y, int height, String fill, String ink) {
        double from = x(bar.fromTick());
        double width = Math.max(2, x(bar.toTick()) - from);
        double needed = bar.text().length() * 6.2 + 12;
        boolean inside = width > needed;
        boolean left = !inside && (from - needed > LEFT || from + width + needed > WIDTH);
        double textX = inside ? from + 8 : left ? from - 6 : from + width + 6;
        int textY = y + height / 2 + 4 + (height > 30 ? 10 : 0);
        box(from, y, width, height, fill, textX, textY, left ? "end" : "", inside ? ink : SOFT, bar.text());
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
                        textY, anchor, ink, text));
    }

    private void mark(int tick, int y, String kind, String tone, String title, String text) {
        double x = x(tick);
        var path =
                switch (kind) {
                    case "log" -> square(x, y, 3.5);
                    case "trace" -> diamond(x, y, 4.5);
                    case "action", "declared" -> triangle(x, y, 4.5);
                    default -> circle(x, y, 3.5);
                };
        var tooltip = Text.time(zeroMillis + (tick + 1L) * 1000) + " " + title;
        marks.add(new LaneChart.Shape(path, fill(kind, tone), tooltip, number(x + 9), y + 4, text));
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
