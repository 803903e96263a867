// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.promql.Expr.Matching;
import brownout.query.promql.Expr.Side;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Binary operators between two vectors. Series meet whose signatures are equal; who meets whom is
/// found from the label sets once, the rules of cardinality are checked at every step.
final class VectorMatching {
    private final Evaluator evaluator;
    private final Expr.Binary binary;
    private final Matching matching;
    private final int steps;
    private final Set<String> names;

    VectorMatching(Evaluator evaluator, Expr.Binary binary) {
        this.evaluator = evaluator;
        this.binary = binary;
        this.matching = binary.matching();
        this.steps = evaluator.steps().count();
        this.names = Set.copyOf(matching.labels());
    }

    Rows rows() {
        return switch (binary.operator()) {
            case AND -> kept(true);
            case UNLESS -> kept(false);
            case OR -> union();
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> joined();
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2 -> joined();
        };
    }

    private Labels signature(Labels labels) {
        return matching.on()
                ? labels.keepNames(names::contains)
                : labels.keepNames(name -> !names.contains(name) && !name.equals(Labels.NAME));
    }

    /// The left rows at steps at which their signature is (or is not) present on the right.
    private Rows kept(boolean wanted) {
        var left = evaluator.vector(binary.left());
        var presence = new Presence();
        presence.add(evaluator.vector(binary.right()));
        var table = new Table(steps);
        for (int row = 0; row < left.size(); row++) {
            var values = new double[steps];
            left.fill(row, values);
            var there = presence.of(left.labels(row));
            for (int step = 0; step < steps; step++) {
                if (there[step] != wanted) {
                    values[step] = Rows.ABSENT;
                }
            }
            table.add(left.labels(row), left.dropsName(row), values);
        }
        return table;
    }

    /// All left rows, and the right rows at steps at which the left has nothing of their signature.
    private Rows union() {
        var left = Table.of(evaluator.vector(binary.left()), steps);
        var right = evaluator.vector(binary.right());
        var presence = new Presence();
        presence.add(left);
        var table = new Table(steps);
        for (int row = 0; row < left.size(); row++) {
            merge(table, left, row, left.values(row));
        }
        for (int row = 0; row < right.size(); row++) {
            var values = new double[steps];
            right.fill(row, values);
            var there = presence.of(right.labels(row));
            for (int step = 0; step < steps; step++) {
                if (there[step]) {
                    values[step] = Rows.ABSENT;
                }
            }
            merge(table, right, row, values);
        }
        return table;
    }

    private static void merge(Table table, Rows rows, int row, double[] values) {
        var into = table.row(rows.labels(row), rows.dropsName(row));
        for (int step = 0; step < values.length; step++) {
            if (!Rows.isAbsent(values[step])) {
                into[step] = values[step];
            }
        }
    }

    /// At which steps a signature has a value.
    private final class Presence {
        private final Map<Labels, boolean[]> bySignature = new HashMap<>();
        private final boolean[] nowhere = new boolean[steps];

        void add(Rows rows) {
            var scratch = new double[steps];
            for (int row = 0; row < rows.size(); row++) {
                rows.fill(row, scratch);
                var there =
                        bySignature.computeIfAbsent(
                                signature(rows.labels(row)), _ -> new boolean[steps]);
                for (int step = 0; step < steps; step++) {
                    there[step] |= !Rows.isAbsent(scratch[step]);
                }
            }
        }

        boolean[] of(Labels labels) {
            return bySignature.getOrDefault(signature(labels), nowhere);
        }
    }

    /// Arithmetic and comparisons: every row of the many side (left, unless `group_right`) meets at
    /// most one row of the other at each step.
    private Rows joined() {
        boolean swapped = matching.many() == Side.RIGHT;
        var left = Table.of(evaluator.vector(binary.left()), steps);
        var right = Table.of(evaluator.vector(binary.right()), steps);
        var many = swapped ? right : left;
        var one = swapped ? left : right;
        var partners = partners(one);
        refuseDuplicates(one, many, partners);
        return new Join(many, one, partners).rows();
    }

    private Map<Labels, List<Integer>> partners(Table one) {
        Map<Labels, List<Integer>> partners = new HashMap<>();
        for (int row = 0; row < one.size(); row++) {
            partners.computeIfAbsent(signature(one.labels(row)), _ -> new ArrayList<>()).add(row);
        }
        return partners;
    }

    private void refuseDuplicates(Table one, Table many, Map<Labels, List<Integer>> partners) {
        var checked = new HashSet<Labels>();
        boolean[] anything = new boolean[0];
        for (int row = 0; row < one.size(); row++) {
            var signature = signature(one.labels(row));
            var same = partners.getOrDefault(signature, List.of());
            if (same.size() < 2 || !checked.add(signature)) {
                continue;
            }
            anything = anything.length == 0 ? anything(many) : anything;
            for (int step = 0; step < steps; step++) {
                int at = step;
                var there =
                        same.stream()
                                .filter(other -> !Rows.isAbsent(one.values(other)[at]))
                                .map(other -> one.labels(other).toString())
                                .sorted()
                                .toList();
                if (there.size() > 1 && anything[step]) {
                    throw duplicate(signature, there);
                }
            }
        }
    }

    private boolean[] anything(Table table) {
        var there = new boolean[steps];
        for (int row = 0; row < table.size(); row++) {
            for (int step = 0; step < steps; step++) {
                there[step] |= !Rows.isAbsent(table.values(row)[step]);
            }
        }
        return there;
    }

    private QueryError duplicate(Labels signature, List<String> metrics) {
        var side = matching.many() == Side.RIGHT ? "left" : "right";
        return failure(
                "found duplicate series for the match group "
                        + signature
                        + " on the "
                        + side
                        + " hand-side of the operation: ["
                        + String.join(", ", metrics.subList(0, 2))
                        + "];many-to-many matching not allowed: matching labels must be unique on"
                        + " one side");
    }

    private QueryError failure(String message) {
        return new QueryError(QueryError.Kind.EXECUTION, message);
    }

    /// The pairing loop with what it must remember.
    private final class Join {
        private final Table many;
        private final Table one;
        private final Map<Labels, List<Integer>> partners;
        private final Table result = new Table(steps);
        private final Map<Labels, boolean[]> matched = new HashMap<>();

        Join(Table many, Table one, Map<Labels, List<Integer>> partners) {
            this.many = many;
            this.one = one;
            this.partners = partners;
        }

        Rows rows() {
            for (int row = 0; row < many.size(); row++) {
                var signature = signature(many.labels(row));
                for (int partner : partners.getOrDefault(signature, List.of())) {
                    pair(row, partner, signature);
                }
            }
            return result;
        }

        private void pair(int row, int partner, Labels signature) {
            boolean filter = binary.operator().isComparison() && !binary.bool();
            boolean marked = binary.bool() && evaluator.scope().options().delayedNameRemoval();
            boolean drops = marked || (filter && many.dropsName(row));
            var labels = labels(many.labels(row), one.labels(partner), marked);
            var out = result.row(labels, drops);
            var taken = matched.computeIfAbsent(key(signature, labels), _ -> new boolean[steps]);
            for (int step = 0; step < steps; step++) {
                double manyValue = many.values(row)[step];
                double oneValue = one.values(partner)[step];
                if (Rows.isAbsent(manyValue) || Rows.isAbsent(oneValue)) {
                    continue;
                }
                if (taken[step]) {
                    throw failure(message());
                }
                taken[step] = true;
                boolean swapped = matching.many() == Side.RIGHT;
                double left = swapped ? oneValue : manyValue;
                double right = swapped ? manyValue : oneValue;
                out[step] = value(filter, left, right);
            }
        }

        private double value(boolean filter, double left, double right) {
            if (filter) {
                return binary.operator().holds(left, right) ? left : Rows.ABSENT;
            }
            return binary.operator().apply(left, right);
        }

        /// One-to-one: a signature matches once; else a result label set comes up once.
        private Labels key(Labels signature, Labels resultLabels) {
            return matching.many() == Side.NONE ? signature : resultLabels;
        }

        private String message() {
            return matching.many() == Side.NONE
                    ? "multiple matches for labels: many-to-one matching must be explicit"
                            + " (group_left/group_right)"
                    : "multiple matches for labels: grouping labels must ensure unique matches";
        }
    }

    private Labels labels(Labels many, Labels one, boolean marked) {
        boolean keepName = binary.operator().isComparison() && (!binary.bool() || marked);
        var labels = keepName ? many : many.without(Labels.NAME);
        if (matching.many() == Side.NONE) {
            labels =
                    matching.on()
                            ? labels.keepNames(names::contains)
                            : labels.keepNames(name -> !names.contains(name));
        }
        for (var included : matching.include()) {
            labels = labels.with(included, one.get(included));
        }
        return labels;
    }
}
