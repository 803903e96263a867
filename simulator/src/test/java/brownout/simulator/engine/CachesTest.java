// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static brownout.simulator.Shops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Matcher;
import brownout.simulator.Shops;
import brownout.simulator.Worlds;
import brownout.simulator.action.Actions;
import brownout.simulator.action.Inspections;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.CacheFault;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.model.EvictionPolicy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a full cache does hangs on its policy, and what servers count is what clients saw.
class CachesTest {
    private static final String CACHE = "redis-shop";
    private static final long FAST = 8L << 20; // bytes a second: full within a minute

    private static Shops.Shop full(String policy) {
        return Shops.run(
                1,
                -300,
                at(-560, new CacheEffect.Policy(CACHE, "", policy)),
                at(-555, new CacheEffect.Grow(CACHE, "", FAST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "allkeys-lru", "allkeys-random", "volatile-lru"})
    void memoryNeverExceedsItsLimit(String policy) {
        var shop = full(policy);
        double used = shop.at(-300, "redis_memory_used_bytes", "service", CACHE);
        double limit = shop.at(-300, "redis_memory_max_bytes", "service", CACHE);
        assertTrue(used <= limit && used > 0.97 * limit, policy + ": " + used + " of " + limit);
    }

    @Test
    void onlyWithoutEvictionNothingIsEvicted() {
        assertEquals(0, full("noeviction").at(-300, "redis_evicted_keys_total"));
        assertTrue(full("allkeys-lru").at(-300, "redis_evicted_keys_total") > 1000);
    }

    /// Keys that nobody reads go first, so they cost no hits; with a policy that spares them they do.
    @Test
    void whatIsEvictedDecidesWhatIsMissed() {
        assertTrue(hits(full("allkeys-lru")) > 0.85);
        assertTrue(hits(full("volatile-lru")) < hits(full("allkeys-lru")) - 0.2);
    }

    /// Nothing in Larkspur's claims has a time to live, so there is nothing that a volatile policy may evict.
    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "volatile-lru", "volatile-ttl", "allkeys-lru"})
    void aVolatilePolicySparesWhatHasNoTimeToLive(String policy) {
        var claims =
                Worlds.LARKSPUR.caches().stream()
                        .filter(cache -> cache.name().equals("redis-payments"))
                        .findFirst()
                        .orElseThrow();
        var state = new CacheState(claims);
        state.policy = EvictionPolicy.of(policy);
        state.growth = claims.memoryBytes() / 100.0;
        for (int second = 0; second < 100; second++) {
            state.step(3, 100, 0);
        }
        boolean evicts = policy.equals("allkeys-lru");
        assertEquals(evicts ? 0 : 1, state.writeFails);
        assertEquals(evicts, state.evictedKeys > 0);
    }

    /// Those who are refused for the old password are not once they have read the next one.
    @Test
    void aNewPasswordIsReadByAll() {
        var rotated = new CacheFault.PasswordRotated(CACHE, 10);
        var faults = Faults.effects(rotated, Shops.SHOP, -560).toArray(Scheduled[]::new);
        var mended = Arrays.copyOf(faults, faults.length + 1);
        mended[faults.length] = at(-450, new CacheEffect.RotatePassword(CACHE));
        assertTrue(refused(Shops.run(1, -300, faults)) > 100);
        assertEquals(0, refused(Shops.run(1, -300, mended)));
    }

    private static long refused(Shops.Shop shop) {
        return shop.lines(-420, -300, List.of(Matcher.equal("level", "ERROR"))).stream()
                .filter(line -> line.contains("WRONGPASS"))
                .count();
    }

    private static double hits(Shops.Shop shop) {
        double hits = shop.growth(-360, -300, "redis_keyspace_hits_total");
        return hits / (hits + shop.growth(-360, -300, "redis_keyspace_misses_total"));
    }

    /// A server that starts anew counts from zero and is empty.
    @Test
    void aRestartEmptiesAndForgets() {
        var shop = Shops.run(2, -300, at(-330, new CacheEffect.Restart(CACHE, "north", 10)));
        var north = new String[] {"region", "north"};
        assertTrue(
                shop.at(-300, "redis_commands_processed_total", north)
                        < shop.at(-345, "redis_commands_processed_total", north));
        assertTrue(shop.at(-300, "redis_db_keys", north) < 100_000);
        assertTrue(shop.count(-332, -310, CACHE, "Ready to accept connections") == 2);
    }

    /// Looking and previewing change nothing, and say what the metrics say.
    @Test
    void whatPeopleSeeIsWhatThereIs() {
        var shop = full("noeviction");
        var before = shop.timeline().digest(-320, -300);
        var lines =
                Inspections.look(
                        "redis-info redis-shop --region north", shop.timeline().snapshot(), -301);
        assertTrue(lines.contains("maxmemory_policy:noeviction"), lines.toString());
        assertTrue(lines.contains("maxmemory_human:1024.00M"), lines.toString());
        var inventory = shop.timeline().inventory(-301);
        var effect =
                Actions.parse("cache-memory redis-shop --mebibytes 2048", inventory, Shops.SHOP);
        var preview = Actions.preview(effect, inventory);
        assertTrue(
                preview.lines().getFirst().startsWith("north: 1024 MiB -> 2048 MiB, 10"),
                preview.toString());
        assertEquals(before, shop.timeline().digest(-320, -300));
    }
}
