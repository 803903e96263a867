// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to a cache.
public sealed interface CacheEffect extends Effect {
    String cache();

    @Override
    default String target() {
        return cache();
    }

    /// Everything in it is thrown away, in `region` or in all (`""`).
    record Flush(String cache, String region) implements CacheEffect {}
}
