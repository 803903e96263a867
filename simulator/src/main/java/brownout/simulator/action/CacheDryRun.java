// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.CacheEffect;
import java.util.List;

/// What an effect on a cache would do.
final class CacheDryRun {
    private CacheDryRun() {}

    static Preview of(CacheEffect effect) {
        return switch (effect) {
            case CacheEffect.Flush(var cache, var region) ->
                    new Preview(
                            "Flush " + cache + (region.isEmpty() ? "" : " in " + region),
                            List.of(
                                    "every key is deleted",
                                    "reads miss until it has filled again, which takes minutes",
                                    "what is behind it gets the reads that miss"),
                            0,
                            1);
        };
    }
}
