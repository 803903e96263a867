// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A script of `load`, `clear` and `eval` commands in the syntax of Prometheus's promqltest.
record Script(String name, List<Command> commands) {
    /// One command with its 1-based line.
    sealed interface Command {}

    record Clear() implements Command {}

    /// Samples per series (absent = no sample), `gapMillis` apart from time 0. `foreign` are series that
    /// cannot be held: native histograms and start timestamps.
    record Load(long gapMillis, Map<Labels, double[]> series, List<Labels> foreign)
            implements Command {}

    /// One query with what is expected of it. An instant query has `stepMillis` 0.
    record Eval(
            int line,
            String query,
            long startMillis,
            long endMillis,
            long stepMillis,
            boolean range,
            Expected expected)
            implements Command {}

    /// Rows in the order of the script; `notes` are the `expect` lines.
    record Expected(
            Map<Labels, double[]> rows,
            OptionalDouble scalar,
            Optional<String> text,
            boolean fails,
            boolean ordered,
            boolean foreign,
            boolean rangeVector,
            List<Note> notes) {}

    /// `expect <what> [msg|regex: <text>]`; `how` is `any`, `msg` or `regex`.
    record Note(String what, String how, String text) {}

    private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");
    private static final Pattern INSTANT =
            Pattern.compile(
                    "eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+at\\s+(\\S+)\\s+(.+)");
    private static final Pattern RANGE =
            Pattern.compile(
                    "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
    private static final Pattern EXPECT =
            Pattern.compile(
                    "expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?");
    private static final Pattern RANGE_VECTOR =
            Pattern.compile(
                    "expect range vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

    static Script read(String name, String text) {
        var lines = Arrays.stream(text.split("\n", -1)).map(Script::cleaned).toList();
        return new Reader(name, lines).read();
    }

    private static String cleaned(String line) {
        var stripped = line.strip();
        return stripped.startsWith("#") ? "" : stripped;
    }

    static long millis(String text) {
        return text.equals("0") ? 0 : NumberText.durationMillis(text);
    }

    /// Reads block after block; a blank line ends one.
    private static final class Reader {
        private final String name;
        private final List<String> lines;
        private final List<Command> commands = new ArrayList<>();
        private int next;

        Reader(String name, List<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        Script read() {
            while (next < lines.size()) {
                var line = lines.get(next++);
                if (line.startsWith("load")) {
                    commands.add(load(line));
                } else if (line.startsWith("eval")) {
                    commands.add(eval(line));
                } else if (line.equals("clear")) {
                    commands.add(new Clear());
                } else if (!line.isEmpty()) {
                    throw new IllegalStateException(name + ":" + next + ": " + line);
                }
            }
            return new Script(name, commands);
        }

        private List<String> block() {
            var block = new ArrayList<String>();
            while (next < lines.size() && !lines.get(next).isEmpty()) {
                block.add(lines.get(next++));
            }
            return block;
        }

        private Load load(String line) {
            var head = LOAD.matcher(line);
            if (!head.matches()) {
                throw new IllegalStateException(name + ":" + next + ": " + line);
            }
            var series = new LinkedHashMap<Labels, double[]>();
            var foreign = new ArrayList<Labels>();
            for (var row : block()) {
                if (row.split("\\s", 2)[0].endsWith("@st")) {
                    foreign.add(SeriesNotation.labels(new Cursor(row.replaceFirst("@st", ""))));
                    continue;
                }
                var cursor = new Cursor(row);
                var labels = SeriesNotation.labels(cursor);
                var rest = row.substring(cursor.offset());
                if (rest.contains("{{")) {
                    foreign.add(labels);
                } else {
                    series.put(labels, SeriesNotation.values(rest));
                }
            }
            if (head.group(1) != null) {
                series.keySet().forEach(labels -> nativeTwin(labels).ifPresent(foreign::add));
            }
            return new Load(millis(head.group(2)), series, foreign);
        }

        /// The series that load_with_nhcb adds for a classic one.
        private static Optional<Labels> nativeTwin(Labels labels) {
            var metric = labels.get(Labels.NAME);
            for (var suffix : List.of("_bucket", "_count", "_sum")) {
                if (metric.endsWith(suffix)) {
                    var base = metric.substring(0, metric.length() - suffix.length());
                    return Optional.of(labels.without("le").with(Labels.NAME, base));
                }
            }
            return Optional.empty();
        }

        private Eval eval(String line) {
            int at = next;
            var instant = INSTANT.matcher(line);
            if (instant.matches()) {
                long time = millis(instant.group(2));
                return eval(at, instant.group(1), instant.group(3), time, time, 0, false);
            }
            var range = RANGE.matcher(line);
            if (range.matches()) {
                return eval(
                        at,
                        range.group(1),
                        range.group(5),
                        millis(range.group(2)),
                        millis(range.group(3)),
                        millis(range.group(4)),
                        true);
            }
            throw new IllegalStateException(name + ":" + at + ": " + line);
        }

        private Eval eval(
                int line, String mode, String query, long from, long to, long gap, boolean range) {
            var rows = new LinkedHashMap<Labels, double[]>();
            var notes = new ArrayList<Note>();
            if (mode != null) {
                notes.add(new Note(mode, "any", ""));
            }
            var scalar = OptionalDouble.empty();
            Optional<String> text = Optional.empty();
            long start = from;
            long end = to;
            long step = gap;
            boolean foreign = false;
            boolean rangeVector = false;
            for (var row : block()) {
                var vector = RANGE_VECTOR.matcher(row);
                if (vector.matches()) {
                    rangeVector = true;
                    start = millis(vector.group(1));
                    end = millis(vector.group(2));
                    step = millis(vector.group(3));
                } else if (row.startsWith("expect string")) {
                    var cursor = new Cursor(row);
                    cursor.seek("expect string ".length());
                    text = Optional.of(cursor.takeString());
                } else if (row.startsWith("expect ")) {
                    notes.add(note(row));
                } else if (row.startsWith("expected_fail")) {
                    var parts = row.split("\\s+", 2);
                    notes.add(
                            new Note(
                                    "fail",
                                    parts[0].endsWith("regexp") ? "regex" : "msg",
                                    parts[1]));
                } else if (SeriesNotation.isNumber(row)) {
                    scalar = OptionalDouble.of(SeriesNotation.number(row));
                } else {
                    var cursor = new Cursor(row);
                    var labels = SeriesNotation.labels(cursor);
                    var rest = row.substring(cursor.offset());
                    foreign |= rest.contains("{{");
                    rows.put(
                            labels,
                            rest.contains("{{") ? new double[0] : SeriesNotation.values(rest));
                }
            }
            var expected =
                    new Expected(
                            rows,
                            scalar,
                            text,
                            has(notes, "fail"),
                            has(notes, "ordered"),
                            foreign,
                            rangeVector,
                            notes);
            return new Eval(line, query, start, end, step, range, expected);
        }

        private static boolean has(List<Note> notes, String what) {
            return notes.stream().anyMatch(note -> note.what().equals(what));
        }

        private Note note(String row) {
            var matcher = EXPECT.matcher(row);
            if (!matcher.matches()) {
                throw new IllegalStateException(name + ":" + next + ": " + row);
            }
            var how = matcher.group(2) == null ? "any" : matcher.group(2);
            return new Note(
                    matcher.group(1),
                    how,
                    matcher.group(3) == null ? "" : matcher.group(3).strip());
        }
    }
}
