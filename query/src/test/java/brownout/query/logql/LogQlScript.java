// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.data.MemoryLogs;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.DurationText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a script of the upstream test language for LogQL: `clear`, `load` with entries, and `eval`
/// with what is expected.
final class LogQlScript {
    private static final Pattern INSTANT =
            Pattern.compile("eval\\s+instant\\s+at\\s+(\\S+)\\s+(.+)");
    private static final Pattern RANGE =
            Pattern.compile(
                    "eval\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
    private static final Pattern REPEAT =
            Pattern.compile("\\[repeat every\\s+(\\S+)\\s+for\\s+(\\d+)]");
    private static final Pattern METADATA = Pattern.compile("\\[metadata\\s+(.*?)]");
    private static final Pattern PAIR = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /// One `eval`. `stepNanos` is 0 for an instant query.
    record Eval(
            String name,
            MemoryLogs store,
            String query,
            long startNanos,
            long endNanos,
            long stepNanos,
            Expectation expectation) {}

    /// What the lines under an `eval` say.
    static final class Expectation {
        boolean fails = false;
        boolean empty = false;
        Optional<String> message = Optional.empty();
        Optional<Pattern> pattern = Optional.empty();
        Optional<Double> scalar = Optional.empty();
        final TreeMap<Labels, List<Optional<Double>>> series = new TreeMap<>();
    }

    private final String file;
    private final List<String> lines;
    private final List<Eval> evals = new ArrayList<>();
    private MemoryLogs store = new MemoryLogs();

    private LogQlScript(Path path) {
        file = path.getFileName().toString();
        lines = SharedCorpus.lines(path);
    }

    static List<Eval> read(Path path) {
        var script = new LogQlScript(path);
        script.run();
        return script.evals;
    }

    private void run() {
        int at = 0;
        while (at < lines.size()) {
            var line = withoutComment(lines.get(at)).strip();
            int number = ++at;
            if (line.isEmpty()) {
                continue;
            }
            var block = new ArrayList<String>();
            at = block(at, block);
            if (line.equals("clear")) {
                store = new MemoryLogs();
            } else if (line.equals("load")) {
                block.forEach(this::load);
            } else {
                evals.add(eval(file + ":" + number, line, block));
            }
        }
    }

    /// Adds the indented lines from `at` on, and says where they end.
    private int block(int from, List<String> into) {
        int at = from;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            var line = lines.get(at);
            if (!line.strip().startsWith("#")) {
                if (!Character.isWhitespace(line.charAt(0))) {
                    break;
                }
                into.add(withoutComment(line).strip());
            }
            at++;
        }
        return at;
    }

    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '`') {
                quote = c;
            } else if (c == '#') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private void load(String line) {
        var in = new Cursor(line);
        var stream = labels(in);
        in.takeWhile(Character::isWhitespace);
        var text = rawString(in);
        in.takeWhile(c -> c != '@');
        in.take();
        in.takeWhile(Character::isWhitespace);
        long at = nanos(in.takeWhile(c -> !Character.isWhitespace(c)));
        var rest = line.substring(in.offset());
        var metadata = new TreeMap<String, String>();
        var given = METADATA.matcher(rest);
        if (given.find()) {
            var pair = PAIR.matcher(given.group(1));
            while (pair.find()) {
                metadata.put(pair.group(1), pair.group(2));
            }
        }
        var repeat = REPEAT.matcher(rest);
        boolean repeats = repeat.find();
        long every = repeats ? nanos(repeat.group(1)) : 0;
        int count = repeats ? Integer.parseInt(repeat.group(2)) : 1;
        for (int i = 0; i < count; i++) {
            store.append(
                    stream,
                    at + i * every,
                    text.replace("{{.i}}", Integer.toString(i)),
                    Labels.ofExact(metadata));
        }
    }

    /// A quoted text without escapes.
    private static String rawString(Cursor in) {
        char quote = in.take();
        var text = in.takeWhile(c -> c != quote);
        in.take();
        return text;
    }

    private static Labels labels(Cursor in) {
        var map = new TreeMap<String, String>();
        in.take("{");
        while (!in.take("}")) {
            var name = in.takeWhile(c -> c != '=').strip();
            in.take();
            map.put(name, in.takeString());
            in.takeWhile(c -> c == ',' || Character.isWhitespace(c));
        }
        return Labels.ofExact(map);
    }

    private Eval eval(String name, String line, List<String> block) {
        var expectation = new Expectation();
        block.forEach(one -> expect(one, expectation));
        var instant = INSTANT.matcher(line);
        if (instant.matches()) {
            long at = nanos(instant.group(1));
            return new Eval(name, store, instant.group(2).strip(), at, at, 0, expectation);
        }
        var range = RANGE.matcher(line);
        if (!range.matches()) {
            throw new AssertionError(name + ": cannot read " + line);
        }
        return new Eval(
                name,
                store,
                range.group(4).strip(),
                nanos(range.group(1)),
                nanos(range.group(2)),
                nanos(range.group(3)),
                expectation);
    }

    private static void expect(String line, Expectation into) {
        if (line.startsWith("expect fail")) {
            into.fails = true;
            var rest = line.substring("expect fail".length()).strip();
            if (rest.startsWith("msg:")) {
                into.message = Optional.of(rest.substring(4).strip());
            } else if (rest.startsWith("regex:")) {
                into.pattern = Optional.of(Pattern.compile(rest.substring(6).strip()));
            }
        } else if (line.equals("expect empty")) {
            into.empty = true;
        } else if (line.startsWith("{")) {
            var in = new Cursor(line);
            var labels = labels(in);
            into.series.put(labels, points(line.substring(in.offset()).strip()));
        } else if (!line.startsWith("skip ") && !line.isEmpty()) {
            into.scalar = Optional.of(number(line));
        }
    }

    private static List<Optional<Double>> points(String text) {
        var points = new ArrayList<Optional<Double>>();
        for (var token : List.of(text.split("\\s+"))) {
            points.add(token.equals("_") ? Optional.empty() : Optional.of(number(token)));
        }
        return points;
    }

    private static double number(String text) {
        return Numbers.parseFloat(text).orElseThrow();
    }

    private static long nanos(String duration) {
        return DurationText.go(duration).orElseThrow();
    }
}
