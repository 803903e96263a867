// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to a cache, in `region` or in all (`""`).
public sealed interface CacheEffect extends Effect {
    String cache();

    String region();

    @Override
    default String target() {
        return cache();
    }

    /// Everything in it is thrown away.
    record Flush(String cache, String region) implements CacheEffect {}

    /// Its pods go away: connections are refused for `downSeconds`, then commands while it loads, and
    /// it comes back empty.
    record Restart(String cache, String region, int downSeconds) implements CacheEffect {}

    /// It may use `limitBytes` from now on; what does not fit is evicted.
    record Memory(String cache, String region, long limitBytes) implements CacheEffect {}

    /// What it does when it is full: `noeviction`, `allkeys-lru`, …
    record Policy(String cache, String region, String policy) implements CacheEffect {}

    /// Keys without a time to live are written, `bytesPerSecond` of them; 0 ends it.
    record Grow(String cache, String region, long bytesPerSecond) implements CacheEffect {}

    /// A `expireShare` of the content expires at the same moment, every `everySeconds`; 0 ends it.
    record Expiry(String cache, String region, int everySeconds, double expireShare)
            implements CacheEffect {}

    /// One big key is read so often that its shard is busy with that alone for `load` of the time
    /// (1: always, more: it cannot keep up); 0 ends it.
    record HotKey(String cache, String region, double load) implements CacheEffect {}

    /// Slow commands keep every shard busy for `load` of the time; 0 ends it.
    record Busy(String cache, String region, double load) implements CacheEffect {}

    /// It gets a new password in all regions, which its clients read at once.
    record RotatePassword(String cache) implements CacheEffect {
        @Override
        public String region() {
            return "";
        }
    }

    /// Its clients keep the hottest keys to themselves for a second, or no longer.
    record LocalCopies(String cache, String region, boolean on) implements CacheEffect {}
}
