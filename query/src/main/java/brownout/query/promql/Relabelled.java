// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Rows with other label sets; values as they were.
final class Relabelled implements Rows {
    private final Rows rows;
    private final Labels[] labels;
    private final boolean[] drops;

    /// Without metric name: removed, or only marked.
    Relabelled(Rows rows, boolean mark) {
        this(rows, mark ? same -> same : old -> old.without(Labels.NAME));
        Arrays.fill(drops, mark);
    }

    Relabelled(Rows rows, UnaryOperator<Labels> change) {
        this.rows = rows;
        labels = new Labels[rows.size()];
        drops = new boolean[rows.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = change.apply(rows.labels(row));
            drops[row] = rows.dropsName(row);
        }
    }

    /// `rows` with the names removed that were marked for the end.
    static Rows finished(Rows rows, int steps) {
        boolean marked = false;
        for (int row = 0; row < rows.size(); row++) {
            marked |= rows.dropsName(row);
        }
        if (!marked) {
            return rows;
        }
        var finished = new Relabelled(rows, same -> same);
        for (int row = 0; row < finished.labels.length; row++) {
            if (finished.drops[row]) {
                finished.labels[row] = finished.labels[row].without(Labels.NAME);
                finished.drops[row] = false;
            }
        }
        return Table.merged(finished, steps);
    }

    /// Clears the mark: the name was set on purpose.
    Relabelled keepingNames() {
        Arrays.fill(drops, false);
        return this;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Labels labels(int row) {
        return labels[row];
    }

    @Override
    public boolean dropsName(int row) {
        return drops[row];
    }

    @Override
    public void fill(int row, double[] out) {
        rows.fill(row, out);
    }
}
