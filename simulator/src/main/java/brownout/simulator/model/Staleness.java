// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// How many reads of a replica miss what was written a moment ago. A quarter of them look for
/// something that the same user has just changed, on the average five seconds before and never less
/// than 0.2 s (a page has to come back first).
///
/// The shape (share times the exponential distribution of the age of what is read) is that of
/// "Probabilistically Bounded Staleness" (Bailis et al., VLDB 2012); the two numbers are this product's
/// own assumption about shops.
public final class Staleness {
    private static final double OWN_WRITES = 0.25;
    private static final double AGE_SECONDS = 5;
    private static final double LEAST_SECONDS = 0.2;

    private Staleness() {}

    /// Share in `[0, 1)` at a lag of `lagSeconds` (>= 0); 0 up to 0.2 s.
    public static double share(double lagSeconds) {
        double seconds = Math.max(0, lagSeconds - LEAST_SECONDS);
        return OWN_WRITES * (1 - StrictMath.exp(-seconds / AGE_SECONDS));
    }
}
