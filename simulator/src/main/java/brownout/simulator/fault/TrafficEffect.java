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
}
