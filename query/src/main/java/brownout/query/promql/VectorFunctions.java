// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.ArrayList;

/// Bodies of functions of instant vectors and scalars.
final class VectorFunctions {
    private VectorFunctions() {}

    /// The evaluation time of each step, in seconds.
    static double[] time(Evaluator evaluator) {
        var times = new double[evaluator.steps().count()];
        for (int step = 0; step < times.length; step++) {
            times[step] = evaluator.steps().at(step) / 1000.0;
        }
        return times;
    }

    static Rows round(Evaluator evaluator, Expr.Call call) {
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

    static Rows clamp(Evaluator evaluator, Expr.Call call) {
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

    static Rows clampMin(Evaluator evaluator, Expr.Call call) {
        var min = evaluator.scalar(call.args().get(1));
        return perStep(evaluator, call, (value, step) -> Math.max(min[step], value));
    }

    static Rows clampMax(Evaluator evaluator, Expr.Call call) {
        var max = evaluator.scalar(call.args().get(1));
        return perStep(evaluator, call, (value, step) -> Math.min(max[step], value));
    }

    /// The sample's own time for a selector, the evaluation time for anything else.
    static Rows timestamp(Evaluator evaluator, Expr.Call call) {
        var argument = call.args().getFirst();
        if (argument.bare() instanceof Expr.Selector selector) {
            return evaluator.nameless(evaluator.sampleTimes(selector));
        }
        var times = time(evaluator);
        return perStep(evaluator, call, (_, step) -> times[step]);
    }

    static Rows vector(Evaluator evaluator, Expr.Call call) {
        return Table.single(evaluator.scalar(call.args().getFirst()));
    }

    static double[] scalar(Evaluator evaluator, Expr.Call call) {
        var rows = evaluator.vector(call.args().getFirst());
        int steps = evaluator.steps().count();
        var values = Rows.absent(steps);
        var several = new boolean[steps];
        var scratch = new double[steps];
        for (int row = 0; row < rows.size(); row++) {
            rows.fill(row, scratch);
            for (int step = 0; step < steps; step++) {
                if (!Rows.isAbsent(scratch[step])) {
                    several[step] |= !Rows.isAbsent(values[step]);
                    values[step] = scratch[step];
                }
            }
        }
        for (int step = 0; step < steps; step++) {
            values[step] = several[step] || Rows.isAbsent(values[step]) ? Double.NaN : values[step];
        }
        return values;
    }

    /// Ordered by value, NaN last. A range query is always ordered by labels, and says so.
    static Rows sorted(Evaluator evaluator, Expr.Call call, boolean falling) {
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
        return evaluator.steps().count() == 1 ? ordered(Table.of(rows, 1), falling) : rows;
    }

    private static Table ordered(Table table, boolean falling) {
        var order = new ArrayList<Integer>();
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
