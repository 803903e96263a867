// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// How many requests customers send over a day: a daily wave with its peak in the afternoon and a
/// half-daily one, as web shops see it (peak to trough 2 to 3).
public final class Demand {
    private static final double DAY_SECONDS = 86_400;
    private static final double PEAK_SECONDS = 15 * 3600;

    private Demand() {}

    /// Demand at `localSeconds` of the day relative to the day's mean.
    public static double curve(double daily, double halfDaily, double localSeconds) {
        double phase = 2 * StrictMath.PI * (localSeconds - PEAK_SECONDS) / DAY_SECONDS;
        return 1 + daily * StrictMath.cos(phase) + halfDaily * StrictMath.cos(2 * phase);
    }
}
