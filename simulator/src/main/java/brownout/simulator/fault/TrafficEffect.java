// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What customers and others send.
public sealed interface TrafficEffect extends Effect {
    /// Requests for `operation` of the entry `service` come `factor` (>= 0, 1 = usual) times as often, in
    /// `region` or everywhere (`""`).
    record RouteTraffic(String service, String operation, String region, double factor)
            implements TrafficEffect {
        @Override
        public String target() {
            return service;
        }
    }

    /// A share (0..1) of all customers' requests is sent to `region`; the other regions keep what is
    /// left in their usual proportions.
    record WeighRegion(String region, double weightShare) implements TrafficEffect {
        @Override
        public String target() {
            return "";
        }
    }
}
