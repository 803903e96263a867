// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import brownout.query.logql.Expr.Binary;
import brownout.query.logql.Expr.Cardinality;
import brownout.query.logql.Expr.VectorMatching;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Operators between series. Which series meet is found once from their labels; whether they meet is
/// decided at each step by who has a value there.
final class BinaryOperations {
    private static final VectorMatching ALL_LABELS =
            new VectorMatching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    private final Binary expr;
    private final VectorMatching matching;
    private final int steps;

    BinaryOperations(Binary expr, int steps) {
        this.expr = expr;
        this.matching = expr.matching().orElse(ALL_LABELS);
        this.steps = steps;
    }

    /// Applies a number to each value. A comparison that is not `bool` keeps the value of the series
    /// where it holds.
    List<Row> withNumber(List<Row> rows, double number, boolean numberFirst) {
        boolean filters = expr.operator().isComparison() && !expr.bool();
        var results = new ArrayList<Row>();
        for (var row : rows) {
            var result = new Row(row.labels, steps);
            for (int i = 0; i < steps; i++) {
                if (!row.present[i]) {
                    continue;
                }
                double value =
                        numberFirst
                                ? expr.operator().apply(number, row.values[i])
                                : expr.operator().apply(row.values[i], number);
                if (!filters) {
                    result.set(i, value);
                } else if (value == 1) {
                    result.set(i, row.values[i]);
                }
            }
            if (!result.isEmpty()) {
                results.add(result);
            }
        }
        return results;
    }

    List<Row> between(List<Row> left, List<Row> right) {
        return switch (expr.operator()) {
            case AND, UNLESS -> filtered(left, right, expr.operator() == BinaryOperator.AND);
            case OR -> either(left, right);
            case EQUAL,
                    NOT_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    POWER ->
                    matching.cardinality() == Cardinality.ONE_TO_MANY
                            ? joined(right, left, true)
                            : joined(left, right, false);
        };
    }

    private Labels signature(Labels labels) {
        return labels.keepNames(name -> matching.labels().contains(name) == matching.on());
    }

    private Map<Labels, List<Row>> bySignature(List<Row> rows) {
        var map = new LinkedHashMap<Labels, List<Row>>();
        for (var row : rows) {
            map.computeIfAbsent(signature(row.labels), _ -> new ArrayList<>()).add(row);
        }
        return map;
    }

    private static boolean anyPresent(@Nullable List<Row> rows, int step) {
        if (rows != null) {
            for (var row : rows) {
                if (row.present[step]) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Row> filtered(List<Row> left, List<Row> right, boolean wanted) {
        var partners = bySignature(right);
        var results = new Rows(steps);
        for (var row : left) {
            var met = partners.get(signature(row.labels));
            for (int i = 0; i < steps; i++) {
                if (row.present[i] && anyPresent(met, i) == wanted) {
                    results.at(row.labels).set(i, row.values[i]);
                }
            }
        }
        return results.list();
    }

    private List<Row> either(List<Row> left, List<Row> right) {
        var partners = bySignature(left);
        var results = new Rows(steps);
        for (var row : left) {
            for (int i = 0; i < steps; i++) {
                if (row.present[i]) {
                    results.at(row.labels).set(i, row.values[i]);
                }
            }
        }
        for (var row : right) {
            var met = partners.get(signature(row.labels));
            for (int i = 0; i < steps; i++) {
                if (row.present[i] && !anyPresent(met, i)) {
                    results.at(row.labels).set(i, row.values[i]);
                }
            }
        }
        return results.list();
    }

    /// `swapped` says that `many` is the right side of the operator.
    private List<Row> joined(List<Row> many, List<Row> one, boolean swapped) {
        var partners = bySignature(one);
        var results = new Rows(steps);
        for (int step = 0; step < steps; step++) {
            refuseDuplicates(partners, one, step, swapped ? "left" : "right");
            var used = new LinkedHashSet<Labels>();
            for (var row : many) {
                var partner = row.present[step] ? partner(partners, row, step) : null;
                if (partner != null) {
                    join(row, partner, step, swapped, used, results);
                }
            }
        }
        return results.list();
    }

    private @Nullable Row partner(Map<Labels, List<Row>> partners, Row row, int step) {
        var met = partners.get(signature(row.labels));
        if (met != null) {
            for (var candidate : met) {
                if (candidate.present[step]) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private void refuseDuplicates(
            Map<Labels, List<Row>> partners, List<Row> one, int step, String side) {
        if (partners.size() == one.size()) {
            return;
        }
        var seen = new LinkedHashSet<Labels>();
        for (var row : one) {
            if (row.present[step] && !seen.add(signature(row.labels))) {
                throw failure(
                        "found duplicate series on the "
                                + side
                                + " hand-side;many-to-many matching"
                                + " not allowed: matching labels must be unique on one side");
            }
        }
    }

    private void join(
            Row row, Row partner, int step, boolean swapped, Set<Labels> used, Rows results) {
        double left = swapped ? partner.values[step] : row.values[step];
        double right = swapped ? row.values[step] : partner.values[step];
        double value = expr.operator().apply(left, right);
        if (expr.operator().isComparison() && !expr.bool()) {
            if (value == 0) {
                return;
            }
            value = left;
        }
        boolean oneToOne = matching.cardinality() == Cardinality.ONE_TO_ONE;
        var labels = resultLabels(row.labels, partner.labels);
        if (!used.add(oneToOne ? signature(row.labels) : labels)) {
            throw failure(
                    oneToOne
                            ? "multiple matches for labels: many-to-one matching must be explicit"
                                    + " (group_left/group_right)"
                            : "multiple matches for labels: grouping labels must ensure unique"
                                    + " matches");
        }
        results.at(labels).set(step, value);
    }

    private Labels resultLabels(Labels many, Labels one) {
        var labels = many;
        if (matching.cardinality() == Cardinality.ONE_TO_ONE && expr.matching().isPresent()) {
            labels = signature(many);
        }
        for (var name : matching.include()) {
            labels = labels.with(name, one.get(name));
        }
        return labels;
    }

    private static QueryError failure(String message) {
        return new QueryError(QueryError.Kind.EXECUTION, message);
    }
}
