// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.NetworkEffect;
import java.util.List;
import java.util.Set;

/// Certificates, name servers, policies and nodes' connection tables. Each is done to a thing by its
/// public name and is accepted whether or not something is wrong with it.
final class NetworkActions {
    private static final int MOST_CONNECTIONS = 16_777_216;

    static final List<ActionCatalogue.Row> ROWS =
            List.of(
                    ActionCatalogue.row(
                            "renew-certificate",
                            "CERTIFICATE",
                            "Replace a TLS certificate by a new one, valid for 90 days.",
                            "a few seconds; new connections see it at once",
                            "",
                            "none; kept connections show the old one until they end",
                            NetworkActions::renew),
                    ActionCatalogue.row(
                            "restart-dns",
                            "[--region REGION]",
                            "Restart the cluster's name servers, so that they read all names anew.",
                            "a quarter of a minute",
                            "",
                            "what the servers remembered is asked for anew",
                            NetworkActions::restartDns),
                    ActionCatalogue.row(
                            "mutual-tls",
                            "SERVICE MODE",
                            "Whether callers of a service must use mutual TLS: strict or permissive.",
                            "a few seconds",
                            "",
                            "strict: callers without a proxy are refused; permissive: clear text is accepted",
                            NetworkActions::mutualTls),
                    ActionCatalogue.row(
                            "revert-policy",
                            "POLICY",
                            "Take back a network policy that was applied.",
                            "a few seconds",
                            "a network policy that was applied",
                            "whom the policy was meant to stop gets through",
                            NetworkActions::revertPolicy),
                    ActionCatalogue.row(
                            "conntrack-max",
                            "NODE --entries N",
                            "Set how many connections a node's table has room for.",
                            "at once",
                            "",
                            "a full table drops new connections; a large one costs kernel memory",
                            NetworkActions::connections));

    private NetworkActions() {}

    private static Effect renew(Arguments in) {
        var word = in.positional(0, "certificate");
        var names =
                in.estate().platform().map(Platform::certificates).orElse(List.of()).stream()
                        .map(Platform.Certificate::name)
                        .toList();
        in.known("certificate", "certificate", word, names);
        return new NetworkEffect.RenewCertificate(word.text());
    }

    private static Effect restartDns(Arguments in) {
        return new NetworkEffect.RestartDns(in.region());
    }

    private static Effect mutualTls(Arguments in) {
        var service = in.service();
        var mode = in.positional(1, "mode");
        in.known("mode", "mode", mode, List.of("strict", "permissive"));
        boolean strict = mode.text().equals("strict");
        boolean now = in.inventory().controls().orElseThrow().isStrict(service.name());
        if (now == strict) {
            throw in.error(
                    "mode", mode, "mutual TLS of " + service.name() + " is " + mode.text(), "");
        }
        return new NetworkEffect.MutualTls(service.name(), strict);
    }

    private static Effect revertPolicy(Arguments in) {
        var word = in.positional(0, "policy");
        Set<String> names =
                in.inventory()
                        .controls()
                        .<Set<String>>map(c -> c.policies().keySet())
                        .orElse(Set.of());
        in.known("policy", "network policy", word, names);
        return new NetworkEffect.RevertPolicy(word.text());
    }

    private static Effect connections(Arguments in) {
        var word = in.positional(0, "node");
        var nodes =
                in.estate().regions().stream()
                        .flatMap(region -> region.nodes().stream())
                        .map(Estate.Node::name)
                        .toList();
        in.known("node", "node", word, nodes);
        int entries =
                in.number("--entries", 1024, MOST_CONNECTIONS, "in 1024.." + MOST_CONNECTIONS);
        return new NetworkEffect.LimitConnections(word.text(), entries);
    }
}
