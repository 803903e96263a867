// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.ProviderZones;
import java.util.List;
import java.util.Optional;

/// Whether a switch or a change of traffic makes sense in an estate.
final class PolicyCheck {
    private PolicyCheck() {}

    static Optional<String> check(PolicyEffect effect, Estate estate) {
        return switch (effect) {
            case PolicyEffect.Flag(var flag, var share) ->
                    known("flag", flag, estate.flags().stream().map(Estate.Flag::name).toList())
                            .or(() -> within("a share", share, 0, 1));
            case PolicyEffect.Quota(var party, var perSecond) ->
                    party(party, estate).or(() -> within("a quota", perSecond, 0, 1e6));
            case PolicyEffect.Zone(var party, var zone, _) ->
                    party(party, estate).or(() -> known("zone", zone, ProviderZones.names(estate)));
            case PolicyEffect.Breaker(var service, var callee, _) ->
                    service(service, estate)
                            .or(() ->
                                    known(
                                            "callee of " + service,
                                            callee,
                                            callees(service, estate)));
            case PolicyEffect.Admission(var service, var operation, var share) ->
                    service(service, estate)
                            .or(() -> operation(service, operation, estate))
                            .or(() -> within("a share", share, 0, 1));
        };
    }

    private static Optional<String> party(String name, Estate estate) {
        var names = estate.thirdParties().stream().map(Estate.ThirdParty::name).toList();
        return known("third party", name, names);
    }

    static Optional<String> check(TrafficEffect effect, Estate estate) {
        return switch (effect) {
            case TrafficEffect.StatusPage(var status) ->
                    known("status", status, TrafficEffect.StatusPage.STATUSES);
            case TrafficEffect.WeighRegion(var region, var share) ->
                    Checks.known("region", region, estate.regionNames())
                            .or(() -> Checks.within("weightShare", share, 0, 1));
            case TrafficEffect.RouteTraffic(var service, var operation, var region, var factor) ->
                    known("route", service + "/" + operation, routes(estate))
                            .or(() -> region(region, estate))
                            .or(() -> within("factor", factor, 0, 1000));
        };
    }

    private static List<String> routes(Estate estate) {
        return estate.routes().stream().map(r -> r.service() + "/" + r.operation()).toList();
    }

    private static Optional<String> operation(String service, String operation, Estate estate) {
        var operations = estate.service(service).orElseThrow().operations();
        var names = operations.stream().map(Estate.Operation::name).toList();
        return operation.isEmpty()
                ? Optional.empty()
                : known("operation of " + service, operation, names);
    }

    private static List<String> callees(String service, Estate estate) {
        return estate.service(service).orElseThrow().operations().stream()
                .flatMap(operation -> operation.calls().stream())
                .map(Estate.Call::target)
                .distinct()
                .toList();
    }
}
