// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.Arrays;

/// Functions of one window of samples. Source: Prometheus docs, "Query functions"; the extrapolation
/// rule is section 8 of our PromQL checklist, which follows promql/functions.go.
final class RangeFunctions {
    private RangeFunctions() {}

    /// Increase per second, extrapolated to the window. Needs two samples, else absent. A fall in value
    /// counts as a counter reset.
    static double rate(Window window) {
        return extrapolated(window, true, true);
    }

    static double increase(Window window) {
        return extrapolated(window, true, false);
    }

    static double delta(Window window) {
        return extrapolated(window, false, false);
    }

    private static double extrapolated(Window window, boolean counter, boolean perSecond) {
        if (window.count() < 2) {
            return Rows.ABSENT;
        }
        double result = window.last() - window.first();
        if (counter) {
            result += lostInResets(window);
        }
        long firstTime = window.times[window.from];
        long lastTime = window.times[window.to - 1];
        double toStart = (firstTime - window.startMillis) / 1000.0;
        double toEnd = (window.endMillis - lastTime) / 1000.0;
        double sampled = (lastTime - firstTime) / 1000.0;
        double average = sampled / (window.count() - 1);
        double threshold = average * 1.1;
        if (toStart >= threshold) {
            toStart = average / 2;
        }
        if (counter && result > 0 && window.first() >= 0) {
            toStart = Math.min(toStart, sampled * (window.first() / result));
        }
        if (toEnd >= threshold) {
            toEnd = average / 2;
        }
        double factor = (sampled + toStart + toEnd) / sampled;
        if (perSecond) {
            factor /= (window.endMillis - window.startMillis) / 1000.0;
        }
        return result * factor;
    }

    private static double lostInResets(Window window) {
        double lost = 0;
        double previous = window.first();
        for (int i = window.from + 1; i < window.to; i++) {
            double value = window.values[i];
            if (value < previous) {
                lost += previous;
            }
            previous = value;
        }
        return lost;
    }

    /// Per-second increase between the last two samples; a fall counts from zero.
    static double irate(Window window) {
        return lastTwo(window, true);
    }

    /// Difference of the last two samples.
    static double idelta(Window window) {
        return lastTwo(window, false);
    }

    private static double lastTwo(Window window, boolean rate) {
        if (window.count() < 2) {
            return Rows.ABSENT;
        }
        double last = window.last();
        double previous = window.values[window.to - 2];
        long millis = window.times[window.to - 1] - window.times[window.to - 2];
        if (millis == 0) {
            return Rows.ABSENT;
        }
        double difference = rate && last < previous ? last : last - previous;
        return rate ? difference / (millis / 1000.0) : difference;
    }

    static double changes(Window window) {
        int changes = 0;
        for (int i = window.from + 1; i < window.to; i++) {
            double value = window.values[i];
            double previous = window.values[i - 1];
            if (value != previous && !(Double.isNaN(value) && Double.isNaN(previous))) {
                changes++;
            }
        }
        return changes;
    }

    static double resets(Window window) {
        int resets = 0;
        for (int i = window.from + 1; i < window.to; i++) {
            if (window.values[i] < window.values[i - 1]) {
                resets++;
            }
        }
        return resets;
    }

    static double sum(Window window) {
        var sum = new Kahan();
        for (int i = window.from; i < window.to; i++) {
            sum.add(window.values[i]);
        }
        return sum.total();
    }

    static double average(Window window) {
        var mean = new Mean();
        for (int i = window.from; i < window.to; i++) {
            mean.add(window.values[i]);
        }
        return mean.value();
    }

    /// Largest sample; NaN only where all are NaN.
    static double max(Window window) {
        double max = window.first();
        for (int i = window.from + 1; i < window.to; i++) {
            if (window.values[i] > max || Double.isNaN(max)) {
                max = window.values[i];
            }
        }
        return max;
    }

    /// Smallest sample; NaN only where all are NaN.
    static double min(Window window) {
        double min = window.first();
        for (int i = window.from + 1; i < window.to; i++) {
            if (window.values[i] < min || Double.isNaN(min)) {
                min = window.values[i];
            }
        }
        return min;
    }

    static double count(Window window) {
        return window.count();
    }

    static double present(Window window) {
        return window.count() == 0 ? Rows.ABSENT : 1;
    }

    static double deviation(Window window) {
        return Math.sqrt(variance(window));
    }

    /// Population variance by Welford's method with compensated sums.
    static double variance(Window window) {
        var mean = new Kahan();
        var squares = new Kahan();
        double count = 0;
        for (int i = window.from; i < window.to; i++) {
            count++;
            double difference = window.values[i] - mean.total();
            mean.add(difference / count);
            squares.add(difference * (window.values[i] - mean.total()));
        }
        return squares.total() / count;
    }

    static double quantile(Window window) {
        var values = Arrays.copyOfRange(window.values, window.from, window.to);
        return Quantiles.of(window.parameter, values, values.length);
    }

    /// Slope per second of the least-squares line. Needs two samples.
    static double derivative(Window window) {
        if (window.count() < 2) {
            return Rows.ABSENT;
        }
        return Regression.of(window, window.times[window.from]).slope();
    }

    /// Value of the least-squares line `parameter` seconds after the step. Needs two samples.
    static double predictLinear(Window window) {
        if (window.count() < 2) {
            return Rows.ABSENT;
        }
        var line = Regression.of(window, window.stepMillis);
        return line.slope() * window.parameter + line.intercept();
    }
}
