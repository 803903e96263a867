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

    /// A message that `group` cannot read lies in `partition` of `queue`.
    record PoisonPill(String queue, String group, String region, int partition)
            implements QueueFault {}

    /// Each message waits `addedMicros` for something, so that a batch takes longer than a group may
    /// go without polling.
    record RebalanceLoop(String service, String operation, long addedMicros)
            implements QueueFault {}

    /// `group` says too late that it has handled a message: a `redeliveredRatio` of them comes again.
    record DuplicateDeliveries(String queue, String group, String region, double redeliveredRatio)
            implements QueueFault {}

    /// Bulk messages, `ratePerSecond` of them, wait in the same `queue` as those that are urgent.
    record BulkStarves(String queue, String region, double ratePerSecond) implements QueueFault {}
}
