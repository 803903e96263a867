// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// The least-squares line through a window: slope per second, and its value at a given time. Constant
/// samples have slope 0; infinite ones have no line (NaN).
record Regression(double slope, double intercept) {
    static Regression of(Window window, long interceptMillis) {
        var sumX = new Kahan();
        var sumY = new Kahan();
        var sumXy = new Kahan();
        var sumXx = new Kahan();
        boolean constant = true;
        for (int i = window.from; i < window.to; i++) {
            double x = (window.times[i] - interceptMillis) / 1000.0;
            double y = window.values[i];
            constant &= y == window.first();
            sumX.add(x);
            sumY.add(y);
            sumXy.add(x * y);
            sumXx.add(x * x);
        }
        if (constant) {
            boolean finite = !Double.isInfinite(window.first());
            return finite
                    ? new Regression(0, window.first())
                    : new Regression(Double.NaN, Double.NaN);
        }
        double n = window.count();
        double covariance = sumXy.total() - sumX.total() * sumY.total() / n;
        double variance = sumXx.total() - sumX.total() * sumX.total() / n;
        double slope = covariance / variance;
        return new Regression(slope, sumY.total() / n - slope * sumX.total() / n);
    }
}
