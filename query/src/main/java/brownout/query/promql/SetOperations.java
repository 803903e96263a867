// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.HashMap;
import java.util.Map;

/// `and`, `unless` and `or`: always many-to-many, decided at each step.
final class SetOperations {
    private final Evaluator evaluator;
    private final Expr.Binary binary;
    private final Signature signature;
    private final int steps;

    SetOperations(Evaluator evaluator, Expr.Binary binary) {
        this.evaluator = evaluator;
        this.binary = binary;
        this.signature = Signature.of(binary.matching());
        this.steps = evaluator.steps().count();
    }

    /// The left rows at steps at which their signature is (or is not) present on the right.
    Rows kept(boolean wanted) {
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
    Rows union() {
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
        private final Map<Labels, boolean[]> bySignature = new HashMap<>(); // lookup only
        private final boolean[] nowhere = new boolean[steps];

        void add(Rows rows) {
            var scratch = new double[steps];
            for (int row = 0; row < rows.size(); row++) {
                rows.fill(row, scratch);
                var there =
                        bySignature.computeIfAbsent(
                                signature.of(rows.labels(row)), _ -> new boolean[steps]);
                for (int step = 0; step < steps; step++) {
                    there[step] |= !Rows.isAbsent(scratch[step]);
                }
            }
        }

        boolean[] of(Labels labels) {
            return bySignature.getOrDefault(signature.of(labels), nowhere);
        }
    }
}
