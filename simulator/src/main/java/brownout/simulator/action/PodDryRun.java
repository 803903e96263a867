// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.fault.PodEffect;
import java.util.List;

/// What an effect on a pod would do.
final class PodDryRun {
    private PodDryRun() {}

    static Preview of(PodEffect effect) {
        return switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var cores) ->
                    new Preview(
                            "Set the CPU limit of "
                                    + service
                                    + (region.isEmpty() ? "" : " in " + region)
                                    + " to "
                                    + cores
                                    + " cores",
                            List.of("pods go on running"),
                            0,
                            1);
        };
    }
}
