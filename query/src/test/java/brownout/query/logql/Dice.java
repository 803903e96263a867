// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.List;

/// A small seeded source of choices for generated tests (the SplitMix64 sequence).
public final class Dice {
    private long state;

    public Dice(long seed) {
        state = seed;
    }

    private long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// 0 to `sides - 1`.
    public int roll(int sides) {
        return (int) Long.remainderUnsigned(next(), sides);
    }

    public boolean oneIn(int sides) {
        return roll(sides) == 0;
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[roll(choices.length)];
    }

    public <T> T pick(List<T> choices) {
        return choices.get(roll(choices.size()));
    }
}
