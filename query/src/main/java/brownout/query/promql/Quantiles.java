// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.Arrays;

/// Quantiles of a handful of values.
final class Quantiles {
    private Quantiles() {}

    /// The `quantile` of the first `count` elements of `values`, which are sorted in place: linear
    /// interpolation at rank `quantile * (count - 1)`, NaN sorting first. No values or a NaN quantile:
    /// NaN; a quantile below 0 or above 1: the infinity on that side.
    static double of(double quantile, double[] values, int count) {
        if (count == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, count);
        int nans = 0;
        while (nans < count && Double.isNaN(values[count - 1 - nans])) {
            nans++;
        }
        double rank = quantile * (count - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return at(values, nans, lower) * (1 - weight) + at(values, nans, upper) * weight;
    }

    private static double at(double[] values, int nans, int index) {
        return index < nans ? Double.NaN : values[index - nans];
    }

    static boolean isValid(double quantile) {
        return quantile >= 0 && quantile <= 1;
    }

    static String warning(double quantile) {
        return "quantile value should be between 0 and 1, got " + GoFloat.plain(quantile);
    }
}
