// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import java.util.Arrays;

/// One signal of one component over a [Window]: a value per step, NaN where there is none. `floor`
/// (> 0) is the smallest spread that counts as one, in the signal's unit, so that what hardly moves
/// does not look wild.
public record Signal(
        String component, String name, Source source, Role role, double floor, double[] values) {
    private static final double RELATIVE_FLOOR = .02;

    /// Where a signal comes from.
    public enum Source {
        METRICS,
        LOGS,
        TRACES
    }

    /// What a signal says about its component.
    public enum Role {
        /// It answers late or wrong: its own fault or that of something it calls.
        SYMPTOM,
        /// It lacks something of its own, or the time or the error is its own: more is worse.
        RESOURCE,
        /// As above where less is worse: copies that are there, targets that are up.
        CAPACITY,
        /// It is late or wrong as its callers see it.
        SEEN,
        /// Anything else that can be ranked: traffic, settings.
        CONTEXT
    }

    /// How far the bad part leaves the quiet part: `max |x - median| / IQR`, median and interquartile
    /// range of the quiet part; 0 where either part is empty.
    /// Source: the robust scorer of BARO (arXiv 2405.09330); the floors are ours.
    public double deviation(Window window) {
        var quiet = quiet(window);
        if (quiet.length == 0) {
            return 0;
        }
        double median = quantile(quiet, .5);
        double up = 0;
        double down = 0;
        for (int i = window.quietSteps(); i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                up = Math.max(up, values[i] - median);
                down = Math.max(down, median - values[i]);
            }
        }
        return Math.max(up, down) / spread(quiet, median);
    }

    /// As [#deviation], counting only moves to the worse side.
    public double harm(Window window) {
        var quiet = quiet(window);
        if (quiet.length == 0 || role == Role.CONTEXT) {
            return 0;
        }
        double median = quantile(quiet, .5);
        double worst = 0;
        for (int i = window.quietSteps(); i < values.length; i++) {
            double more = role == Role.CAPACITY ? median - values[i] : values[i] - median;
            if (more > worst) { // not for NaN
                worst = more;
            }
        }
        return worst / spread(quiet, median);
    }

    private double spread(double[] quiet, double median) {
        double iqr = quantile(quiet, .75) - quantile(quiet, .25);
        return Math.max(iqr, Math.max(floor, RELATIVE_FLOOR * Math.abs(median)));
    }

    /// The values of the quiet part in ascending order.
    private double[] quiet(Window window) {
        var quiet = Arrays.copyOf(values, window.quietSteps());
        Arrays.sort(quiet); // NaN last
        int size = quiet.length;
        while (size > 0 && Double.isNaN(quiet[size - 1])) {
            size--;
        }
        return Arrays.copyOf(quiet, size);
    }

    /// Linear between the two nearest of the sorted values.
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
