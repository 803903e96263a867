// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.CacheEffect;
import java.util.Arrays;

/// Cache servers: one in every region. State by (cache, region).
final class Caches {
    private final World world;

    /// How much slower everything is than usual, by cache.
    private final double[] slow;

    /// Share of the usual content that is there.
    private final double[] warm;

    Caches(World world) {
        this.world = world;
        slow = new double[world.caches];
        warm = new double[world.caches * world.regions];
        Arrays.fill(slow, 1);
        Arrays.fill(warm, 1);
    }

    private Caches(Caches other) {
        world = other.world;
        slow = other.slow.clone();
        warm = other.warm.clone();
    }

    Caches copy() {
        return new Caches(this);
    }

    void slow(int cache, double factor) {
        slow[cache] = factor;
    }

    void apply(CacheEffect effect) {
        switch (effect) {
            case CacheEffect.Flush(var cache, var region) -> {
                int c = world.indexOf(cache);
                for (int r = 0; r < world.regions; r++) {
                    if (world.isRegion(region, r)) {
                        warm[c * world.regions + r] = 0;
                    }
                }
            }
        }
    }

    void step(Second s) {
        for (int cache = 0; cache < world.caches; cache++) {
            var spec = world.estate.caches().get(cache);
            for (int region = 0; region < s.regions; region++) {
                int i = cache * s.regions + region;
                warm[i] += (1 - warm[i]) / WARM_UP_SECONDS;
                for (var command : world.targets(World.Kind.CACHE, cache)) {
                    int target = command.in(world, region);
                    s.flow.targets.answers(target, slow[cache]);
                    if (command.read()) {
                        s.flow.targets.hits[target] = spec.hitRatio() * Math.min(1, warm[i]);
                    }
                    s.flow.targets.publish(s, target);
                }
                double noise = Rng.noise(Rng.hash(s.seed, 0xcac4e, i), s.tick, 300);
                double mebibytes = spec.usedBytes() / 0x1p20 * (0.1 + 0.9 * warm[i]);
                s.frame.set(Gauge.Cache.MEBIBYTES, i, mebibytes * (1 + 0.01 * noise));
            }
        }
    }

    /// A flushed cache is two thirds warm after this long.
    private static final double WARM_UP_SECONDS = 120;
}
