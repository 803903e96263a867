// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Labels;
import java.util.Arrays;

/// One series over the steps of a query; only steps that are `present` have a value.
final class Row {
    final Labels labels;
    final double[] values;
    final boolean[] present;

    Row(Labels labels, int steps) {
        this(labels, new double[steps], new boolean[steps]);
    }

    Row(Labels labels, double[] values, boolean[] present) {
        this.labels = labels;
        this.values = values;
        this.present = present;
    }

    /// A row with `value` at every step.
    static Row constant(Labels labels, int steps, double value) {
        var row = new Row(labels, steps);
        Arrays.fill(row.values, value);
        Arrays.fill(row.present, true);
        return row;
    }

    void set(int step, double value) {
        values[step] = value;
        present[step] = true;
    }

    boolean isEmpty() {
        for (boolean one : present) {
            if (one) {
                return false;
            }
        }
        return true;
    }
}
