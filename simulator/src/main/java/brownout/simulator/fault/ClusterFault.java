// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What goes wrong with pods and what they run on: entries 44 to 50 of the catalogue.
public sealed interface ClusterFault extends Fault {
    /// The pods of `service` may use only `cores` (> 0) of CPU, in `region` or in all ("").
    record CpuThrottled(String service, String region, double cores) implements ClusterFault {}
}
