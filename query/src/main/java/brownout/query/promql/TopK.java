// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// topk and bottomk: series keep their labels and appear at the steps at which they are among the k
/// best of their group. NaN is worse than any number; of equal values the first series wins.
final class TopK {
    private final Evaluator evaluator;
    private final Expr.Aggregate aggregate;
    private final Aggregations.Groups groups;
    private final boolean largest;

    TopK(
            Evaluator evaluator,
            Expr.Aggregate aggregate,
            Aggregations.Groups groups,
            boolean largest) {
        this.evaluator = evaluator;
        this.aggregate = aggregate;
        this.groups = groups;
        this.largest = largest;
    }

    Rows rows() {
        int steps = evaluator.steps().count();
        boolean ranked = evaluator.scope().instant() && steps == 1;
        var wanted = limits();
        var input = Table.of(groups.rows(), steps);
        var chosen = new ArrayList<double[]>();
        for (int row = 0; row < input.size(); row++) {
            chosen.add(Rows.absent(steps));
        }
        var order = new ArrayList<Integer>();
        for (var members : Aggregations.members(groups)) {
            for (int step = 0; step < steps; step++) {
                var best = best(input, members, step, wanted[step]);
                for (int row : best) {
                    chosen.get(row)[step] = input.values(row)[step];
                }
                if (ranked) {
                    order.addAll(best);
                }
            }
        }
        return table(input, chosen, order);
    }

    /// With `order` only these rows, in that order; else all that were chosen at any step.
    private static Table table(Table input, List<double[]> chosen, List<Integer> order) {
        var table = new Table(chosen.isEmpty() ? 0 : chosen.getFirst().length);
        if (!order.isEmpty()) {
            for (int row : order) {
                table.add(input.labels(row), input.dropsName(row), chosen.get(row));
            }
            return table;
        }
        for (int row = 0; row < chosen.size(); row++) {
            table.add(input.labels(row), input.dropsName(row), chosen.get(row));
        }
        return table;
    }

    private List<Integer> best(Table input, List<Integer> members, int step, long wanted) {
        var present = new ArrayList<Integer>();
        for (int row : members) {
            if (!Rows.isAbsent(input.values(row)[step])) {
                present.add(row);
            }
        }
        present.sort(order(input, step, largest));
        return present.subList(0, (int) Math.min(wanted, present.size()));
    }

    /// Best first, NaN last, equal values in the order of the rows.
    static Comparator<Integer> order(Table input, int step, boolean largest) {
        return (a, b) -> {
            double first = input.values(a)[step];
            double second = input.values(b)[step];
            if (Double.isNaN(first) || Double.isNaN(second)) {
                return Boolean.compare(Double.isNaN(first), Double.isNaN(second));
            }
            if (first == second) {
                return 0;
            }
            return (first < second) == largest ? 1 : -1;
        };
    }

    private long[] limits() {
        var parameters = evaluator.scalar(aggregate.parameter().orElseThrow());
        var limits = new long[parameters.length];
        for (int step = 0; step < limits.length; step++) {
            double k = parameters[step];
            if (Double.isNaN(k)) {
                throw new QueryError(QueryError.Kind.EXECUTION, "Parameter value is NaN");
            }
            if (Math.abs(k) >= 0x1p63) {
                throw new QueryError(
                        QueryError.Kind.EXECUTION,
                        "Scalar value "
                                + GoFloat.format(k)
                                + (k > 0 ? " overflows" : " underflows")
                                + " int64");
            }
            limits[step] = Math.max(0, (long) k);
        }
        return limits;
    }
}
