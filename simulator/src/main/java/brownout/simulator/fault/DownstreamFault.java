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

    /// The third party `provider` answers a share `failing` of calls to `operation` with status 200 and a
    /// body that says why it did not do what it was asked for (`message` is what the parser says); so
    /// fare the callers whose setting `setting`, `KEY=value`, brings them there, others not.
    record HollowAnswers(
            String provider, String operation, String setting, Goal failing, String message)
            implements DownstreamFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            failing,
                            0,
                            1,
                            amount ->
                                    new HollowAnswers(
                                            provider,
                                            operation,
                                            setting,
                                            Goal.exactly(amount),
                                            message)));
        }
    }

    /// A setting `key` of `service` becomes `retries` (1..30): so often a call to `target` that failed
    /// is tried again.
    record EagerRetries(String service, String target, String key, int retries)
            implements DownstreamFault {}

    /// A `zone` of the third party `provider` is down: it answers a share `failing` of the calls that go
    /// there with a 503. See [brownout.simulator.estate.ProviderZones].
    record ZoneOutage(String provider, String zone, Goal failing) implements DownstreamFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            failing,
                            0,
                            1,
                            amount -> new ZoneOutage(provider, zone, Goal.exactly(amount))));
        }
    }
}
