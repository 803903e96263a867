// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.fault.NetworkEffect;
import java.util.List;

/// What something done to the network would do.
final class NetworkDryRun {
    private NetworkDryRun() {}

    static Preview of(NetworkEffect effect, Inventory inventory) {
        return switch (effect) {
            case NetworkEffect.EndCertificate(var certificate, var inSeconds) ->
                    new Preview(
                            "Certificate " + certificate + " ends in " + inSeconds + " s",
                            List.of(),
                            0,
                            1);
            case NetworkEffect.RenewCertificate(var certificate) ->
                    new Preview(
                            "Renew certificate " + certificate,
                            List.of(
                                    "ends in: " + ends(certificate, inventory) + " -> 90 days",
                                    "shown to new connections at once"),
                            5,
                            1);
            case NetworkEffect.RestartDns(var region) ->
                    new Preview(
                            "Restart the name servers" + in(region),
                            List.of(
                                    "one after another, so names are answered all the time",
                                    "what they remembered is asked for anew"),
                            15,
                            1);
            case NetworkEffect.MutualTls(var service, var strict) ->
                    new Preview(
                            "Set mutual TLS of "
                                    + service
                                    + " to "
                                    + (strict ? "STRICT" : "PERMISSIVE"),
                            List.of(
                                    strict
                                            ? "callers without a proxy are refused"
                                            : "callers without a proxy are let in, in clear text"),
                            2,
                            1);
            case NetworkEffect.ApplyPolicy(var policy, var service) ->
                    new Preview(
                            "Apply network policy " + policy,
                            List.of("who may call " + service + " changes"),
                            2,
                            1);
            case NetworkEffect.RevertPolicy(var policy) ->
                    new Preview(
                            "Revert network policy " + policy,
                            List.of("traffic that it stopped is let through again"),
                            2,
                            1);
            case NetworkEffect.FillConnections(var node, _, var ratio) ->
                    new Preview(
                            "Open connections on " + node,
                            List.of(ratio + " times what its table holds"),
                            0,
                            1);
            case NetworkEffect.LimitConnections(var node, var entries) ->
                    new Preview(
                            "Set nf_conntrack_max of " + node + " to " + entries,
                            List.of(
                                    "room for connections: "
                                            + inventory
                                                    .controls()
                                                    .map(c -> c.connectionLimits().get(node))
                                                    .map(String::valueOf)
                                                    .orElse("unknown")
                                            + " -> "
                                            + entries,
                                    "about " + entries / 3500 + " MiB of kernel memory when full"),
                            1,
                            1);
        };
    }

    private static String ends(String certificate, Inventory inventory) {
        return inventory
                .controls()
                .map(controls -> controls.certificates().get(certificate))
                .map(end -> (end - inventory.tick()) / 86_400 + " days")
                .orElse("unknown");
    }

    private static String in(String region) {
        return region.isEmpty() ? "" : " in " + region;
    }
}
