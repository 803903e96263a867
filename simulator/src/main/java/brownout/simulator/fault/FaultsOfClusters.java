// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Faults.silent;

import brownout.simulator.estate.Estate;
import java.util.List;

/// What a [ClusterFault] comes to.
final class FaultsOfClusters {
    private FaultsOfClusters() {}

    static List<Scheduled> effects(ClusterFault fault, Estate estate, int tick) {
        return switch (fault) {
            case ClusterFault.CpuThrottled(var service, var region, var cores) ->
                    List.of(silent(tick, new PodEffect.LimitCpu(service, region, cores)));
        };
    }
}
