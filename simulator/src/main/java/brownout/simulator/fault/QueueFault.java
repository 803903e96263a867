// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong between producers and consumers: entries 26 to 30 of the catalogue.
public sealed interface QueueFault extends Fault {
    /// Handling a message takes `service`'s `operation` `factor` (1..1000) times the CPU.
    record SlowConsumer(String service, String operation, Goal factor) implements QueueFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount -> new SlowConsumer(service, operation, Goal.exactly(amount))));
        }
    }
}
