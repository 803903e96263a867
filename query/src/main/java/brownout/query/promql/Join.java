// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.promql.Expr.Side;
import brownout.query.syntax.QueryError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The pairing loop of arithmetic and comparisons: each row of the many side (left, unless
/// `group_right`) with its partners on the one side, step by step.
final class Join {
    private final Expr.Binary binary;
    private final Signature signature;
    private final Table many;
    private final Table one;
    private final Map<Labels, List<Integer>> partners;
    private final int steps;
    private final boolean filter;
    private final boolean swapped;
    private final boolean marked; // the metric name goes at the end of the query
    private final Table result;
    private final Map<Labels, boolean[]> matched = new HashMap<>(); // lookup only

    Join(
            Expr.Binary binary,
            Table many,
            Table one,
            Map<Labels, List<Integer>> partners,
            int steps,
            boolean delayedNameRemoval) {
        this.binary = binary;
        this.signature = Signature.of(binary.matching());
        this.many = many;
        this.one = one;
        this.partners = partners;
        this.steps = steps;
        this.filter = binary.operator().isComparison() && !binary.bool();
        this.swapped = binary.matching().many() == Side.RIGHT;
        this.marked = binary.bool() && delayedNameRemoval;
        this.result = new Table(steps);
    }

    Rows rows() {
        for (int row = 0; row < many.size(); row++) {
            var common = signature.of(many.labels(row));
            for (int partner : partners.getOrDefault(common, List.of())) {
                pair(row, partner, common);
            }
        }
        return result;
    }

    private void pair(int row, int partner, Labels common) {
        boolean drops = marked || (filter && many.dropsName(row));
        var labels = labels(many.labels(row), one.labels(partner));
        var out = result.row(labels, drops);
        var taken = matched.computeIfAbsent(key(common, labels), _ -> new boolean[steps]);
        for (int step = 0; step < steps; step++) {
            double manyValue = many.values(row)[step];
            double oneValue = one.values(partner)[step];
            if (Rows.isAbsent(manyValue) || Rows.isAbsent(oneValue)) {
                continue;
            }
            if (taken[step]) {
                throw new QueryError(QueryError.Kind.EXECUTION, message());
            }
            taken[step] = true;
            double left = swapped ? oneValue : manyValue;
            double right = swapped ? manyValue : oneValue;
            out[step] = value(left, right);
        }
    }

    private double value(double left, double right) {
        if (filter) {
            return binary.operator().holds(left, right) ? left : Rows.ABSENT;
        }
        return binary.operator().apply(left, right);
    }

    /// One-to-one: a signature matches once; else a result label set comes up once.
    private Labels key(Labels common, Labels resultLabels) {
        return binary.matching().many() == Side.NONE ? common : resultLabels;
    }

    private String message() {
        return binary.matching().many() == Side.NONE
                ? "multiple matches for labels: many-to-one matching must be explicit"
                        + " (group_left/group_right)"
                : "multiple matches for labels: grouping labels must ensure unique matches";
    }

    /// The labels of the many side, with what `group_left` includes from the other; without metric name
    /// where the operator makes another quantity.
    private Labels labels(Labels manyLabels, Labels oneLabels) {
        boolean keepsName = filter || (binary.operator().isComparison() && marked);
        var labels = keepsName ? manyLabels : manyLabels.without(Labels.NAME);
        if (binary.matching().many() == Side.NONE) {
            labels = signature.kept(labels);
        }
        for (var included : binary.matching().include()) {
            labels = labels.with(included, oneLabels.get(included));
        }
        return labels;
    }
}
