// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Evaluated rows to the values that a caller gets.
final class Results {
    private Results() {}

    /// Samples of an instant query: in label order, unless the expression puts them in another.
    static Value samples(Expr expr, Rows rows, long timeMillis) {
        var finished = Relabelled.finished(rows, 1);
        var samples = new ArrayList<Value.Sample>();
        var values = new double[1];
        for (int row = 0; row < finished.size(); row++) {
            finished.fill(row, values);
            if (!Rows.isAbsent(values[0])) {
                samples.add(new Value.Sample(finished.labels(row), timeMillis, values[0]));
            }
        }
        if (!isRanked(expr.bare())) {
            samples.sort(Comparator.comparing(Value.Sample::labels));
        }
        return new Value.Vector(samples);
    }

    private static boolean isRanked(Expr expr) {
        return switch (expr) {
            case Expr.Call call -> call.function().body() instanceof Function.Sorted;
            case Expr.Aggregate aggregate ->
                    aggregate.aggregation() == Aggregation.TOPK
                            || aggregate.aggregation() == Aggregation.BOTTOMK;
            case Expr.Query _, Expr.Literal _, Expr.Text _, Expr.Selector _, Expr.Range _ -> false;
            case Expr.Subquery _, Expr.Paren _, Expr.Unary _, Expr.Binary _ -> false;
        };
    }

    /// Series of a range query in label order; steps without a value are left out.
    static Value series(Rows rows, Steps steps) {
        var finished = Relabelled.finished(rows, steps.count());
        var series = new ArrayList<Value.Series>();
        var values = new double[steps.count()];
        for (int row = 0; row < finished.size(); row++) {
            finished.fill(row, values);
            compact(finished.labels(row), values, steps).ifPresent(series::add);
        }
        series.sort(Comparator.comparing(Value.Series::labels));
        return new Value.Matrix(series);
    }

    private static Optional<Value.Series> compact(Labels labels, double[] values, Steps steps) {
        int count = 0;
        for (double value : values) {
            count += Rows.isAbsent(value) ? 0 : 1;
        }
        if (count == 0) {
            return Optional.empty();
        }
        var times = new long[count];
        var present = new double[count];
        int next = 0;
        for (int step = 0; step < values.length; step++) {
            if (!Rows.isAbsent(values[step])) {
                times[next] = steps.at(step);
                present[next++] = values[step];
            }
        }
        return Optional.of(new Value.Series(labels, times, present));
    }

    /// The samples in the only window of an instant query.
    static Value rawSamples(RangeVector range) {
        var series = new ArrayList<Value.Series>();
        long end = range.ends()[0];
        for (int row = 0; row < range.rows().size(); row++) {
            var samples = range.rows().samples(row);
            int from = 0;
            int to = samples.size();
            while (to > 0 && samples.timesMillis()[to - 1] > end) {
                to--;
            }
            while (from < to && samples.timesMillis()[from] <= end - range.rangeMillis()) {
                from++;
            }
            if (from < to) {
                series.add(
                        new Value.Series(
                                range.rows().labels(row),
                                Arrays.copyOfRange(samples.timesMillis(), from, to),
                                Arrays.copyOfRange(samples.values(), from, to)));
            }
        }
        series.sort(Comparator.comparing(Value.Series::labels));
        return new Value.Matrix(series);
    }
}
