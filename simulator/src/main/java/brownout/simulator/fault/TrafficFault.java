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
                    new Degree(factor, 1, 100, amount -> new FlashCrowd(Goal.exactly(amount))));
        }
    }

    /// Bots try to log in at `service`'s `operation`, an entry, `factor` (1..1000) times as often as people
    /// do; `checker` is the service that checks passwords, in `check`, and refuses theirs with a 401.
    record BotLogins(String service, String operation, String checker, String check, Goal factor)
            implements TrafficFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount ->
                                    new BotLogins(
                                            service,
                                            operation,
                                            checker,
                                            check,
                                            Goal.exactly(amount))));
        }
    }

    /// `version` of `service` writes `?` for letters that it does not know into ids, in a `garbled` share of
    /// its calls to `target`'s `operation`: nobody recognises what is there already, and it is made
    /// `copies` (2..10) times. Every answer is one of success.
    record GarbledIds(
            String service,
            String version,
            String target,
            String operation,
            int copies,
            double garbledRatio)
            implements TrafficFault {}

    /// A rule at the edge, the feature `flag` of a service, is turned on: it looks at every request so
    /// slowly that all the service's work costs `factor` (1..1000) times the CPU.
    record SlowRule(String flag, Goal factor) implements TrafficFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor, 1, 1000, amount -> new SlowRule(flag, Goal.exactly(amount))));
        }
    }
}
