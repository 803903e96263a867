// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What customers and others send: entries 54 to 57 of the catalogue.
public sealed interface TrafficFault extends Fault {
    /// Customers send `factor` (1..100) times as much.
    record FlashCrowd(Goal factor) implements TrafficFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor, 1, 100, amount -> new FlashCrowd(Goal.exactly(amount))));
        }
    }

    /// A rule at the edge looks at every request to `service` so slowly that all its work costs `factor`
    /// (1..1000) times the CPU.
    record SlowRule(String service, Goal factor) implements TrafficFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount -> new SlowRule(service, Goal.exactly(amount))));
        }
    }
}
