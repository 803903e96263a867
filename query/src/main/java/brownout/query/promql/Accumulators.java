// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.Arrays;

/// Running aggregates of one group, an array element per step. Absent values are passed over; a step
/// that saw none stays absent.
final class Accumulators {
    private Accumulators() {}

    /// Takes series after series, then gives the aggregate.
    interface Accumulator {
        void add(double[] series);

        void result(double[] out);
    }

    /// Compensated sum.
    static final class Sum implements Accumulator {
        private final double[] sums;
        private final double[] lows;

        Sum(int steps) {
            sums = Rows.absent(steps);
            lows = new double[steps];
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < sums.length; step++) {
                double value = series[step];
                if (Rows.isAbsent(value)) {
                    continue;
                }
                if (Rows.isAbsent(sums[step])) {
                    sums[step] = value;
                    continue;
                }
                double next = sums[step] + value;
                lows[step] = Kahan.compensation(sums[step], lows[step], value, next);
                sums[step] = next;
            }
        }

        @Override
        public void result(double[] out) {
            for (int step = 0; step < sums.length; step++) {
                out[step] = Rows.isAbsent(sums[step]) ? sums[step] : sums[step] + lows[step];
            }
        }
    }

    /// Mean that survives an overflow of the sum.
    static final class Average implements Accumulator {
        private final Mean[] means;

        Average(int steps) {
            means = new Mean[steps];
            Arrays.setAll(means, _ -> new Mean());
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < means.length; step++) {
                if (!Rows.isAbsent(series[step])) {
                    means[step].add(series[step]);
                }
            }
        }

        @Override
        public void result(double[] out) {
            for (int step = 0; step < means.length; step++) {
                out[step] = means[step].isEmpty() ? Rows.ABSENT : means[step].value();
            }
        }
    }

    /// Smallest or largest value; NaN only where there is nothing else.
    static final class Extreme implements Accumulator {
        private final double[] best;
        private final boolean largest;

        Extreme(int steps, boolean largest) {
            this.best = Rows.absent(steps);
            this.largest = largest;
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < best.length; step++) {
                double value = series[step];
                if (Rows.isAbsent(value)) {
                    continue;
                }
                boolean better = largest ? value > best[step] : value < best[step];
                if (better || Double.isNaN(best[step])) {
                    best[step] = value;
                }
            }
        }

        @Override
        public void result(double[] out) {
            System.arraycopy(best, 0, out, 0, best.length);
        }
    }

    /// Number of values, NaN included.
    static final class Count implements Accumulator {
        private final int[] counts;

        Count(int steps) {
            counts = new int[steps];
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < counts.length; step++) {
                counts[step] += Rows.isAbsent(series[step]) ? 0 : 1;
            }
        }

        @Override
        public void result(double[] out) {
            for (int step = 0; step < counts.length; step++) {
                out[step] = counts[step] == 0 ? Rows.ABSENT : counts[step];
            }
        }
    }

    /// 1 where there is any value.
    static final class Group implements Accumulator {
        private final double[] ones;

        Group(int steps) {
            ones = Rows.absent(steps);
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < ones.length; step++) {
                if (!Rows.isAbsent(series[step])) {
                    ones[step] = 1;
                }
            }
        }

        @Override
        public void result(double[] out) {
            System.arraycopy(ones, 0, out, 0, ones.length);
        }
    }

    /// Population variance or its root by Welford's method; one NaN or infinity makes it NaN.
    static final class Variance implements Accumulator {
        private final double[] counts;
        private final double[] means;
        private final double[] squares;
        private final boolean root;

        Variance(int steps, boolean root) {
            counts = new double[steps];
            means = new double[steps];
            squares = new double[steps];
            this.root = root;
        }

        @Override
        public void add(double[] series) {
            for (int step = 0; step < counts.length; step++) {
                double value = series[step];
                if (Rows.isAbsent(value)) {
                    continue;
                }
                counts[step]++;
                double difference = value - means[step];
                means[step] += difference / counts[step];
                squares[step] += difference * (value - means[step]);
            }
        }

        @Override
        public void result(double[] out) {
            for (int step = 0; step < counts.length; step++) {
                double variance = squares[step] / counts[step];
                double value = root ? Math.sqrt(variance) : variance;
                out[step] = counts[step] == 0 ? Rows.ABSENT : value;
            }
        }
    }
}
