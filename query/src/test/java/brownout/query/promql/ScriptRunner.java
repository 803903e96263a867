// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Runs the evals of one script against memory, the way promqltest does: an instant query once as it
/// stands and once as the middle step of a range query.
final class ScriptRunner {
    /// How an eval ended. A mismatch is thrown as [AssertionError] instead.
    enum Outcome {
        PASSED,
        /// Refused as not supported yet.
        REFUSED,
        /// Needs data that this version cannot hold.
        FOREIGN
    }

    private static final double EPSILON = 1e-6;
    private static final PromQl.Options OPTIONS =
            PromQl.Options.DEFAULT.withDelayedNameRemoval(true);

    private final MemoryMetrics store = new MemoryMetrics();
    private final List<Labels> foreign = new ArrayList<>();
    private boolean touchedForeign;

    void load(Script.Load load) {
        foreign.addAll(load.foreign());
        load.series()
                .forEach((labels, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        if (!SeriesNotation.isMissing(values[i])) {
                            store.append(labels, i * load.gapMillis(), values[i]);
                        }
                    }
                });
    }

    Outcome run(Script.Eval eval) {
        touchedForeign = false;
        var expected = eval.expected();
        PromQl.Result result;
        Expr expr;
        try {
            expr = PromQl.parse(eval.query());
            result =
                    eval.range()
                            ? range(expr, eval.startMillis(), eval.endMillis(), eval.stepMillis())
                            : PromQl.instant(watched(), expr, eval.endMillis(), OPTIONS);
        } catch (QueryError e) {
            if (e.kind() == QueryError.Kind.UNSUPPORTED) {
                check(e.text().contains("not supported yet"), "refusal says " + e.text());
                check(e.pos().end() > e.pos().start(), "refusal has no position");
                return Outcome.REFUSED;
            }
            return failed(expected, e);
        }
        if (touchedForeign || expected.foreign()) {
            return Outcome.FOREIGN;
        }
        check(!expected.fails(), "expected an error, got " + result);
        compare(eval, result.value());
        notes(expected, result);
        if (!eval.range() && !expected.rangeVector() && !expected.ordered()) {
            asRange(eval, expr, result.value());
        }
        return Outcome.PASSED;
    }

    private Outcome failed(Script.Expected expected, QueryError error) {
        if (touchedForeign || expected.foreign()) {
            return Outcome.FOREIGN;
        }
        check(expected.fails(), "unexpected error: " + error.kind() + " " + error.located());
        var message = String.valueOf(error.getMessage());
        for (var note : expected.notes()) {
            if (note.what().equals("fail")) {
                check(fits(note, message), "expected error " + note + ", got " + message);
            }
        }
        return Outcome.PASSED;
    }

    private PromQl.Result range(Expr expr, long start, long end, long step) {
        return PromQl.range(watched(), expr, start, end, step, OPTIONS);
    }

    private void asRange(Script.Eval eval, Expr expr, Value value) {
        boolean single = value instanceof Value.Scalar || value instanceof Value.Vector;
        if (!single || eval.query().matches(".*\\b(start|end)\\(\\).*")) {
            return;
        }
        long at = eval.endMillis();
        var matrix = (Value.Matrix) range(expr, at - 60_000, at + 60_000, 60_000).value();
        var rows = new ArrayList<Value.Sample>();
        for (var series : matrix.series()) {
            for (int i = 0; i < series.values().length; i++) {
                if (series.timesMillis()[i] == at) {
                    rows.add(new Value.Sample(series.labels(), at, series.values()[i]));
                }
            }
        }
        if (value instanceof Value.Scalar) {
            double wanted = eval.expected().scalar().orElse(Double.NaN);
            check(rows.size() == 1, "as range: " + rows);
            check(near(wanted, rows.getFirst().value()), "as range: " + rows);
        } else {
            vector(eval.expected(), rows, false);
        }
    }

    private static void compare(Script.Eval eval, Value value) {
        var expected = eval.expected();
        switch (value) {
            case Value.Scalar(_, var number) -> {
                check(expected.scalar().isPresent(), "expected a vector, got scalar " + number);
                double wanted = expected.scalar().getAsDouble();
                check(near(wanted, number), "expected " + wanted + ", got " + number);
            }
            case Value.Text(_, var text) ->
                    check(
                            expected.text().orElse("").equals(text),
                            "expected " + expected.text() + ", got " + text);
            case Value.Vector(var samples) -> vector(expected, samples, expected.ordered());
            case Value.Matrix(var series) -> matrix(eval, series);
        }
    }

    private static void vector(
            Script.Expected expected, List<Value.Sample> samples, boolean ordered) {
        check(expected.scalar().isEmpty(), "expected a scalar, got " + samples);
        for (var sample : samples) {
            var wanted = expected.rows().getOrDefault(sample.labels(), new double[0]);
            check(wanted.length > 0, "unexpected series " + sample);
            check(
                    near(wanted[0], sample.value()),
                    sample.labels() + ": expected " + wanted[0] + ", got " + sample.value());
        }
        var labels = samples.stream().map(Value.Sample::labels).toList();
        check(
                labels.size() == expected.rows().size(),
                "expected " + expected.rows().keySet() + ", got " + labels);
        if (ordered) {
            check(
                    labels.equals(List.copyOf(expected.rows().keySet())),
                    "expected the order " + expected.rows().keySet() + ", got " + labels);
        }
    }

    private static void matrix(Script.Eval eval, List<Value.Series> matrix) {
        var rows = eval.expected().rows();
        check(eval.expected().scalar().isEmpty(), "expected a scalar, got a matrix");
        var labels = matrix.stream().map(Value.Series::labels).toList();
        check(labels.equals(labels.stream().sorted().toList()), "not in label order: " + labels);
        for (var series : matrix) {
            var wanted = rows.getOrDefault(series.labels(), new double[0]);
            check(wanted.length > 0, "unexpected series " + series.labels());
            int next = 0;
            for (int i = 0; i < wanted.length; i++) {
                if (SeriesNotation.isMissing(wanted[i])) {
                    continue;
                }
                long time = eval.startMillis() + i * eval.stepMillis();
                var got =
                        next < series.values().length
                                ? series.values()[next]
                                : SeriesNotation.MISSING;
                boolean there = next < series.values().length && series.timesMillis()[next] == time;
                check(
                        there && near(wanted[i], got),
                        series.labels()
                                + " at "
                                + time
                                + ": expected "
                                + wanted[i]
                                + ", got "
                                + got
                                + " of "
                                + java.util.Arrays.toString(series.values()));
                next++;
            }
            check(
                    next == series.values().length,
                    series.labels()
                            + ": more points than expected: "
                            + java.util.Arrays.toString(series.values()));
        }
        for (var entry : rows.entrySet()) {
            boolean empty = true;
            for (double value : entry.getValue()) {
                empty &= SeriesNotation.isMissing(value);
            }
            check(
                    empty || labels.contains(entry.getKey()),
                    "missing series " + entry.getKey() + " among " + labels);
        }
    }

    private static void notes(Script.Expected expected, PromQl.Result result) {
        notes("warn", expected, result.warnings());
        notes("info", expected, result.infos());
    }

    private static void notes(String what, Script.Expected expected, List<String> got) {
        var wanted = expected.notes().stream().filter(n -> n.what().equals(what)).toList();
        for (var note : wanted) {
            check(
                    got.stream().anyMatch(text -> fits(note, text)),
                    "expected " + note + ", got " + got);
        }
        if (!wanted.isEmpty()) {
            for (var text : got) {
                check(
                        wanted.stream().anyMatch(note -> fits(note, text)),
                        "unexpected " + what + ": " + text);
            }
        }
        boolean none = expected.notes().stream().anyMatch(n -> n.what().equals("no_" + what));
        check(!none || got.isEmpty(), "unexpected " + what + ": " + got);
    }

    private static boolean fits(Script.Note note, String text) {
        return switch (note.how()) {
            case "msg" -> text.equals(note.text());
            case "regex" -> Pattern.compile(note.text()).matcher(text).find();
            default -> true;
        };
    }

    private static boolean near(double wanted, double got) {
        if (Double.isNaN(wanted) && Double.isNaN(got)) {
            return true;
        }
        if (wanted == got) {
            return true;
        }
        if (!Double.isFinite(wanted) || !Double.isFinite(got)) {
            return false;
        }
        double sum = Math.abs(wanted) + Math.abs(got);
        double difference = Math.abs(wanted - got);
        if (wanted == 0 || got == 0 || sum < Double.MIN_NORMAL) {
            return difference < EPSILON * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < EPSILON;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /// The store, noticing reads of series that it cannot hold.
    private MetricStore watched() {
        return new MetricStore() {
            @Override
            public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
                touchedForeign |=
                        foreign.stream().anyMatch(labels -> Matcher.all(matchers, labels));
                return store.select(matchers, range, hints);
            }

            @Override
            public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
                return store.exemplars(matchers, range);
            }

            @Override
            public List<MetricMetadata> metadata() {
                return store.metadata();
            }
        };
    }
}
