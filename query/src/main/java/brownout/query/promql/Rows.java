// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.Samples;
import java.util.Arrays;

/// What an instant-vector expression yields over all steps: label sets first, then the values of one
/// series at a time, on demand and as often as wanted. A step without a value holds [#ABSENT]; every
/// other bit pattern is a value, NaN too.
interface Rows {
    /// The stale marker, which no evaluation yields as a value, stands for "no value here". It must not
    /// take part in arithmetic, which may turn it into an ordinary NaN.
    double ABSENT = Double.longBitsToDouble(Samples.STALE_BITS);

    int size();

    Labels labels(int row);

    /// Whether the metric name is to be removed at the end (delayed name removal).
    default boolean dropsName(int row) {
        return false;
    }

    /// Whether no two rows are sure to have the same labels; false where that is not known.
    default boolean distinct() {
        return false;
    }

    /// Whether all rows are sure to have the same metric name.
    default boolean oneName() {
        return false;
    }

    /// Writes every step's value of `row` to `out`.
    void fill(int row, double[] out);

    static boolean isAbsent(double value) {
        return Double.doubleToRawLongBits(value) == Samples.STALE_BITS;
    }

    static double[] absent(int steps) {
        var values = new double[steps];
        Arrays.fill(values, ABSENT);
        return values;
    }
}
