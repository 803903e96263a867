// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Where a request comes from: the tick in which it began, its region and route, and its number among
/// those. Packed into 56 bits of a long, which order by tick first.
public final class Coordinate {
    private static final int TICK_BIAS = 1 << 27;
    private static final int MAX_INDEX = 1 << 16;

    private Coordinate() {}

    /// `tick` in ±2^27 (four years), `region` < 16, `route` < 64, `index` < 65536.
    public static long pack(int tick, int region, int route, int index) {
        if (index >= MAX_INDEX) {
            throw new IllegalStateException("more than " + MAX_INDEX + " requests in a tick");
        }
        return ((long) (tick + TICK_BIAS) << 28)
                | ((long) region << 24)
                | ((long) route << 16)
                | index;
    }

    public static int tick(long coordinate) {
        return (int) (coordinate >>> 28) - TICK_BIAS;
    }

    public static int region(long coordinate) {
        return (int) (coordinate >>> 24) & 0xf;
    }

    public static int route(long coordinate) {
        return (int) (coordinate >>> 16) & 0xff;
    }

    public static int index(long coordinate) {
        return (int) coordinate & 0xffff;
    }
}
