// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Rows whose values have been computed. Rows are kept in the order in which they were added.
final class Table implements Rows {
    private final int steps;
    private final List<Labels> labels = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final List<Boolean> drops = new ArrayList<>();
    private final Map<Key, Integer> index = new HashMap<>(); // lookup only

    private record Key(Labels labels, boolean dropsName) {}

    Table(int steps) {
        this.steps = steps;
    }

    /// One unlabelled row.
    static Table single(double[] values) {
        var table = new Table(values.length);
        table.add(Labels.EMPTY, false, values);
        return table;
    }

    /// The values of `rows` in a table, so that asking for them again is free.
    static Table of(Rows rows, int steps) {
        if (rows instanceof Table table) {
            return table;
        }
        var table = new Table(steps);
        for (int row = 0; row < rows.size(); row++) {
            var values = new double[steps];
            rows.fill(row, values);
            table.add(rows.labels(row), rows.dropsName(row), values);
        }
        return table;
    }

    /// Adds a row; the caller knows that its label set is new, or does not care.
    void add(Labels rowLabels, boolean dropsName, double[] rowValues) {
        labels.add(rowLabels);
        drops.add(dropsName);
        values.add(rowValues);
    }

    /// The values of the row with this label set, a new row of absent values if there is none yet.
    double[] row(Labels rowLabels, boolean dropsName) {
        int row =
                index.computeIfAbsent(
                        new Key(rowLabels, dropsName),
                        _ -> {
                            add(rowLabels, dropsName, Rows.absent(steps));
                            return labels.size() - 1;
                        });
        return values.get(row);
    }

    double[] values(int row) {
        return values.get(row);
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public Labels labels(int row) {
        return labels.get(row);
    }

    @Override
    public boolean dropsName(int row) {
        return drops.get(row);
    }

    @Override
    public void fill(int row, double[] out) {
        System.arraycopy(values.get(row), 0, out, 0, steps);
    }

    /// `rows` with equal label sets made one series. Two values of one label set at one step are an
    /// error; at different steps they join.
    static Rows merged(Rows rows, int steps) {
        var seen = new HashSet<Key>(); // lookup only
        boolean distinct = true;
        for (int row = 0; row < rows.size() && distinct; row++) {
            var key = new Key(rows.labels(row), rows.dropsName(row));
            distinct = seen.add(key);
        }
        return distinct ? rows : join(rows, steps);
    }

    private static Table join(Rows rows, int steps) {
        var table = new Table(steps);
        var scratch = new double[steps];
        for (int row = 0; row < rows.size(); row++) {
            rows.fill(row, scratch);
            var into = table.row(rows.labels(row), rows.dropsName(row));
            for (int step = 0; step < steps; step++) {
                if (Rows.isAbsent(scratch[step])) {
                    continue;
                }
                if (!Rows.isAbsent(into[step])) {
                    throw new QueryError(
                            QueryError.Kind.EXECUTION,
                            "vector cannot contain metrics with the same labelset");
                }
                into[step] = scratch[step];
            }
        }
        return table;
    }
}
