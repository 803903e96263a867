// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// A circuit breaker as a share of calls that are not made: it opens when more than half of the
/// attempts have failed for five seconds in a row, lets one call in twenty through to try, and closes
/// over ten seconds once those succeed. Source: the state machine of Nygard, "Release It!" (2007), with
/// the usual defaults of resilience4j and Envoy's outlier detection.
public final class Breaker {
    private static final double THRESHOLD = 0.5;
    private static final double VOLUME = 1;
    private static final int SECONDS = 5;
    private static final double OPEN = 0.95;
    private static final double CLOSING = 0.095;

    private Breaker() {}

    /// For how many seconds attempts have been failing, one second on; `attempts` a second.
    public static int failingSeconds(int before, double failRatio, double attempts) {
        boolean failing = failRatio > THRESHOLD && (attempts >= VOLUME || before >= SECONDS);
        return failing ? Math.min(before + 1, SECONDS) : 0;
    }

    /// The share of calls that are not made, one second on.
    public static double open(double before, int failingSeconds, double failRatio) {
        if (failingSeconds >= SECONDS) {
            return OPEN;
        }
        return failRatio > THRESHOLD ? before : Math.max(0, before - CLOSING);
    }
}
