// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.PodEffect;
import java.util.Optional;

/// What the change feed says of what people did to a pod; nothing where nobody would announce it.
final class PodChanges {
    private PodChanges() {}

    static Optional<ChangeRow> row(PodEffect effect, String actor, int tick) {
        return switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var cores) ->
                    Optional.of(
                            new ChangeRow(
                                    tick,
                                    "limits",
                                    service,
                                    actor,
                                    "Changed the CPU limit of "
                                            + service
                                            + (region.isEmpty() ? "" : " in " + region),
                                    "limit " + cores + " cores"));
        };
    }
}
