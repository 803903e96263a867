// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static brownout.query.promql.ValueType.MATRIX;
import static brownout.query.promql.ValueType.SCALAR;
import static brownout.query.promql.ValueType.STRING;
import static brownout.query.promql.ValueType.VECTOR;

import brownout.query.data.MetricStore.Samples;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// The functions of PromQL, one row each: name, signature, documentation, body. Parser, type check,
/// evaluator and completion read this table. Source: Prometheus docs, "Query functions".
public final class Functions {
    /// Functions of Prometheus that this version refuses by name.
    static final Set<String> REFUSED =
            Set.of(
                    "double_exponential_smoothing",
                    "end",
                    "histogram_avg",
                    "histogram_count",
                    "histogram_quantiles",
                    "histogram_stddev",
                    "histogram_stdvar",
                    "histogram_sum",
                    "info",
                    "mad_over_time",
                    "max_of",
                    "min_of",
                    "range",
                    "sort_by_label",
                    "sort_by_label_desc",
                    "start",
                    "start_timestamp",
                    "step",
                    "ts_of_first_over_time",
                    "ts_of_last_over_time",
                    "ts_of_max_over_time",
                    "ts_of_min_over_time");

    private static final double LN2 = StrictMath.log(2);

    private static final Map<String, Function> TABLE =
            table(
                    counter(
                            "rate",
                            "increase per second, extrapolated to the window",
                            RangeFunctions::rate),
                    counter(
                            "increase",
                            "increase, extrapolated to the window",
                            RangeFunctions::increase),
                    counter(
                            "irate",
                            "increase per second of the last two samples",
                            RangeFunctions::irate),
                    counter("resets", "number of falls in value", RangeFunctions::resets),
                    over(
                            "delta",
                            "difference of a gauge, extrapolated to the window",
                            RangeFunctions::delta),
                    over("idelta", "difference of the last two samples", RangeFunctions::idelta),
                    over("changes", "number of changes of value", RangeFunctions::changes),
                    over(
                            "deriv",
                            "slope per second of the least-squares line",
                            RangeFunctions::derivative),
                    overWith(
                            "predict_linear",
                            MATRIX,
                            SCALAR,
                            "value of the least-squares line, seconds ahead",
                            RangeFunctions::predictLinear),
                    over("avg_over_time", "mean of the samples", RangeFunctions::average),
                    over("sum_over_time", "sum of the samples", RangeFunctions::sum),
                    over("min_over_time", "smallest sample", RangeFunctions::min),
                    over("max_over_time", "largest sample", RangeFunctions::max),
                    over("count_over_time", "number of samples", RangeFunctions::count),
                    over("present_over_time", "1 where there is a sample", RangeFunctions::present),
                    over(
                            "stddev_over_time",
                            "population standard deviation",
                            RangeFunctions::deviation),
                    over("stdvar_over_time", "population variance", RangeFunctions::variance),
                    overWith(
                            "quantile_over_time",
                            SCALAR,
                            MATRIX,
                            "interpolated quantile of the samples",
                            RangeFunctions::quantile),
                    named("last_over_time", "newest sample", Window::last),
                    named("first_over_time", "oldest sample", Window::first),
                    vector(
                            "absent_over_time",
                            List.of(MATRIX),
                            "1 where no series has a sample",
                            Absence::absentOverTime),
                    vector(
                            "absent",
                            List.of(VECTOR),
                            "1 where there is no series",
                            Absence::absent),
                    each("abs", "absolute value", Math::abs),
                    each("ceil", "rounded up", Math::ceil),
                    each("floor", "rounded down", Math::floor),
                    each("exp", "e to the power of the value", StrictMath::exp),
                    each("ln", "natural logarithm", StrictMath::log),
                    each("log2", "binary logarithm", Functions::log2),
                    each("log10", "decimal logarithm", StrictMath::log10),
                    each("sqrt", "square root", Math::sqrt),
                    each("sgn", "-1, 0 or 1; NaN stays", Math::signum),
                    each("deg", "radians to degrees", value -> value * 180 / Math.PI),
                    each("rad", "degrees to radians", value -> value * Math.PI / 180),
                    each("sin", "sine", StrictMath::sin),
                    each("cos", "cosine", StrictMath::cos),
                    each("tan", "tangent", StrictMath::tan),
                    each("asin", "arc sine", StrictMath::asin),
                    each("acos", "arc cosine", StrictMath::acos),
                    each("atan", "arc tangent", StrictMath::atan),
                    each("sinh", "hyperbolic sine", StrictMath::sinh),
                    each("cosh", "hyperbolic cosine", StrictMath::cosh),
                    each("tanh", "hyperbolic tangent", StrictMath::tanh),
                    each("asinh", "inverse hyperbolic sine", Functions::asinh),
                    each("acosh", "inverse hyperbolic cosine", Functions::acosh),
                    each("atanh", "inverse hyperbolic tangent", Functions::atanh),
                    optional(
                            "round",
                            List.of(VECTOR, SCALAR),
                            "to the nearest multiple, ties up",
                            Functions::round),
                    vector(
                            "clamp",
                            List.of(VECTOR, SCALAR, SCALAR),
                            "limited to [min, max]; empty where min > max",
                            Functions::clamp),
                    vector(
                            "clamp_min",
                            List.of(VECTOR, SCALAR),
                            "not below min",
                            Functions::clampMin),
                    vector(
                            "clamp_max",
                            List.of(VECTOR, SCALAR),
                            "not above max",
                            Functions::clampMax),
                    vector(
                            "timestamp",
                            List.of(VECTOR),
                            "time of the sample, in seconds",
                            Functions::timestamp),
                    vector(
                            "vector",
                            List.of(SCALAR),
                            "the number as a series without labels",
                            Functions::vector),
                    scalar(
                            "scalar",
                            List.of(VECTOR),
                            "value of the only series, else NaN",
                            Functions::scalar),
                    scalar(
                            "time",
                            List.of(),
                            "evaluation time in seconds",
                            (evaluator, _) -> time(evaluator)),
                    scalar(
                            "pi",
                            List.of(),
                            "3.14159…",
                            (evaluator, _) -> evaluator.constant(Math.PI)),
                    optional(
                            "minute",
                            List.of(VECTOR),
                            "minute of the hour, UTC",
                            Dates.part(t -> t.getMinute())),
                    optional(
                            "hour",
                            List.of(VECTOR),
                            "hour of the day, UTC",
                            Dates.part(t -> t.getHour())),
                    optional(
                            "day_of_week",
                            List.of(VECTOR),
                            "0 is Sunday, UTC",
                            Dates.part(t -> t.getDayOfWeek().getValue() % 7)),
                    optional(
                            "day_of_month",
                            List.of(VECTOR),
                            "1 to 31, UTC",
                            Dates.part(t -> t.getDayOfMonth())),
                    optional(
                            "day_of_year",
                            List.of(VECTOR),
                            "1 to 366, UTC",
                            Dates.part(t -> t.getDayOfYear())),
                    optional(
                            "days_in_month",
                            List.of(VECTOR),
                            "28 to 31, UTC",
                            Dates.part(t -> t.toLocalDate().lengthOfMonth())),
                    optional(
                            "month",
                            List.of(VECTOR),
                            "1 to 12, UTC",
                            Dates.part(t -> t.getMonthValue())),
                    optional("year", List.of(VECTOR), "year, UTC", Dates.part(t -> t.getYear())),
                    vector(
                            "histogram_quantile",
                            List.of(SCALAR, VECTOR),
                            "quantile from the buckets of histograms",
                            Histograms::quantile),
                    vector(
                            "histogram_fraction",
                            List.of(SCALAR, SCALAR, VECTOR),
                            "share of observations between two values",
                            Histograms::fraction),
                    vector(
                            "label_replace",
                            List.of(VECTOR, STRING, STRING, STRING, STRING),
                            "a label set from a match on another",
                            LabelFunctions::replace),
                    variadic(
                            "label_join",
                            List.of(VECTOR, STRING, STRING, STRING),
                            "a label set from several others",
                            LabelFunctions::join),
                    vector(
                            "sort",
                            List.of(VECTOR),
                            "by value, rising; instant queries only",
                            (e, c) -> sorted(e, c, false)),
                    vector(
                            "sort_desc",
                            List.of(VECTOR),
                            "by value, falling; instant queries only",
                            (e, c) -> sorted(e, c, true)));

    private Functions() {}

    public static Optional<Function> get(String name) {
        return Optional.ofNullable(TABLE.get(name));
    }

    /// Every function that is evaluated, in the order of the table.
    public static Collection<Function> all() {
        return TABLE.values();
    }

    /// A hint with the name that was probably meant, or nothing.
    static String suggestion(String name) {
        var lower = name.toLowerCase(java.util.Locale.ROOT);
        return TABLE.keySet().stream()
                .filter(known -> known.equals(lower) || oneAway(known, lower))
                .findFirst()
                .map(known -> "Did you mean " + known + "?")
                .orElse("");
    }

    /// Whether one added, missing or changed character makes the two equal.
    private static boolean oneAway(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        int start = 0;
        int most = Math.min(a.length(), b.length());
        while (start < most && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int skipA = a.length() >= b.length() ? 1 : 0;
        int skipB = b.length() >= a.length() ? 1 : 0;
        return a.substring(start + skipA).equals(b.substring(start + skipB));
    }

    private static Map<String, Function> table(Function... rows) {
        var table = new LinkedHashMap<String, Function>();
        for (var row : rows) {
            table.put(row.name(), row);
        }
        return Collections.unmodifiableMap(table);
    }

    private static Function counter(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, true);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function over(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, false);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function named(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, true, false);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function overWith(
            String name, ValueType first, ValueType second, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, false);
        return new Function(name, List.of(first, second), 0, false, VECTOR, doc, over);
    }

    private static Function each(String name, String doc, DoubleUnaryOperator map) {
        return new Function(name, List.of(VECTOR), 0, false, VECTOR, doc, new Function.Each(map));
    }

    private static Function vector(
            String name, List<ValueType> parameters, String doc, Function.VectorBody body) {
        return new Function(name, parameters, 0, false, VECTOR, doc, new Function.Vectors(body));
    }

    private static Function optional(
            String name, List<ValueType> parameters, String doc, Function.VectorBody body) {
        return new Function(name, parameters, 1, false, VECTOR, doc, new Function.Vectors(body));
    }

    private static Function variadic(
            String name, List<ValueType> parameters, String doc, Function.VectorBody body) {
        return new Function(name, parameters, 1, true, VECTOR, doc, new Function.Vectors(body));
    }

    private static Function scalar(
            String name, List<ValueType> parameters, String doc, Function.ScalarBody body) {
        return new Function(name, parameters, 0, false, SCALAR, doc, new Function.Scalars(body));
    }

    /// Exact for powers of two, unlike the quotient of two logarithms.
    private static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return StrictMath.log(value);
        }
        int exponent = Math.getExponent(value);
        double fraction = value / Math.scalb(1.0, exponent);
        return exponent < Double.MIN_EXPONENT
                ? StrictMath.log(value) / LN2
                : exponent + StrictMath.log(fraction) / LN2;
    }

    private static double asinh(double value) {
        double size = Math.abs(value);
        double result =
                size > 0x1p28
                        ? StrictMath.log(size) + LN2
                        : StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    private static double acosh(double value) {
        if (value > 0x1p28) {
            return StrictMath.log(value) + LN2;
        }
        double above = value - 1;
        return StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
    }

    private static double atanh(double value) {
        return 0.5 * StrictMath.log1p(2 * value / (1 - value));
    }

    static double[] time(Evaluator evaluator) {
        var times = new double[evaluator.steps().count()];
        for (int step = 0; step < times.length; step++) {
            times[step] = evaluator.steps().at(step) / 1000.0;
        }
        return times;
    }

    private static Rows round(Evaluator evaluator, Expr.Call call) {
        var nearest =
                call.args().size() == 2
                        ? evaluator.scalar(call.args().get(1))
                        : evaluator.constant(1);
        return perStep(
                evaluator,
                call,
                (value, step) -> {
                    double inverse = 1 / nearest[step];
                    return Math.floor(value * inverse + 0.5) / inverse;
                });
    }

    private static Rows perStep(Evaluator evaluator, Expr.Call call, Mapped.Body body) {
        var rows = evaluator.vector(call.args().getFirst());
        return evaluator.nameless(new Mapped(rows, evaluator.steps().count(), body));
    }

    private static Rows clamp(Evaluator evaluator, Expr.Call call) {
        var min = evaluator.scalar(call.args().get(1));
        var max = evaluator.scalar(call.args().get(2));
        return perStep(
                evaluator,
                call,
                (value, step) ->
                        min[step] > max[step]
                                ? Rows.ABSENT
                                : Math.max(min[step], Math.min(max[step], value)));
    }

    private static Rows clampMin(Evaluator evaluator, Expr.Call call) {
        var min = evaluator.scalar(call.args().get(1));
        return perStep(evaluator, call, (value, step) -> Math.max(min[step], value));
    }

    private static Rows clampMax(Evaluator evaluator, Expr.Call call) {
        var max = evaluator.scalar(call.args().get(1));
        return perStep(evaluator, call, (value, step) -> Math.min(max[step], value));
    }

    /// The sample's own time for a selector, the evaluation time for anything else.
    private static Rows timestamp(Evaluator evaluator, Expr.Call call) {
        var argument = call.args().getFirst();
        if (argument.bare() instanceof Expr.Selector selector) {
            return evaluator.nameless(evaluator.sampleTimes(selector));
        }
        var times = time(evaluator);
        return perStep(evaluator, call, (_, step) -> times[step]);
    }

    private static Rows vector(Evaluator evaluator, Expr.Call call) {
        return Table.single(evaluator.scalar(call.args().getFirst()));
    }

    private static double[] scalar(Evaluator evaluator, Expr.Call call) {
        var rows = evaluator.vector(call.args().getFirst());
        int steps = evaluator.steps().count();
        var values = Rows.absent(steps);
        var several = new boolean[steps];
        var scratch = new double[steps];
        for (int row = 0; row < rows.size(); row++) {
            rows.fill(row, scratch);
            for (int step = 0; step < steps; step++) {
                if (!Samples.isStale(scratch[step])) {
                    several[step] |= !Samples.isStale(values[step]);
                    values[step] = scratch[step];
                }
            }
        }
        for (int step = 0; step < steps; step++) {
            values[step] = several[step] || Rows.isAbsent(values[step]) ? Double.NaN : values[step];
        }
        return values;
    }

    private static Rows sorted(Evaluator evaluator, Expr.Call call, boolean falling) {
        var rows = evaluator.vector(call.args().getFirst());
        if (!evaluator.scope().instant()) {
            evaluator
                    .notes()
                    .warn(
                            "sort is ineffective for range queries since results are always"
                                    + " ordered by labels",
                            call.pos());
            return rows;
        }
        if (evaluator.steps().count() != 1) {
            return rows;
        }
        var table = Table.of(rows, 1);
        var order = new java.util.ArrayList<Integer>();
        for (int row = 0; row < table.size(); row++) {
            order.add(row);
        }
        order.sort(TopK.order(table, 0, falling));
        var result = new Table(1);
        for (int row : order) {
            result.add(table.labels(row), table.dropsName(row), table.values(row));
        }
        return result;
    }
}
