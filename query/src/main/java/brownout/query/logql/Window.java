// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Arrays;

/// Samples of one series in time order, and the functions over a part `[from, to)` of them, which is
/// never empty.
final class Window {
    long[] timesNanos = new long[16];
    double[] values = new double[16];
    int size = 0;

    void add(long timeNanos, double value) {
        if (size == values.length) {
            timesNanos = Arrays.copyOf(timesNanos, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        timesNanos[size] = timeNanos;
        values[size++] = value;
    }

    double sum(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    /// NaN only where all values are.
    double max(int from, int to) {
        double max = values[from];
        for (int i = from + 1; i < to; i++) {
            if (values[i] > max || Double.isNaN(max)) {
                max = values[i];
            }
        }
        return max;
    }

    /// NaN only where all values are.
    double min(int from, int to) {
        double min = values[from];
        for (int i = from + 1; i < to; i++) {
            if (values[i] < min || Double.isNaN(min)) {
                min = values[i];
            }
        }
        return min;
    }

    /// Population variance by Welford's method.
    double variance(int from, int to) {
        double mean = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double delta = values[i] - mean;
            mean += delta / (i - from + 1);
            squares += delta * (values[i] - mean);
        }
        return squares / (to - from);
    }

    /// Linear interpolation between the ranked values; NaN ranks lowest.
    double quantile(double q, int from, int to) {
        return quantile(q, Arrays.copyOfRange(values, from, to));
    }

    static double quantile(double q, double[] ranked) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(ranked);
        int count = ranked.length;
        int numbers = count;
        while (numbers > 0 && Double.isNaN(ranked[numbers - 1])) {
            numbers--;
        }
        int missing = count - numbers;
        double rank = q * (count - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - lower;
        return at(ranked, lower, missing) * (1 - weight) + at(ranked, upper, missing) * weight;
    }

    private static double at(double[] ranked, int rank, int missing) {
        return rank < missing ? Double.NaN : ranked[rank - missing];
    }

    /// Per-second increase of a counter over `(startNanos, endNanos]`, resets added back,
    /// extrapolated to the bounds but not below zero; 0 for a single sample.
    /// Source: Prometheus docs, `rate()`.
    double counterRate(int from, int to, long startNanos, long endNanos) {
        double sampled = timesNanos[to - 1] - timesNanos[from];
        if (to - from < 2 || sampled == 0) {
            return 0;
        }
        double increase = values[to - 1] - values[from];
        for (int i = from + 1; i < to; i++) {
            if (values[i] < values[i - 1]) {
                increase += values[i - 1];
            }
        }
        double average = sampled / (to - from - 1);
        double toStart = timesNanos[from] - startNanos;
        double toEnd = endNanos - timesNanos[to - 1];
        toStart = toStart >= average * 1.1 ? average / 2 : toStart;
        toEnd = toEnd >= average * 1.1 ? average / 2 : toEnd;
        if (increase > 0 && values[from] >= 0) {
            toStart = Math.min(toStart, sampled * (values[from] / increase));
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        return increase * factor / ((endNanos - startNanos) / 1e9);
    }
}
