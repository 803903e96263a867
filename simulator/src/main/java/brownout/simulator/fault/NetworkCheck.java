// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import static brownout.simulator.fault.Checks.known;
import static brownout.simulator.fault.Checks.region;
import static brownout.simulator.fault.Checks.service;
import static brownout.simulator.fault.Checks.within;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import java.util.List;
import java.util.Optional;

/// Whether something that happens to the network makes sense in an estate.
final class NetworkCheck {
    private static final int MOST_CONNECTIONS = 16_777_216;

    private NetworkCheck() {}

    static Optional<String> check(NetworkEffect effect, Estate estate) {
        return switch (effect) {
            case NetworkEffect.EndCertificate(var certificate, var inSeconds) ->
                    certificate(certificate, estate)
                            .or(() -> within("inSeconds", inSeconds, 0, 10_000_000));
            case NetworkEffect.RenewCertificate(var certificate) ->
                    certificate(certificate, estate);
            case NetworkEffect.RestartDns(var region) -> region(region, estate);
            case NetworkEffect.MutualTls(var service, _) -> service(service, estate);
            case NetworkEffect.ApplyPolicy(var policy, var service) ->
                    policy(policy).or(() -> service(service, estate));
            case NetworkEffect.RevertPolicy(var policy) -> policy(policy);
            case NetworkEffect.FillConnections(var node, var overSeconds, var ratio) ->
                    node(node, estate)
                            .or(() -> within("overSeconds", overSeconds, 1, 86_400))
                            .or(() -> within("ratio", ratio, 0, 100));
            case NetworkEffect.LimitConnections(var node, var entries) ->
                    node(node, estate).or(() -> within("entries", entries, 1024, MOST_CONNECTIONS));
        };
    }

    private static Optional<String> certificate(String name, Estate estate) {
        var certificates =
                estate.platform().map(Platform::certificates).orElse(List.of()).stream()
                        .map(Platform.Certificate::name)
                        .toList();
        return known("certificate", name, certificates);
    }

    private static Optional<String> policy(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,62}")
                ? Optional.empty()
                : Optional.of(
                        "\""
                                + name
                                + "\" is not a policy's name: lower case letters, digits and hyphens");
    }

    private static Optional<String> node(String name, Estate estate) {
        var nodes =
                estate.regions().stream()
                        .flatMap(region -> region.nodes().stream())
                        .map(Estate.Node::name)
                        .toList();
        return known("node", name, nodes);
    }
}
