// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.syntax.Pos;

/// Warns of quantiles outside of [0, 1] at steps where they were used.
record QuantileCheck(double[] quantiles, Annotations notes, Pos pos) implements Windowed.Listener {
    @Override
    public void filled(int row, double[] values) {
        for (int step = 0; step < values.length; step++) {
            if (!Quantiles.isValid(quantiles[step]) && !Rows.isAbsent(values[step])) {
                notes.warn(Quantiles.warning(quantiles[step]), pos);
            }
        }
    }

    /// Warns of every bad quantile, used or not.
    static void all(double[] quantiles, Annotations notes, Pos pos) {
        for (double quantile : quantiles) {
            if (!Quantiles.isValid(quantile)) {
                notes.warn(Quantiles.warning(quantile), pos);
            }
        }
    }
}
