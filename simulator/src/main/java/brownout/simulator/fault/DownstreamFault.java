// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What goes wrong at those whom services depend on: entries 31 to 36 of the catalogue.
public sealed interface DownstreamFault extends Fault {
    /// The third party `provider` takes `factor` (1..1000) times as long to answer.
    record SlowProvider(String provider, Goal factor) implements DownstreamFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            factor,
                            1,
                            1000,
                            amount -> new SlowProvider(provider, Goal.exactly(amount))));
        }
    }

    /// The third party `provider` answers no more than `perSecond` (> 0) requests a second and turns the
    /// rest away with 429: the quota is used up.
    record QuotaUsedUp(String provider, double perSecond) implements DownstreamFault {}

    /// The third party `provider` fails for callers in `region` with a 503, a share `failing` of them:
    /// one of its zones is down.
    record ZoneOutage(String provider, String region, Goal failing) implements DownstreamFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            failing,
                            0,
                            1,
                            amount -> new ZoneOutage(provider, region, Goal.exactly(amount))));
        }
    }
}
