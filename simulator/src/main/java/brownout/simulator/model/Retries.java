// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// A caller tries up to `1 + retries` times; each attempt fails with the same ratio.
public final class Retries {
    private Retries() {}

    /// Mean number of attempts, 1 + f + ... + f^retries: the factor by which failing work multiplies.
    public static double attempts(double failureRatio, int retries) {
        double sum = 1;
        double power = 1;
        for (int i = 0; i < retries; i++) {
            power *= failureRatio;
            sum += power;
        }
        return sum;
    }

    /// Share of calls whose every attempt fails.
    public static double exhausted(double failureRatio, int retries) {
        double power = failureRatio;
        for (int i = 0; i < retries; i++) {
            power *= failureRatio;
        }
        return power;
    }

    /// Mean sum of the pauses before further attempts, in units of the first: each is twice as long as
    /// the one before.
    public static double pauses(double failureRatio, int retries) {
        double sum = 0;
        double power = 1;
        for (int i = 0; i < retries; i++) {
            power *= failureRatio;
            sum += power * (1L << Math.min(i, 10));
        }
        return sum;
    }
}
