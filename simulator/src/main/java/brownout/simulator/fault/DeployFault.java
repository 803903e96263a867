// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import java.util.Optional;

/// What comes with a release or a change of configuration: entries 1 to 8 of the catalogue.
public sealed interface DeployFault extends Fault {
    /// `service` is deployed as `version`, whose `operation` fails with a 500 and a stack trace of
    /// `errorType` for a share `errors` of requests.
    record BadRelease(
            String service,
            String version,
            String operation,
            String errorType,
            String message,
            Goal errors)
            implements DeployFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            errors,
                            0,
                            1,
                            amount ->
                                    new BadRelease(
                                            service,
                                            version,
                                            operation,
                                            errorType,
                                            message,
                                            Goal.exactly(amount))));
        }
    }

    /// `pods` pods of `service` in each region try `version`, which asks `target` for `operation` many
    /// times one after another (`repeats`, 1..60) where once would do.
    record SlowCanary(
            String service, String version, int pods, String target, String operation, Goal repeats)
            implements DeployFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            repeats,
                            1,
                            60,
                            amount ->
                                    new SlowCanary(
                                            service,
                                            version,
                                            pods,
                                            target,
                                            operation,
                                            Goal.exactly(Math.rint(amount)))));
        }
    }

    /// The setting `key` of `service` becomes `value`: the name of a host that does not exist, which its
    /// new pods take for that of `target`.
    record WrongSetting(String service, String key, String value, String target)
            implements DeployFault {}

    /// A share of the pods of `service` still has old settings, with which a share `errors` of requests
    /// for `operation` is refused.
    record StaleConfig(
            String service, double podShare, String operation, String message, Goal errors)
            implements DeployFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            errors,
                            0,
                            1,
                            amount ->
                                    new StaleConfig(
                                            service,
                                            podShare,
                                            operation,
                                            message,
                                            Goal.exactly(amount))));
        }
    }

    /// The flag is turned on for a share of the users (`users`), for whom the service's `operation` always
    /// fails with `errorType`.
    record FlagBug(String flag, String operation, String errorType, String message, Goal users)
            implements DeployFault {
        @Override
        public Optional<Degree> degree() {
            return Optional.of(
                    new Degree(
                            users,
                            0.001,
                            1,
                            amount ->
                                    new FlagBug(
                                            flag,
                                            operation,
                                            errorType,
                                            message,
                                            Goal.exactly(amount))));
        }
    }

    /// The schema change `migration` of `database` takes away `column`, which the statements of class
    /// `query` still name.
    record DroppedColumn(String database, String migration, String query, String column)
            implements DeployFault {}

    /// `service` is deployed as `version` with `timeoutKey` and `retriesKey` so set that it waits only
    /// `timeoutMicros` for `target` and tries `retries` times again.
    record ShortTimeout(
            String service,
            String version,
            String target,
            String timeoutKey,
            long timeoutMicros,
            String retriesKey,
            int retries)
            implements DeployFault {}
}
