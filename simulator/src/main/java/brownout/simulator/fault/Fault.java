// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;
import java.util.function.DoubleFunction;

/// One thing that is wrong with an estate, as the catalogue of faults has it. The components of a record
/// are what a scenario file writes; [Faults#effects] says what it comes to. See [FaultNames].
public sealed interface Fault
        permits DeployFault,
                DatabaseFault,
                CacheFault,
                QueueFault,
                DownstreamFault,
                NetworkFault,
                ClusterFault,
                ResourceFault,
                TrafficFault,
                MonitoringFault,
                PeopleFault {
    /// What may be more or less of it, where there is such a thing.
    default Optional<Degree> degree() {
        return Optional.empty();
    }

    /// How much there is of a fault: as a `goal`, and within what bounds, both inclusive, the exact
    /// amount is looked for; more of it means more harm. `with` is the fault with an exact amount.
    record Degree(Goal goal, double low, double high, DoubleFunction<Fault> with) {}
}
