// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to pods and what they run on.
public sealed interface PodEffect extends Effect {
    /// The CPU limit of a service's pods becomes `cores` (> 0), in `region` or in all (`""`).
    record LimitCpu(String service, String region, double cores) implements PodEffect {
        @Override
        public String target() {
            return service;
        }
    }
}
