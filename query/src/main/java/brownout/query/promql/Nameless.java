// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;

/// Rows without their metric name, for rows that stay distinct without it. Label sets are made when
/// somebody asks: most are only grouped, which needs no copy.
record Nameless(Rows rows) implements Rows {
    /// Whether `rows`, known to be distinct, have one metric name in common.
    static boolean fits(Rows rows) {
        if (!rows.distinct()) {
            return false;
        }
        if (rows.oneName()) {
            return true;
        }
        var name = rows.size() == 0 ? "" : rows.labels(0).get(Labels.NAME);
        for (int row = 1; row < rows.size(); row++) {
            if (!rows.labels(row).get(Labels.NAME).equals(name)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Labels labels(int row) {
        return rows.labels(row).without(Labels.NAME);
    }

    @Override
    public boolean distinct() {
        return true;
    }

    @Override
    public void fill(int row, double[] out) {
        rows.fill(row, out);
    }
}
