// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Counter-based randomness: pure hash functions of a seed and coordinates, never a sequence that is
/// consumed. A new component therefore moves nobody else's numbers, and any draw can be repeated.
public final class Rng {
    private static final long STEP = 0x9e3779b97f4a7c15L; // golden ratio, as in SplitMix64

    private Rng() {}

    /// A bijection of 64 bits in which each input bit flips each output bit with chance 1/2. Two
    /// multiply-xorshift rounds with Stafford's "Mix13" constants.
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public static long hash(long seed, long a) {
        return mix(mix(seed + STEP) + a * STEP);
    }

    public static long hash(long seed, long a, long b) {
        return hash(hash(seed, a), b);
    }

    public static long hash(long seed, long a, long b, long c) {
        return hash(hash(hash(seed, a), b), c);
    }

    public static long hash(long seed, String text) {
        long hash = mix(seed + STEP);
        for (int i = 0; i < text.length(); i++) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    /// A number in the open interval (0, 1) from 52 of the hash's bits.
    public static double uniform(long hash) {
        return ((hash >>> 12) + 0.5) * 0x1p-52;
    }

    /// A number in `[0, bound)`.
    public static int below(long hash, int bound) {
        return (int) (((hash >>> 32) * bound) >>> 32);
    }

    /// A Poisson number with mean `lambda`, by inversion in parts of at most 16.
    public static int poisson(long hash, double lambda) {
        int parts = (int) (lambda / 16) + 1;
        int sum = 0;
        double limit = StrictMath.exp(-lambda / parts);
        for (int part = 0; part < parts; part++) {
            double u = uniform(hash(hash, part));
            double probability = limit;
            double cumulated = limit;
            int k = 0;
            while (u > cumulated && k < 200) {
                k++;
                probability *= lambda / parts / k;
                cumulated += probability;
            }
            sum += k;
        }
        return sum;
    }

    /// Smooth noise in about [-1, 1] that changes over `period` ticks: hashes at the period's
    /// multiples, joined by a cubic.
    public static double noise(long seed, int tick, int period) {
        int left = Math.floorDiv(tick, period);
        double x = (tick - left * (double) period) / period;
        double a = uniform(hash(seed, period, left)) * 2 - 1;
        double b = uniform(hash(seed, period, left + 1)) * 2 - 1;
        return a + (b - a) * x * x * (3 - 2 * x);
    }
}
