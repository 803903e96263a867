// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.engine.Rng;
import java.util.List;

/// Random choices in a row, all of one seed: the same seed makes the same choices.
final class Draw {
    private final long seed;
    private int made;

    Draw(long seed) {
        this.seed = seed;
    }

    /// Choices of its own, for a part that must not change when another part draws more.
    Draw part(long number) {
        return new Draw(Rng.hash(seed, 0x9a27, number));
    }

    long next() {
        return Rng.hash(seed, made++);
    }

    /// In `[0, bound)`.
    int below(int bound) {
        return Rng.below(next(), bound);
    }

    /// Both bounds included.
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    double number(double low, double high) {
        return low + (high - low) * Rng.uniform(next());
    }

    boolean chance(double probability) {
        return Rng.uniform(next()) < probability;
    }

    <T> T of(List<? extends T> items) {
        return items.get(below(items.size()));
    }

    @SafeVarargs
    final <T> T any(T... items) {
        return items[below(items.length)];
    }
}
