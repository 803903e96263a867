// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static brownout.query.promql.ValueType.MATRIX;
import static brownout.query.promql.ValueType.SCALAR;
import static brownout.query.promql.ValueType.STRING;
import static brownout.query.promql.ValueType.VECTOR;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
                    ahead(
                            "predict_linear",
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
                    quantile(
                            "quantile_over_time",
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
                    each("log2", "binary logarithm", MathFunctions::log2),
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
                    each("asinh", "inverse hyperbolic sine", MathFunctions::asinh),
                    each("acosh", "inverse hyperbolic cosine", MathFunctions::acosh),
                    each("atanh", "inverse hyperbolic tangent", MathFunctions::atanh),
                    optional(
                            "round",
                            List.of(VECTOR, SCALAR),
                            "to the nearest multiple, ties up",
                            VectorFunctions::round),
                    vector(
                            "clamp",
                            List.of(VECTOR, SCALAR, SCALAR),
                            "limited to [min, max]; empty where min > max",
                            VectorFunctions::clamp),
                    vector(
                            "clamp_min",
                            List.of(VECTOR, SCALAR),
                            "not below min",
                            VectorFunctions::clampMin),
                    vector(
                            "clamp_max",
                            List.of(VECTOR, SCALAR),
                            "not above max",
                            VectorFunctions::clampMax),
                    vector(
                            "timestamp",
                            List.of(VECTOR),
                            "time of the sample, in seconds",
                            VectorFunctions::timestamp),
                    vector(
                            "vector",
                            List.of(SCALAR),
                            "the number as a series without labels",
                            VectorFunctions::vector),
                    scalar(
                            "scalar",
                            List.of(VECTOR),
                            "value of the only series, else NaN",
                            VectorFunctions::scalar),
                    scalar(
                            "time",
                            List.of(),
                            "evaluation time in seconds",
                            (evaluator, _) -> VectorFunctions.time(evaluator)),
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
                    sorted("sort", "by value, rising; instant queries only", false),
                    sorted("sort_desc", "by value, falling; instant queries only", true));

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
        var lower = name.toLowerCase(Locale.ROOT);
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
        var over = new Function.OverWindow(body, false, Function.Check.COUNTER);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function over(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, Function.Check.NONE);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function named(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, true, Function.Check.NONE);
        return new Function(name, List.of(MATRIX), 0, false, VECTOR, doc, over);
    }

    private static Function ahead(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, Function.Check.NONE);
        return new Function(name, List.of(MATRIX, SCALAR), 0, false, VECTOR, doc, over);
    }

    private static Function quantile(String name, String doc, Window.Body body) {
        var over = new Function.OverWindow(body, false, Function.Check.QUANTILE);
        return new Function(name, List.of(SCALAR, MATRIX), 0, false, VECTOR, doc, over);
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

    private static Function sorted(String name, String doc, boolean falling) {
        return new Function(
                name, List.of(VECTOR), 0, false, VECTOR, doc, new Function.Sorted(falling));
    }

    private static Function scalar(
            String name, List<ValueType> parameters, String doc, Function.ScalarBody body) {
        return new Function(name, parameters, 0, false, SCALAR, doc, new Function.Scalars(body));
    }
}
