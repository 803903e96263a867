// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong in and around databases: entries 9 to 18 of the catalogue.
public sealed interface DatabaseFault extends Fault {
    /// Statements of class `query` become `factor` (1..1000) times as much work for `database`.
    record PlanFlip(String database, String query, Goal factor) implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount -> new PlanFlip(database, query, Goal.exactly(amount))));
        }
    }

    /// Packets between the pods and `database` take `addedSeconds` (0..30) longer, there and back
    /// together, in `region` or in all ("").
    record SlowLink(String database, String region, Goal addedSeconds) implements DatabaseFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            addedSeconds,
                            0,
                            30,
                            amount -> new SlowLink(database, region, Goal.exactly(amount))));
        }
    }
}
