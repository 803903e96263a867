// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.CacheEffect;
import java.util.Optional;

/// What the change feed says of what people did to a cache; nothing where nobody would announce it.
final class CacheChanges {
    private CacheChanges() {}

    static Optional<ChangeRow> row(CacheEffect effect, String actor, int tick) {
        return switch (effect) {
            case CacheEffect.Flush(var cache, var region) ->
                    Optional.of(
                            new ChangeRow(
                                    tick,
                                    "flush",
                                    cache,
                                    actor,
                                    "Flushed " + cache + (region.isEmpty() ? "" : " in " + region),
                                    "every key was deleted"));
        };
    }
}
