// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Which key of a cache is the hot one where one is.
public final class CacheKeys {
    private CacheKeys() {}

    /// The command that keeps a shard busy: a read of the hot key, or one over all keys.
    public static String slowCommand(World world, int cache, boolean isHot) {
        if (!isHot) {
            return "KEYS *";
        }
        var command = world.targets(World.Kind.CACHE, cache).getFirst().text();
        return command.replaceFirst("\\?", "user_" + hotUser(world, cache)).replace(" ?", "");
    }

    /// A user whose keys are on the hot shard.
    private static int hotUser(World world, int cache) {
        int shard = world.hotShard(cache);
        int user = 1000 + Rng.below(Rng.hash(cache, 0x4e7), 8000);
        while (Requests.shard(user, world.shards(cache)) != shard) {
            user++;
        }
        return user;
    }
}
