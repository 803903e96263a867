// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// What collecting garbage costs: little while the heap is roomy, more and more as the live set fills
/// it. Source: the shape of measured heap curves, `.02 + 12 max(0, live / heap - .7)^2`.
public final class Heap {
    private Heap() {}

    /// Share of CPU time that goes into it, `[0.02, 0.9]`.
    public static double overhead(double liveShare) {
        double beyond = Math.max(0, liveShare - 0.7);
        return Math.min(0.9, 0.02 + 12 * beyond * beyond);
    }

    /// Mean length of a pause that requests notice, seconds.
    public static double pauseSeconds(double liveShare) {
        return 0.06 + 4 * Math.max(0, liveShare - 0.8);
    }
}
