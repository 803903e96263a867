// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.EvictionPolicy;
import java.util.Optional;

/// Whether what happens to a cache makes sense.
final class CacheChecks {
    private static final double MEBIBYTE = 1 << 20;

    private CacheChecks() {}

    static Optional<String> check(CacheEffect effect, Estate estate) {
        var names = estate.caches().stream().map(Estate.Cache::name).toList();
        return known("cache", effect.cache(), names)
                .or(() -> region(effect.region(), estate))
                .or(() -> numbers(effect));
    }

    private static Optional<String> numbers(CacheEffect effect) {
        return switch (effect) {
            case CacheEffect.Flush _, CacheEffect.LocalCopies _, CacheEffect.RotatePassword _ ->
                    Optional.empty();
            case CacheEffect.Restart restart ->
                    within("downSeconds", restart.downSeconds(), 1, 3600);
            case CacheEffect.Memory memory ->
                    within("limit in MiB", memory.limitBytes() / MEBIBYTE, 1, 1 << 20);
            case CacheEffect.Policy policy ->
                    known("eviction policy", policy.policy(), EvictionPolicy.labels());
            case CacheEffect.Grow grow ->
                    within("bytesPerSecond", (double) grow.bytesPerSecond(), 0.0, 0x1p30);
            case CacheEffect.Expiry expiry ->
                    within("everySeconds", expiry.everySeconds(), 10, 86_400)
                            .or(() -> within("expireShare", expiry.expireShare(), 0, 1));
            case CacheEffect.HotKey hot -> within("load", hot.load(), 0, 10);
            case CacheEffect.Busy busy -> within("load", busy.load(), 0, 10);
        };
    }
}
