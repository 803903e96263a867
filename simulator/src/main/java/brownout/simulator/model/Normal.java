// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// The standard normal distribution.
public final class Normal {
    private Normal() {}

    /// P(Z <= z), absolute error below 8e-8. Source: Abramowitz & Stegun, 26.2.17.
    public static double cdf(double z) {
        double upper = upperTail(StrictMath.abs(z));
        return z >= 0 ? 1 - upper : upper;
    }

    private static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return 0.3989422804014327 * StrictMath.exp(-z * z / 2) * polynomial;
    }

    /// The z with P(Z <= z) = p for p in (0, 1), absolute error below 5e-4. Source: Abramowitz &
    /// Stegun, 26.2.23. Enough for drawing times, and the same in both uses of [Latency].
    public static double quantile(double p) {
        return p < 0.5 ? -positiveQuantile(p) : positiveQuantile(1 - p);
    }

    private static double positiveQuantile(double upper) {
        double t = StrictMath.sqrt(-2 * StrictMath.log(upper));
        return t
                - (2.515517 + t * (0.802853 + t * 0.010328))
                        / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
