// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong with caches: entries 19 to 24 of the catalogue.
public sealed interface CacheFault extends Fault {
    /// `cache` starts empty, in `region` or in all ("").
    record ColdCache(String cache, String region) implements CacheFault {}

    /// Keys without a time to live fill `cache` within `overSeconds`, and it may evict nothing.
    record CacheFull(String cache, String region, int overSeconds) implements CacheFault {}

    /// The pods of `cache` are killed and back after `downSeconds`, with nothing in them.
    record CacheKilled(String cache, String region, int downSeconds) implements CacheFault {}

    /// `service` is deployed as `version`, which looks for keys in `cache` that nobody has written.
    record KeyFormat(String service, String version, String cache) implements CacheFault {}

    /// An `expireShare` of `cache` expires at the same moment, every `everySeconds`.
    record Stampede(String cache, String region, int everySeconds, double expireShare)
            implements CacheFault {}

    /// One key of `cache` keeps its shard busy for `load` (0..10) times what it can do.
    record HotKey(String cache, String region, Goal load) implements CacheFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            load,
                            0,
                            10,
                            amount -> new HotKey(cache, region, Goal.exactly(amount))));
        }
    }

    /// The password of `cache` is changed; pods that run go on with the old one, and fail as their
    /// connections are renewed, all of them after `overSeconds`.
    record PasswordRotated(String cache, int overSeconds) implements CacheFault {}
}
