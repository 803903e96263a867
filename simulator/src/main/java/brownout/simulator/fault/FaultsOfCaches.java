// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [CacheFault] comes to.
final class FaultsOfCaches {
    private FaultsOfCaches() {}

    static List<Scheduled> effects(CacheFault fault, Estate estate, int tick) {
        return switch (fault) {
            case CacheFault.ColdCache(var cache, var region) ->
                    List.of(silent(tick, new CacheEffect.Flush(cache, region)));
        };
    }
}
