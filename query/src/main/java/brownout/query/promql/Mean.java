// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// An arithmetic mean: a compensated sum, divided at the end; where that sum would overflow it goes on
/// as a compensated running mean.
final class Mean {
    private final Kahan sum = new Kahan();
    private double count;
    private boolean running;

    void add(double value) {
        count++;
        if (!running) {
            double next = sum.sum + value;
            if (count == 1 || !Double.isInfinite(next)) {
                sum.low = Kahan.compensation(sum.sum, sum.low, value, next);
                sum.sum = next;
                return;
            }
            running = true;
            sum.sum /= count - 1;
            sum.low /= count - 1;
        }
        double weight = (count - 1) / count;
        sum.sum *= weight;
        sum.low *= weight;
        sum.add(value / count);
    }

    boolean isEmpty() {
        return count == 0;
    }

    double value() {
        return running ? sum.sum + sum.low : sum.sum / count + sum.low / count;
    }
}
