// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Scope;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.ProviderZones;
import java.util.List;
import java.util.Optional;

/// Whether a condition makes sense in an estate.
final class ConditionCheck {
    private ConditionCheck() {}

    static Optional<String> check(Condition condition, Estate estate) {
        return switch (condition) {
            case Condition.Work work ->
                    scope(work.scope(), estate)
                            .or(() -> operation(work, estate))
                            .or(() -> within("cpuFactor", work.cpuFactor(), 0, 1000))
                            .or(() -> within("errorRatio", work.errorRatio(), 0, 1));
            case Condition.Calls calls ->
                    scope(calls.scope(), estate)
                            .or(() -> place(calls, estate))
                            .or(() -> target(calls.target(), estate))
                            .or(() -> within("repeat", calls.repeat(), 1, 60))
                            .or(() -> within("factor", calls.factor(), 0, 1000))
                            .or(() -> within("lossRatio", calls.lossRatio(), 0, 0.9))
                            .or(() -> within("missRatio", calls.missRatio(), 0, 1))
                            .or(() -> within("errorRatio", calls.errorRatio(), 0, 1))
                            .or(() -> within("retries", calls.retries(), -1, 30));
        };
    }

    private static Optional<String> scope(Scope scope, Estate estate) {
        return anyOr("service", scope.service(), estate.serviceNames())
                .or(() -> anyOr("region", scope.region(), estate.regionNames()))
                .or(() -> anyOr("node", scope.node(), nodes(estate)))
                .or(() ->
                        anyOr(
                                "flag",
                                scope.flag(),
                                estate.flags().stream().map(Estate.Flag::name).toList()))
                .or(() -> within("podShare", scope.podShare(), 0.001, 1))
                .or(() -> within("userShare", scope.userShare(), 0.001, 1));
    }

    /// Of a third party, `to` may name one of its zones.
    private static Optional<String> place(Condition.Calls calls, Estate estate) {
        boolean isParty =
                estate.thirdParties().stream().anyMatch(p -> p.name().equals(calls.target()));
        return isParty && ProviderZones.names(estate).contains(calls.to().region())
                ? Optional.empty()
                : scope(calls.to(), estate);
    }

    private static List<String> nodes(Estate estate) {
        return estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .map(Estate.Node::name)
                .toList();
    }

    private static Optional<String> operation(Condition.Work work, Estate estate) {
        var names =
                estate.services().stream()
                        .filter(service ->
                                work.scope().service().isEmpty()
                                        || service.name().equals(work.scope().service()))
                        .flatMap(service -> service.operations().stream())
                        .map(Estate.Operation::name)
                        .toList();
        return anyOr("operation", work.operation(), names);
    }

    private static Optional<String> target(String target, Estate estate) {
        return anyOr("component", target, estate.componentNames());
    }

    private static Optional<String> anyOr(String what, String name, List<String> names) {
        return name.isEmpty() ? Optional.empty() : known(what, name, names);
    }
}
