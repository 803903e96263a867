// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What a process runs out of: entries 51 to 53 of the catalogue.
public sealed interface ResourceFault extends Fault {
    /// The pods of `service` leak threads: over `overSeconds` (> 0) after the fault begins everything that
    /// those do which are there then grows to take `addedSeconds` (0..30) longer, without CPU.
    record ThreadLeak(String service, int overSeconds, Goal addedSeconds) implements ResourceFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            addedSeconds,
                            0,
                            30,
                            amount -> new ThreadLeak(service, overSeconds, Goal.exactly(amount))));
        }
    }
}
