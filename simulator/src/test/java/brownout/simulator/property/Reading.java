// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What stores say, read whole. Seconds are relative to t0; `(from, to]` is open at its start.
final class Reading {
    static final int STEP = 15;

    private Reading() {}

    static TimeRange after(int from, int to) {
        return TimeRange.afterMillis(millis(from), millis(to));
    }

    static long millis(int second) {
        return (RandomWorld.T0 + second) * 1000;
    }

    /// The step of 15 seconds in `(from, …]` that an instant lies in.
    static int step(long nanos, int from) {
        return (int) Math.floorDiv(nanos - 1 - millis(from) * 1_000_000, STEP * 1_000_000_000L);
    }

    static List<LogStore.Entry> lines(LogStore logs, TimeRange range) {
        return lines(logs, List.of(), LogStore.LineHints.NONE, range, LogStore.Direction.FORWARD);
    }

    static List<LogStore.Entry> lines(
            LogStore logs,
            List<Matcher> stream,
            LogStore.LineHints hints,
            TimeRange range,
            LogStore.Direction direction) {
        var cursor = logs.read(stream, hints, range, direction, 0);
        var entries = new ArrayList<LogStore.Entry>();
        while (cursor.next()) {
            entries.add(cursor.entry());
        }
        return entries;
    }

    static List<Trace> traces(TraceStore store, TraceStore.SpanHints hints, TimeRange range) {
        var cursor = store.find(hints, range, 0);
        var traces = new ArrayList<Trace>();
        while (cursor.next()) {
            traces.add(cursor.trace());
        }
        return traces;
    }

    /// Spans that ended in `(from, to]`.
    static List<Trace.Span> spans(TraceStore store, int from, int to) {
        var began = new TimeRange(millis(from - 61) * 1_000_000, millis(to) * 1_000_000 + 1);
        var range = after(from, to);
        return traces(store, TraceStore.SpanHints.NONE, began).stream()
                .flatMap(trace -> trace.spans().stream())
                .filter(span -> range.contains(span.endNanos()))
                .toList();
    }

    /// The values of every series of a metric at the scrapes `from`, `from + 15`, …, `to`, by the
    /// labels `by` in a row; NaN where it has none.
    static Map<String, double[]> values(
            MetricStore metrics, String name, int from, int to, String... by) {
        var range = TimeRange.millis(millis(from), millis(to));
        var set =
                metrics.select(
                        List.of(Matcher.equal(Labels.NAME, name)),
                        range,
                        MetricStore.SelectHints.NONE);
        var values = new TreeMap<String, double[]>();
        for (int series = 0; series < set.size(); series++) {
            if (!set.labels(series).get("user_id").isEmpty()) {
                continue; // one of those that an effect lets a target expose beside its own
            }
            var row = values.computeIfAbsent(key(set.labels(series), by), _ -> empty(from, to));
            var samples = set.samples(series);
            for (int i = 0; i < samples.size(); i++) {
                if (!MetricStore.Samples.isStale(samples.values()[i])) {
                    int at = (int) ((samples.timesMillis()[i] - millis(from)) / (STEP * 1000));
                    if (!Double.isNaN(row[at])) {
                        throw new AssertionError("two series of one key: " + set.labels(series));
                    }
                    row[at] = samples.values()[i];
                }
            }
        }
        return values;
    }

    private static double[] empty(int from, int to) {
        var row = new double[(to - from) / STEP + 1];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    static String key(Labels labels, String... by) {
        var key = new StringBuilder();
        for (var name : by) {
            key.append(labels.get(name)).append(' ');
        }
        return key.toString().strip();
    }

    /// Adds one to the step of a key.
    static void count(Map<String, long[]> counts, String key, int step, int steps) {
        add(counts, key, step, steps, 1);
    }

    static void add(Map<String, long[]> counts, String key, int step, int steps, long amount) {
        counts.computeIfAbsent(key, _ -> new long[steps])[step] += amount;
    }
}
