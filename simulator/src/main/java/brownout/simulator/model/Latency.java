// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

import java.util.SortedMap;
import java.util.TreeMap;

/// How long one kind of work takes: a lognormal around a mean that load and faults move, with a
/// fatter tail beyond its 99.9th percentile (spread 1.6 times). The fluid model and the request
/// sampler share this one object, so their means and timeout shares agree. Times in any one unit.
public final class Latency {
    private static final double TAIL_Z = 3.090232306167813; // 99.9 %
    private static final double TAIL_SPREAD = 1.6;
    private static final int STEPS = 2048;

    private final double sigma;
    private final double tailSigma;
    private final double logMean; // of the distribution with mu = 0
    private final double perMean; // e^-logMean
    private final double half; // e^(sigma^2 / 2)
    private final double tail; // what the tail's mean has before its normal share
    private final double spread; // variance / mean^2

    /// The value at quantile i / STEPS of the distribution with mean 1: all draws but those of the
    /// outermost two are read from here, between its points, as exp and log are what sampling costs.
    private final double[] quantiles = new double[STEPS + 1];

    /// Distributions are looked up by their spread: the tables of a few stay in the processor's caches.
    private static final SortedMap<Double, Latency> KNOWN = new TreeMap<>();

    /// The distribution whose logarithm has this standard deviation (> 0) below the tail.
    public static Latency of(double sigma) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(sigma, Latency::new);
        }
    }

    private Latency(double sigma) {
        this.sigma = sigma;
        this.tailSigma = sigma * TAIL_SPREAD;
        half = StrictMath.exp(sigma * sigma / 2);
        tail = StrictMath.exp((sigma - tailSigma) * TAIL_Z + tailSigma * tailSigma / 2);
        spread = StrictMath.exp(sigma * sigma) - 1;
        this.logMean = StrictMath.log(partialMean(TAIL_Z) + tailMean(TAIL_Z));
        perMean = StrictMath.exp(-logMean);
        for (int i = 1; i < STEPS; i++) {
            quantiles[i] = exact(i / (double) STEPS);
        }
    }

    /// The value at quantile `u` in (0, 1) of the distribution with this `mean` (> 0).
    public double at(double mean, double u) {
        int left = (int) (u * STEPS);
        if (left < 2 || left >= STEPS - 2) {
            return mean * exact(u);
        }
        double rest = u * STEPS - left;
        return mean * (quantiles[left] + (quantiles[left + 1] - quantiles[left]) * rest);
    }

    private double exact(double u) {
        double z = Normal.quantile(u);
        double exponent = z <= TAIL_Z ? sigma * z : sigma * TAIL_Z + tailSigma * (z - TAIL_Z);
        return StrictMath.exp(exponent - logMean);
    }

    /// P(X > limit), for `mean` and `limit` > 0.
    public double shareAbove(double mean, double limit) {
        return 1 - Normal.cdf(zOf(mean, limit));
    }

    /// The mean of the smaller of X and `limit`.
    public double cappedMean(double mean, double limit) {
        double z = zOf(mean, limit);
        double below =
                z <= TAIL_Z ? partialMean(z) : partialMean(TAIL_Z) + tailMean(TAIL_Z) - tailMean(z);
        return mean * perMean * below + limit * (1 - Normal.cdf(z));
    }

    /// Variance of the distribution with this `mean`; the tail's extra spread is left out.
    public double variance(double mean) {
        return mean * mean * spread;
    }

    private double zOf(double mean, double limit) {
        double exponent = StrictMath.log(limit / mean) + logMean;
        double z = exponent / sigma;
        return z <= TAIL_Z ? z : TAIL_Z + (exponent - sigma * TAIL_Z) / tailSigma;
    }

    /// E[X; Z <= z] at mu = 0 for z <= TAIL_Z.
    private double partialMean(double z) {
        return half * Normal.cdf(z - sigma);
    }

    /// E[X; Z > z] at mu = 0 for z >= TAIL_Z.
    private double tailMean(double z) {
        return tail * Normal.cdf(tailSigma - z);
    }
}
