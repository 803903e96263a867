// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.logql.Expr.Grouping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Aggregations over series, step by step. Rows come and go in label order.
final class VectorAggregations {
    private VectorAggregations() {}

    static List<Row> evaluate(Expr.VectorAggregation expr, List<Row> rows, int steps) {
        return switch (expr.operator()) {
            case SORT, SORT_DESC -> rows;
            case TOPK, BOTTOMK, APPROX_TOPK -> select(expr, rows, steps);
            case SUM, AVG, MIN, MAX, COUNT, STDDEV, STDVAR -> combine(expr, rows, steps);
        };
    }

    private static Map<Labels, List<Row>> groups(Optional<Grouping> grouping, List<Row> rows) {
        var groups = new LinkedHashMap<Labels, List<Row>>();
        for (var row : rows) {
            groups.computeIfAbsent(group(grouping, row.labels), _ -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    private static Labels group(Optional<Grouping> grouping, Labels labels) {
        if (grouping.isEmpty()) {
            return Labels.EMPTY;
        }
        boolean without = grouping.get().without();
        var names = grouping.get().names();
        return labels.keepNames(name -> names.contains(name) != without);
    }

    private static List<Row> combine(Expr.VectorAggregation expr, List<Row> rows, int steps) {
        var results = new Rows(steps);
        groups(expr.grouping(), rows)
                .forEach((labels, group) -> {
                    var result = results.at(labels);
                    var members = new Window();
                    for (int step = 0; step < steps; step++) {
                        members.size = 0;
                        for (var row : group) {
                            if (row.present[step]) {
                                members.add(0, row.values[step]);
                            }
                        }
                        if (members.size > 0) {
                            result.set(step, combined(expr.operator(), members));
                        }
                    }
                });
        return results.list();
    }

    private static double combined(VectorOperator operator, Window members) {
        int size = members.size;
        return switch (operator) {
            case SUM -> members.sum(0, size);
            case AVG -> members.sum(0, size) / size;
            case MIN -> members.min(0, size);
            case MAX -> members.max(0, size);
            case COUNT -> size;
            case STDVAR -> members.variance(0, size);
            case STDDEV -> Math.sqrt(members.variance(0, size));
            case TOPK, BOTTOMK, APPROX_TOPK, SORT, SORT_DESC ->
                    throw new IllegalStateException(operator + " keeps series");
        };
    }

    /// Keeps the `count` largest or smallest of each group at each step; of equal ones the first.
    private static List<Row> select(Expr.VectorAggregation expr, List<Row> rows, int steps) {
        boolean largest = expr.operator() != VectorOperator.BOTTOMK;
        var results = new Rows(steps);
        for (var group : groups(expr.grouping(), rows).values()) {
            for (int step = 0; step < steps; step++) {
                int at = step;
                group.stream()
                        .filter(row -> row.present[at])
                        .sorted(byValue(at, largest))
                        .limit(expr.count())
                        .forEach(row -> results.at(row.labels).set(at, row.values[at]));
            }
        }
        return results.list();
    }

    /// Order of values at a step, NaN last either way.
    static Comparator<Row> byValue(int step, boolean descending) {
        return (left, right) -> {
            double a = left.values[step];
            double b = right.values[step];
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
            }
            int order = a < b ? -1 : a > b ? 1 : 0;
            return descending ? -order : order;
        };
    }
}
