// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.logql.Expr.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Evaluates metric expressions at all steps at once, rows in label order.
final class Evaluator {
    private final LogStore store;
    private final Steps steps;
    private final Budget budget;

    Evaluator(LogStore store, Steps steps, Budget budget) {
        this.store = store;
        this.steps = steps;
        this.budget = budget;
    }

    Value.Vector vector(Expr expr) {
        var rows = new ArrayList<>(rows(expr));
        if (expr instanceof Expr.VectorAggregation sort) {
            if (sort.operator() == VectorOperator.SORT) {
                rows.sort(VectorAggregations.byValue(0, false));
            } else if (sort.operator() == VectorOperator.SORT_DESC) {
                rows.sort(VectorAggregations.byValue(0, true));
            }
        }
        var samples =
                rows.stream().map(row -> new Value.Sample(row.labels, row.values[0])).toList();
        return new Value.Vector(steps.millis(0), samples);
    }

    Value.Matrix matrix(Expr expr) {
        return new Value.Matrix(rows(expr).stream().map(this::series).toList());
    }

    private Value.Series series(Row row) {
        int count = 0;
        for (boolean present : row.present) {
            count += present ? 1 : 0;
        }
        var times = new long[count];
        var values = new double[count];
        int next = 0;
        for (int i = 0; i < steps.count(); i++) {
            if (row.present[i]) {
                times[next] = steps.millis(i);
                values[next++] = row.values[i];
            }
        }
        return new Value.Series(row.labels, times, values);
    }

    private List<Row> rows(Expr expr) {
        var rows =
                switch (expr) {
                    case Expr.Log _ -> throw new IllegalArgumentException("a log query has lines");
                    case Expr.Literal literal -> constant(literal.value());
                    case Expr.Vector vector -> constant(vector.value());
                    case Expr.RangeAggregation range -> range(range, Optional.empty());
                    case Expr.VectorAggregation vector ->
                            VectorAggregations.evaluate(vector, operand(vector), steps.count());
                    case Expr.LabelReplace replace ->
                            LabelReplacement.evaluate(
                                    replace, rows(replace.inner()), steps.count());
                    case Expr.Binary binary -> binary(binary);
                };
        budget.charge((long) rows.size() * steps.count());
        return rows;
    }

    private List<Row> constant(double value) {
        return steps.count() == 0
                ? List.of()
                : List.of(Row.constant(Labels.EMPTY, steps.count(), value));
    }

    private List<Row> range(Expr.RangeAggregation range, Optional<Grouping> grouping) {
        return new RangeAggregations(store, steps, budget, range, grouping).evaluate();
    }

    /// A sum puts its grouping into the function below it, so that series are never made that it
    /// would only add up again.
    private List<Row> operand(Expr.VectorAggregation vector) {
        boolean pushes =
                vector.operator() == VectorOperator.SUM
                        && vector.inner() instanceof Expr.RangeAggregation range
                        && range.function().sumsUp();
        return pushes
                ? range(
                        (Expr.RangeAggregation) vector.inner(),
                        Optional.of(vector.grouping().orElse(new Grouping(false, List.of()))))
                : rows(vector.inner());
    }

    private List<Row> binary(Expr.Binary binary) {
        var operations = new BinaryOperations(binary, steps.count());
        if (binary.left() instanceof Expr.Literal literal) {
            return operations.withNumber(rows(binary.right()), literal.value(), true);
        }
        if (binary.right() instanceof Expr.Literal literal) {
            return operations.withNumber(rows(binary.left()), literal.value(), false);
        }
        return operations.between(rows(binary.left()), rows(binary.right()));
    }
}
