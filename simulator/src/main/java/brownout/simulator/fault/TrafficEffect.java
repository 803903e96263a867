// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.List;

/// What customers and others send, and what customers are told.
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

    /// The public status page says `status`: operational, investigating, identified, monitoring or
    /// resolved. While it says that something is wrong, fewer of those who see it write to the support
    /// desk.
    record StatusPage(String status) implements TrafficEffect {
        public static final List<String> STATUSES =
                List.of("operational", "investigating", "identified", "monitoring", "resolved");

        /// Whether it says that something is wrong.
        public boolean isIncident() {
            return !status.equals("operational") && !status.equals("resolved");
        }

        @Override
        public String target() {
            return "";
        }
    }
}
