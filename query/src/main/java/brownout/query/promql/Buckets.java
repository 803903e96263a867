// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// The cumulative buckets of one classic histogram at one step, by rising upper bound. Buckets of
/// equal bounds are one. Reused from step to step.
final class Buckets {
    private static final double TOLERANCE = 1e-12;

    private final double[] bounds;
    private final double[] counts;
    private int size;
    private boolean repaired;

    Buckets(int capacity) {
        bounds = new double[capacity];
        counts = new double[capacity];
    }

    void clear() {
        size = 0;
        repaired = false;
    }

    /// Adds a bucket whose bound is not below that of the last one.
    void add(double bound, double count) {
        if (size > 0 && bounds[size - 1] == bound) {
            counts[size - 1] += count;
            return;
        }
        bounds[size] = bound;
        counts[size++] = count;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Whether counts fell from bucket to bucket by more than rounding explains.
    boolean wasRepaired() {
        return repaired;
    }

    private boolean isOpen() {
        return bounds[size - 1] != Double.POSITIVE_INFINITY;
    }

    /// Linear interpolation inside the bucket that holds the rank; the first bucket begins at 0. NaN
    /// without a `+Inf` bucket, with fewer than two buckets, or without observations.
    double quantile(double quantile) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0 || quantile > 1) {
            return quantile < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (isOpen()) {
            return Double.NaN;
        }
        repair();
        if (size < 2 || counts[size - 1] == 0 || Double.isNaN(counts[size - 1])) {
            return Double.NaN;
        }
        double rank = quantile * counts[size - 1];
        int bucket = 0;
        while (bucket < size - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == size - 1) {
            return bounds[size - 2];
        }
        if (bucket == 0) {
            return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / counts[0]);
        }
        double start = bounds[bucket - 1];
        double below = counts[bucket - 1];
        return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
    }

    /// Makes counts rise: tiny differences are rounding and vanish, a real fall is lifted.
    private void repair() {
        double previous = counts[0];
        for (int i = 1; i < size; i++) {
            double count = counts[i];
            if (count == previous) {
                continue;
            }
            if (isRounding(previous, count)) {
                counts[i] = previous;
            } else if (count < previous) {
                counts[i] = previous;
                repaired = true;
            } else {
                previous = count;
            }
        }
    }

    private static boolean isRounding(double a, double b) {
        double size = Math.min(Math.abs(a) + Math.abs(b), Double.MAX_VALUE);
        return Math.abs(a - b) / size < TOLERANCE;
    }

    /// The share of observations in `(lower, upper]`, linearly interpolated; no interpolation inside a
    /// bucket that reaches to infinity. 0 where `lower >= upper`.
    double fraction(double lower, double upper) {
        if (isOpen() || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        double total = counts[size - 1];
        if (total == 0 || Double.isNaN(total)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (rank(upper) - rank(lower)) / total;
    }

    /// How many observations are at or below `value`.
    private double rank(double value) {
        double below = 0;
        for (int i = 0; i < size; i++) {
            double start = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
            if (start >= value) {
                return below;
            }
            if (bounds[i] > value) {
                if (start == Double.NEGATIVE_INFINITY) {
                    return counts[i];
                }
                double share = (value - start) / (bounds[i] - start);
                return Math.min(below + (counts[i] - below) * share, counts[size - 1]);
            }
            below = counts[i];
        }
        return counts[size - 1];
    }
}
