// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.Entry;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceStore.SpanHints;
import brownout.simulator.telemetry.JsonLine;
import brownout.simulator.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Whatever way something is asked, the answer is the same. The worlds' collectors lose lines, samples and
/// traces here.
class StoresTest {
    private static final int QUERIES = 12;
    private static final Map<Long, Telemetry> MASKED = new TreeMap<>();

    private static Telemetry masked(RandomWorld world) {
        return MASKED.computeIfAbsent(world.seed, _ -> world.at(world.masked(), RandomWorld.END));
    }

    /// Some seconds in which collectors are at work, in nanoseconds and not aligned to anything.
    private static TimeRange window(Draw draw, int longestSeconds) {
        int from = draw.between(RandomWorld.END - 420, RandomWorld.END - 40);
        long start = Reading.millis(from) * 1_000_000 + draw.below(1_000_000_000);
        long length = (long) (draw.number(2, longestSeconds) * 1e9);
        return new TimeRange(start, start + length);
    }

    // ---- P9

    @ForEachWorld
    void p09_linesAreReadTheSameInPartsAndBackwards(RandomWorld world) {
        var draw = world.draw(40);
        var logs = masked(world).logs();
        long seen = 0;
        for (int n = 0; n < QUERIES; n++) {
            var range = window(draw, 25);
            var matchers = streams(draw, world);
            var whole = Reading.lines(logs, matchers, LineHints.NONE, range, Direction.FORWARD);
            var where = matchers + " in " + range + world;
            long middle = range.startNanos() + (long) (draw.number(0, 1) * length(range));
            var parts = new ArrayList<Entry>();
            for (var part :
                    List.of(
                            new TimeRange(range.startNanos(), middle),
                            new TimeRange(middle, range.endNanos()))) {
                parts.addAll(
                        Reading.lines(logs, matchers, LineHints.NONE, part, Direction.FORWARD));
            }
            assertEquals(whole, parts, where);
            var backward = Reading.lines(logs, matchers, LineHints.NONE, range, Direction.BACKWARD);
            Collections.reverse(backward);
            assertEquals(whole, backward, where);
            int limit = draw.between(1, 20);
            var cursor = logs.read(matchers, LineHints.NONE, range, Direction.FORWARD, limit);
            for (int i = 0; i < Math.min(limit, whole.size()); i++) {
                assertTrue(cursor.next(), where);
                assertEquals(whole.get(i), cursor.entry(), where);
            }
            long last = Long.MIN_VALUE;
            for (var entry : whole) {
                assertTrue(range.contains(entry.timeNanos()), where);
                assertTrue(entry.timeNanos() >= last, where);
                assertTrue(Matcher.all(matchers, entry.stream()), where);
                last = entry.timeNanos();
            }
            seen += whole.size();
        }
        world.assertEnough(seen, 1_000, "lines");
    }

    private static long length(TimeRange range) {
        return range.endNanos() - range.startNanos();
    }

    private static List<Matcher> streams(Draw draw, RandomWorld world) {
        return switch (draw.below(4)) {
            case 0 -> List.of(Matcher.equal("service", draw.of(world.estate.serviceNames())));
            case 1 -> List.of(Matcher.equal("level", draw.any("INFO", "WARN", "ERROR")));
            case 2 -> List.of(new Matcher(Matcher.Type.MATCH, "job", "gateway|web"));
            default -> List.of();
        };
    }

    @ForEachWorld
    void p09_samplesAreReadTheSameInParts(RandomWorld world) {
        var draw = world.draw(41);
        var metrics = masked(world).metrics();
        var now = Reading.after(END - 30, END + 1);
        var names =
                samples(metrics, List.of(), now).keySet().stream()
                        .map(labels -> labels.get(Labels.NAME))
                        .distinct()
                        .toList();
        long seen = 0;
        for (int n = 0; n < 3 * QUERIES; n++) {
            int from = draw.between(END - (n % 2 == 0 ? 500 : 150), END - 60);
            int to = Math.min(END, from + draw.between(30, 199));
            int middle = draw.between(from, to);
            var name = Matcher.equal(Labels.NAME, draw.of(names));
            var where = name + " in (" + from + ", " + to + "]" + world;
            var parts = samples(metrics, List.of(name), Reading.after(from, middle));
            samples(metrics, List.of(name), Reading.after(middle, to))
                    .forEach((labels, row) -> parts.merge(labels, row, StoresTest::joined));
            var whole = samples(metrics, List.of(name), Reading.after(from, to));
            assertEquals(whole, parts, where);
            seen += whole.values().stream().mapToLong(List::size).sum();
        }
        world.assertEnough(seen, 100, "samples");
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /// `time value` of every sample, the value by its bits.
    private static Map<Labels, List<String>> samples(
            MetricStore metrics, List<Matcher> matchers, TimeRange range) {
        var set = metrics.select(matchers, range, MetricStore.SelectHints.NONE);
        var all = new TreeMap<Labels, List<String>>();
        Labels last = null;
        for (int series = 0; series < set.size(); series++) {
            var labels = set.labels(series);
            assertTrue(last == null || last.compareTo(labels) < 0, last + " before " + labels);
            last = labels;
            var samples = set.samples(series);
            var row = new ArrayList<String>();
            for (int i = 0; i < samples.size(); i++) {
                row.add(
                        samples.timesMillis()[i]
                                + " "
                                + Double.doubleToRawLongBits(samples.values()[i]));
            }
            all.put(labels, row);
        }
        return all;
    }

    @ForEachWorld
    void p09_tracesOfPartsAreTracesOfTheWhole(RandomWorld world) {
        var draw = world.draw(42);
        var traces = masked(world).traces();
        int seen = 0;
        for (int n = 0; n < 4; n++) {
            var range = window(draw, 20);
            long middle = range.startNanos() + (long) (draw.number(0, 1) * length(range));
            var parts = new ArrayList<Trace>();
            parts.addAll(
                    Reading.traces(
                            traces, SpanHints.NONE, new TimeRange(middle, range.endNanos())));
            for (var trace :
                    Reading.traces(
                            traces, SpanHints.NONE, new TimeRange(range.startNanos(), middle))) {
                if (parts.stream().noneMatch(other -> other.id().equals(trace.id()))) {
                    parts.add(trace);
                }
            }
            var whole = Reading.traces(traces, SpanHints.NONE, range);
            assertEquals(Set.copyOf(whole), Set.copyOf(parts), range + "" + world);
            seen += whole.size();
        }
        world.assertEnough(seen, 50, "traces");
    }

    // ---- P10

    @ForEachWorld
    void p10_hintsOfLinesChangeNoAnswer(RandomWorld world) {
        var draw = world.draw(43);
        var logs = masked(world).logs();
        long found = 0;
        for (int n = 0; n < 4; n++) {
            var range = window(draw, 20);
            var matchers = streams(draw, world);
            var whole = Reading.lines(logs, matchers, LineHints.NONE, range, Direction.FORWARD);
            for (int m = 0; m < QUERIES && !whole.isEmpty(); m++) {
                var hints = hints(draw, whole);
                var hinted = Reading.lines(logs, matchers, hints, range, Direction.FORWARD);
                hinted.removeIf(entry -> !satisfies(entry, hints));
                var expected = whole.stream().filter(entry -> satisfies(entry, hints)).toList();
                assertEquals(expected, hinted, hints + " in " + range + matchers + world);
                found += expected.size();
            }
        }
        world.assertEnough(found, 200, "lines satisfied their hints");
    }

    /// Parts of lines that are there, and of lines that might be.
    private static LineHints hints(Draw draw, List<Entry> lines) {
        var line = draw.of(lines).line();
        var fields = JsonLine.parse(line);
        var substrings = new ArrayList<String>();
        var wanted = new TreeMap<String, String>();
        switch (draw.below(6)) {
            case 0 -> {
                int from = draw.below(line.length() - 4);
                int to = Math.min(line.length(), from + draw.between(3, 40));
                substrings.add(line.substring(from, to));
            }
            case 1 -> substrings.add("user_" + draw.any("", "7", "42", "0", "1234"));
            case 2 ->
                    substrings.add(
                            draw.any(
                                    "ERROR",
                                    "\"ERROR\"",
                                    "WARN",
                                    "timeout",
                                    "r_42",
                                    "completed",
                                    "declined",
                                    "handled",
                                    "out after 1",
                                    "tat",
                                    "EUR",
                                    "user_1: ",
                                    "NotFound",
                                    "HTTP/2",
                                    "Gecko",
                                    "www.example",
                                    " UH ",
                                    "5Z\""));
            case 3 -> {
                var said = fields.getOrDefault("message", "none");
                int from = draw.below(said.length());
                substrings.add(said.substring(from, draw.between(from + 1, said.length())));
            }
            case 4 -> {
                substrings.add(fields.getOrDefault("traceId", "0123456789abcdef0123456789abcdef"));
                if (draw.chance(0.5)) {
                    substrings.add("\"level\":\"" + draw.any("INFO", "ERROR") + "\"");
                }
            }
            default ->
                    lines.stream()
                            .filter(entry -> entry.line().contains("error_type"))
                            .skip(draw.below(20))
                            .map(entry -> JsonLine.parse(entry.line()).get("error_type"))
                            .findFirst()
                            .ifPresent(type -> wanted.put("error_type", type));
        }
        if ((substrings.isEmpty() && wanted.isEmpty()) || draw.chance(0.3)) {
            var name = fields.isEmpty() ? "level" : draw.of(List.copyOf(fields.keySet()));
            var other = JsonLine.parse(draw.of(lines).line());
            wanted.put(name, draw.chance(0.8) ? unescaped(fields, name) : unescaped(other, name));
        }
        return new LineHints(substrings, wanted);
    }

    private static String unescaped(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "none").replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static boolean satisfies(Entry entry, LineHints hints) {
        var fields = JsonLine.parse(entry.line());
        return hints.substrings().stream().allMatch(entry.line()::contains)
                && hints.fields().entrySet().stream()
                        .allMatch(field ->
                                field.getValue().equals(entry.stream().get(field.getKey()))
                                        || field.getValue()
                                                .equals(entry.metadata().get(field.getKey()))
                                        || (fields.containsKey(field.getKey())
                                                && field.getValue()
                                                        .equals(
                                                                unescaped(
                                                                        fields, field.getKey()))));
    }

    @ForEachWorld
    void p10_hintsOfSpansChangeNoAnswer(RandomWorld world) {
        var draw = world.draw(44);
        var traces = masked(world).traces();
        long found = 0;
        for (int n = 0; n < 3; n++) {
            var range = window(draw, 20);
            var whole = Reading.traces(traces, SpanHints.NONE, range);
            for (int m = 0; m < QUERIES; m++) {
                long shortest = draw.any(0L, 1L, 90_000_000L, 300_000_001L, 1_000_000_001L);
                var hints =
                        new SpanHints(
                                draw.chance(0.5)
                                        ? Set.of()
                                        : Set.copyOf(
                                                List.of(
                                                        draw.of(world.estate.serviceNames()),
                                                        draw.of(world.estate.serviceNames()))),
                                draw.chance(0.4),
                                shortest,
                                draw.chance(0.6) ? Long.MAX_VALUE : shortest + 200_000_000L);
                var hinted = new ArrayList<>(Reading.traces(traces, hints, range));
                hinted.removeIf(trace -> trace.spans().stream().noneMatch(s -> is(s, hints)));
                var expected =
                        whole.stream()
                                .filter(trace -> trace.spans().stream().anyMatch(s -> is(s, hints)))
                                .toList();
                assertEquals(expected, hinted, hints + " in " + range + world);
                found += expected.size();
            }
        }
        world.assertEnough(found, 100, "traces satisfied their hints");
    }

    private static boolean is(Trace.Span span, SpanHints hints) {
        return (hints.services().isEmpty() || hints.services().contains(span.service()))
                && (!hints.error() || span.status() == Trace.Status.ERROR)
                && span.durationNanos() >= hints.minDurationNanos()
                && span.durationNanos() <= hints.maxDurationNanos();
    }

    /// Whatever happens, there is no series that nothing is said of, recorded ones aside.
    @ForEachWorld
    void p10_everySeriesIsDescribed(RandomWorld world) {
        var metrics = masked(world).metrics();
        var known = new TreeSet<String>();
        for (var metric : metrics.metadata()) {
            var ends =
                    switch (metric.type()) {
                        case "histogram" -> List.of("_bucket", "_sum", "_count");
                        case "summary" -> List.of("", "_sum", "_count");
                        default -> List.of("");
                    };
            ends.forEach(end -> known.add(metric.name() + end));
        }
        var names = new TreeSet<String>();
        for (int end = RandomWorld.END; end > RandomWorld.FIRST; end -= 150) {
            samples(metrics, List.of(), Reading.after(end - 15, end))
                    .keySet()
                    .forEach(labels -> names.add(labels.get(Labels.NAME)));
        }
        names.removeIf(name -> name.contains(":"));
        assertTrue(names.size() > 60, names + "" + world);
        names.removeAll(known);
        assertEquals(new TreeSet<>(), names, world.toString());
    }

    /// A selection is the matching part of everything.
    @ForEachWorld
    void p10_matchersOnlyPickFromWhatThereIs(RandomWorld world) {
        var draw = world.draw(45);
        var metrics = masked(world).metrics();
        int from = draw.between(RandomWorld.END - 150, RandomWorld.END - 70); // kept in any case
        var range = Reading.after(from, from + 60);
        var all = samples(metrics, List.of(), range);
        var labels = List.copyOf(all.keySet());
        long found = 0;
        for (int n = 0; n < 40; n++) {
            var matchers = matchers(draw, labels);
            var expected = new TreeMap<>(all);
            expected.keySet().removeIf(each -> !Matcher.all(matchers, each));
            assertEquals(expected, samples(metrics, matchers, range), matchers + "" + world);
            found += expected.size();
        }
        world.assertEnough(found, 200, "series");
    }

    private static List<Matcher> matchers(Draw draw, List<Labels> all) {
        var matchers = new ArrayList<Matcher>();
        var map = draw.of(all).toMap();
        var names = new ArrayList<>(map.keySet());
        names.add("absent");
        for (int n = draw.between(1, 3); n > 0; n--) {
            var name = draw.of(names);
            var value = map.getOrDefault(name, "");
            var start = java.util.regex.Pattern.quote(value.substring(0, value.length() / 2));
            matchers.add(
                    switch (draw.below(4)) {
                        case 0 -> new Matcher(Matcher.Type.NOT_EQUAL, name, value);
                        case 1 -> new Matcher(Matcher.Type.MATCH, name, start + ".*");
                        case 2 -> new Matcher(Matcher.Type.NO_MATCH, name, ".*1|" + start);
                        default -> Matcher.equal(name, value);
                    });
        }
        return matchers;
    }

    // ---- P11

    /// What is seen at an instant ends there; and whoever asks again later, when more has been recorded
    /// and packed away, is told the same about windows that were closed by then.
    @ForEachWorld
    void p11_closedWindowsNeverChangeAndNothingBeyondNowIsSeen(RandomWorld world) {
        var draw = world.draw(46);
        int now = draw.between(RandomWorld.FIRST + 200, RandomWorld.END - 90);
        var course = world.timeline.fork(now - draw.between(1, 100), List.of());
        course.advanceTo(now);
        var early = world.at(course, now);
        var late = world.at(RandomWorld.END);
        var where = " at " + now + world;
        long end = Reading.millis(now + 1) * 1_000_000;
        int from = now - 45;

        var lines = Reading.lines(early.logs(), new TimeRange(start(from), Long.MAX_VALUE));
        assertEquals(Reading.lines(late.logs(), Reading.after(from, now + 1)), lines, where);
        assertTrue(lines.stream().allMatch(line -> line.timeNanos() <= end), where);

        for (var name : List.of("http_requests_total", "up", "kube_pod_info", "ALERTS")) {
            var matchers = List.of(Matcher.equal(Labels.NAME, name));
            assertEquals(
                    samples(late.metrics(), matchers, Reading.after(now - 200, now + 1)),
                    samples(
                            early.metrics(),
                            matchers,
                            new TimeRange(start(now - 200), Long.MAX_VALUE)),
                    name + where);
        }
        var closed = new TimeRange(start(from - 60), start(now - 60));
        assertEquals(
                Reading.traces(late.traces(), SpanHints.NONE, closed),
                Reading.traces(early.traces(), SpanHints.NONE, closed),
                where);
        int open = 0;
        var recent = new TimeRange(start(now - 5), Long.MAX_VALUE);
        for (var trace : Reading.traces(early.traces(), SpanHints.NONE, recent)) {
            for (var span : trace.spans()) {
                assertTrue(span.endNanos() <= end, span + where);
                assertTrue(
                        late.traces().get(trace.id()).orElseThrow().spans().contains(span),
                        span + where);
                open++;
            }
        }
        world.assertEnough(open, 20, "spans");
        assertEquals(
                late.alertTransitions(-3600, now + 1), early.alertTransitions(-3600, END), where);
        assertEquals(
                late.changes().stream().filter(change -> change.tick() <= now).toList(),
                early.changes(),
                where);
    }

    private static final int END = RandomWorld.END;

    private static long start(int second) {
        return Reading.millis(second) * 1_000_000 + 1;
    }

    // ---- P16

    @ForEachWorld
    void p16_countsAreTheNumbersOfLines(RandomWorld world) {
        var draw = world.draw(47);
        long counted = 0;
        for (var store : List.of(masked(world), world.at(END))) {
            var logs = store.logs();
            for (int n = 0; n < QUERIES; n++) {
                int from = draw.between(END - 500, END - 50);
                int to = from + draw.between(5, 45);
                int step = draw.any(1, 5, 10, 15);
                var matchers = streams(draw, world);
                var range = Reading.after(from, to);
                var counts = logs.count(matchers, LineHints.NONE, range, Duration.ofSeconds(step));
                if (counts.isEmpty()) {
                    continue;
                }
                int steps = Math.ceilDiv(to - from, step);
                var expected = new TreeMap<Labels, List<Long>>();
                for (var entry :
                        Reading.lines(logs, matchers, LineHints.NONE, range, Direction.FORWARD)) {
                    var row =
                            expected.computeIfAbsent(
                                    entry.stream(),
                                    _ -> new ArrayList<>(Collections.nCopies(steps, 0L)));
                    int at = (int) ((entry.timeNanos() - start(from)) / (step * 1_000_000_000L));
                    row.set(at, row.get(at) + 1);
                    counted++;
                }
                var where = matchers + " in (" + from + ", " + to + "] by " + step + world;
                var matrix = counts.get();
                assertEquals(List.copyOf(expected.keySet()), matrix.streams(), where);
                assertEquals(List.copyOf(expected.keySet()), logs.streams(matchers, range), where);
                for (int i = 0; i < matrix.streams().size(); i++) {
                    assertEquals(
                            expected.get(matrix.streams().get(i)),
                            Arrays.stream(matrix.counts()[i]).boxed().toList(),
                            matrix.streams().get(i) + where);
                }
            }
        }
        world.assertEnough(counted, 2_000, "lines counted");
    }
}
