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

/// Binary operators between two vectors. Series meet whose signatures are equal; who meets whom is
/// found from the label sets once, the rules of cardinality are checked at every step.
final class VectorMatching {
    private final Evaluator evaluator;
    private final Expr.Binary binary;
    private final Matching matching;
    private final int steps;
    private final Signature signature;

    VectorMatching(Evaluator evaluator, Expr.Binary binary) {
        this.evaluator = evaluator;
        this.binary = binary;
        this.matching = binary.matching();
        this.steps = evaluator.steps().count();
        this.signature = Signature.of(matching);
    }

    Rows rows() {
        return switch (binary.operator()) {
            case AND -> new SetOperations(evaluator, binary).kept(true);
            case UNLESS -> new SetOperations(evaluator, binary).kept(false);
            case OR -> new SetOperations(evaluator, binary).union();
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> joined();
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2 -> joined();
        };
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
        return new Join(
                        binary,
                        many,
                        one,
                        partners,
                        steps,
                        evaluator.scope().options().delayedNameRemoval())
                .rows();
    }

    private Map<Labels, List<Integer>> partners(Table one) {
        Map<Labels, List<Integer>> partners = new HashMap<>(); // lookup only
        for (int row = 0; row < one.size(); row++) {
            partners.computeIfAbsent(signature.of(one.labels(row)), _ -> new ArrayList<>())
                    .add(row);
        }
        return partners;
    }

    private void refuseDuplicates(Table one, Table many, Map<Labels, List<Integer>> partners) {
        var checked = new HashSet<Labels>(); // lookup only
        boolean[] anything = new boolean[0];
        for (int row = 0; row < one.size(); row++) {
            var common = signature.of(one.labels(row));
            var same = partners.getOrDefault(common, List.of());
            if (same.size() < 2 || !checked.add(common)) {
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
                    throw duplicate(common, there);
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

    private QueryError duplicate(Labels common, List<String> metrics) {
        var side = matching.many() == Side.RIGHT ? "left" : "right";
        return new QueryError(
                QueryError.Kind.EXECUTION,
                "found duplicate series for the match group "
                        + common
                        + " on the "
                        + side
                        + " hand-side of the operation: ["
                        + String.join(", ", metrics.subList(0, 2))
                        + "];many-to-many matching not allowed: matching labels must be unique on"
                        + " one side");
    }
}
