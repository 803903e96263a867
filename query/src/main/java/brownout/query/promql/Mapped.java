// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;

/// Rows with each value replaced by a function of it and the step.
record Mapped(Rows rows, int steps, Body body) implements Rows {
    /// What becomes of a value that is there; may be absent.
    interface Body {
        double at(double value, int step);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Labels labels(int row) {
        return rows.labels(row);
    }

    @Override
    public boolean dropsName(int row) {
        return rows.dropsName(row);
    }

    @Override
    public boolean distinct() {
        return rows.distinct();
    }

    @Override
    public boolean oneName() {
        return rows.oneName();
    }

    @Override
    public void fill(int row, double[] out) {
        rows.fill(row, out);
        for (int step = 0; step < steps; step++) {
            if (!Rows.isAbsent(out[step])) {
                out[step] = body.at(out[step], step);
            }
        }
    }
}
