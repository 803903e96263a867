// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.data.Attributes;
import brownout.query.data.Labels;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore.SpanHints;
import brownout.scenarios.world.RunWorld;
import brownout.simulator.telemetry.Telemetry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Every text that a world shows between two instants: names and values of labels, lines, names and
/// attributes of spans, alerts, changes. Of spans all that failed are read, and all traces of a few
/// seconds of each minute; of lines those of the first quarter of a minute and of one in three of the
/// others, so that any three seeds in a row read all; of everything else all there is.
final class Visible {
    private static final int SLICE_SECONDS = 3;
    private static final int EVERY_SECONDS = 60;
    private static final int FAILED_TRACES = 2_000;
    private static final int LINES_SECONDS = 15;
    private static final int LINES_EVERY = 3;

    private final BiConsumer<String, String> each;
    private final Set<String> seen = new HashSet<>(); // lookup only
    private int texts;

    private Visible(BiConsumer<String, String> each) {
        this.each = each;
    }

    /// Calls `each` with what holds a text and the text, and answers how often it did. What is the same
    /// over and over comes once, but for lines.
    static int eachText(RunWorld world, int fromTick, int toTick, BiConsumer<String, String> each) {
        var visible = new Visible(each);
        var seen = world.at(toTick - 1);
        visible.metrics(seen, range(fromTick, toTick));
        visible.streams(seen, range(fromTick, toTick));
        for (int i = 0; fromTick + i * LINES_SECONDS < toTick; i++) {
            if (i == 0 || Math.floorMod(world.seed() - i, LINES_EVERY) == 0) {
                int tick = fromTick + i * LINES_SECONDS;
                visible.lines(seen, range(tick, Math.min(toTick, tick + LINES_SECONDS)));
            }
        }
        visible.traces(seen, SpanHints.NONE, range(fromTick, fromTick + SLICE_SECONDS), 0);
        for (int tick = fromTick; tick < toTick; tick += EVERY_SECONDS) {
            var slice = range(tick, Math.min(toTick, tick + SLICE_SECONDS));
            visible.traces(seen, SpanHints.NONE, slice, 0);
        }
        var failed = new SpanHints(Set.of(), true, 0, Long.MAX_VALUE);
        visible.traces(seen, failed, range(fromTick, toTick), FAILED_TRACES);
        seen.alertTransitions(fromTick, toTick)
                .forEach(change -> {
                    visible.labels("label of an alert", change.alert().labels());
                    visible.labels("annotation", change.alert().annotations());
                });
        seen.changes()
                .forEach(change -> {
                    visible.once("change", change.target());
                    visible.once("change", change.actor());
                    visible.once("change", change.summary());
                    visible.once("change", change.detail());
                });
        return visible.texts;
    }

    private static TimeRange range(int fromTick, int toTick) {
        return TimeRange.millis(RunWorld.millis(fromTick), RunWorld.millis(toTick) - 1);
    }

    private void text(String where, String text) {
        texts++;
        each.accept(where, text);
    }

    private void once(String where, String text) {
        if (seen.add(text)) {
            text(where, text);
        }
    }

    private void labels(String where, Labels labels) {
        labels.forEach((name, value) -> {
            once(where, name);
            once(where, value);
        });
    }

    private void metrics(Telemetry telemetry, TimeRange range) {
        var everything = List.of(new Matcher(Matcher.Type.MATCH, Labels.NAME, ".+"));
        var series = telemetry.metrics().select(everything, range, SelectHints.NONE);
        for (int i = 0; i < series.size(); i++) {
            labels("label", series.labels(i));
        }
        for (var row : telemetry.metrics().metadata()) {
            once("metric's help", row.help());
        }
    }

    private void streams(Telemetry telemetry, TimeRange range) {
        telemetry.logs().streams(List.of(), range).forEach(stream -> labels("stream", stream));
    }

    private void lines(Telemetry telemetry, TimeRange range) {
        var cursor = telemetry.logs().read(List.of(), LineHints.NONE, range, Direction.FORWARD, 0);
        while (cursor.next()) {
            var entry = cursor.entry();
            text("line", entry.line());
            entry.metadata().forEach((name, _) -> once("metadata of a line", name));
        }
    }

    private void traces(Telemetry telemetry, SpanHints hints, TimeRange range, int limit) {
        var cursor = telemetry.traces().find(hints, range, limit);
        for (int i = 0; (limit == 0 || i < limit) && cursor.next(); i++) {
            if (cursor.trace().spans().getFirst().startNanos() < range.startNanos()) {
                return; // newest first: what follows began even earlier
            }
            cursor.trace().spans().forEach(this::span);
        }
    }

    private void span(Trace.Span span) {
        once("span's name", span.name());
        once("span's status", span.statusMessage());
        attributes(span.resource());
        attributes(span.attributes());
        for (var event : span.events()) {
            once("span event", event.name());
            attributes(event.attributes());
        }
    }

    private void attributes(Attributes attributes) {
        attributes.forEach((name, value) -> {
            once("attribute", name);
            once("attribute", value.toString());
        });
    }
}
