// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// The running sums of everything that is not a pod, see [Total].
public final class Totals {
    private final long[] database;
    private final long[] cache;

    Totals(World world) {
        this(
                new long[world.databases * world.regions * Total.Database.values().length],
                new long[world.caches * world.regions * Total.Cache.values().length]);
    }

    private Totals(long[] database, long[] cache) {
        this.database = database;
        this.cache = cache;
    }

    Totals copy() {
        return new Totals(database.clone(), cache.clone());
    }

    private long[] of(Total total) {
        return switch (total) {
            case Total.Database _ -> database;
            case Total.Cache _ -> cache;
        };
    }

    private static int width(Total total) {
        return switch (total) {
            case Total.Database _ -> Total.Database.values().length;
            case Total.Cache _ -> Total.Cache.values().length;
        };
    }

    public long at(Total total, int instance) {
        return of(total)[instance * width(total) + total.ordinal()];
    }

    void add(Total total, int instance, long amount) {
        of(total)[instance * width(total) + total.ordinal()] += amount;
    }

    long hash() {
        return Arrays.hashCode(database) * 31L + Arrays.hashCode(cache);
    }
}
