// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// A Kahan-Babuska-Neumaier compensated sum: `sum` and the error `low` that was lost from it.
final class Kahan {
    double sum;
    double low;

    void add(double value) {
        double next = sum + value;
        low = compensation(sum, low, value, next);
        sum = next;
    }

    double total() {
        return sum + low;
    }

    /// The new error after `sum + value = next`; an infinite sum has none.
    static double compensation(double sum, double low, double value, double next) {
        if (Double.isInfinite(next)) {
            return 0;
        }
        return Math.abs(sum) >= Math.abs(value)
                ? low + ((sum - next) + value)
                : low + ((value - next) + sum);
    }
}
