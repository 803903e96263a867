// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// A CPU limit by quota: in each period of 100 ms a container that has used its share stands still
/// until the next. Bursts of threads make that happen below full use already.
public final class Throttle {
    /// Mean time that one who is stopped stands still, seconds.
    public static final double GAP_SECONDS = 0.04;

    private Throttle() {}

    /// Share of periods in which it is stopped, `[0, 1]`, at a `utilisation` (>= 0) of the limit.
    public static double share(double utilisation) {
        double beyond = Math.min(1, Math.max(0, (utilisation - 0.65) / 0.4));
        return beyond * beyond;
    }
}
