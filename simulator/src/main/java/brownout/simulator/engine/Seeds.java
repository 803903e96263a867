// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Which seed the requests of a tick are drawn from. Immutable.
final class Seeds {
    private final int[] fromTicks; // ascending
    private final long[] seeds;

    Seeds(long seed) {
        this(new int[] {Integer.MIN_VALUE}, new long[] {seed});
    }

    private Seeds(int[] fromTicks, long[] seeds) {
        this.fromTicks = fromTicks;
        this.seeds = seeds;
    }

    long at(int tick) {
        int i = fromTicks.length - 1;
        while (fromTicks[i] > tick) {
            i--;
        }
        return seeds[i];
    }

    /// The seed of the oldest past, which the demand curve's noise hangs on throughout.
    long first() {
        return seeds[0];
    }

    /// These up to `tick`, and `seed` from there on.
    Seeds with(int tick, long seed) {
        int kept = 0;
        while (kept < fromTicks.length && fromTicks[kept] < tick) {
            kept++;
        }
        if (kept > 0 && seeds[kept - 1] == seed) {
            return new Seeds(Arrays.copyOf(fromTicks, kept), Arrays.copyOf(seeds, kept));
        }
        var ticks = Arrays.copyOf(fromTicks, kept + 1);
        var values = Arrays.copyOf(seeds, kept + 1);
        ticks[kept] = tick;
        values[kept] = seed;
        return new Seeds(ticks, values);
    }
}
