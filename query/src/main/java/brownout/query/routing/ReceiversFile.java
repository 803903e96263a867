// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.syntax.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Reads a file of receivers that are really told: the sections `global` and `receivers` of a
/// configuration. What nothing can be delivered to is refused at its place.
final class ReceiversFile {
    private static final List<String> SECTIONS = List.of("global", "receivers");
    private static final List<String> URLS =
            List.of("url", "api_url", "slack_api_url", "pagerduty_url");

    private static final int LAST_PORT = 65_535;

    private ReceiversFile() {}

    static List<Config.Receiver> read(YamlNode root) {
        for (var key : root.keyNodes()) {
            if (ConfigReader.SECTIONS.contains(key.text()) && !SECTIONS.contains(key.text())) {
                throw key.errorHere(
                        key.text() + " is not used here",
                        "Leave it out: the routes of each estate say which receiver is told");
            }
        }
        root.keys(SECTIONS.toArray(String[]::new));
        root.find("global").ifPresent(ReceiversFile::checkUrls);
        for (var receiver : root.items("receivers")) {
            for (var key : receiver.keyNodes()) {
                if (key.text().equals("email_configs")) {
                    throw key.errorHere(
                            "email_configs is not supported yet",
                            "Give webhook_configs, slack_configs or pagerduty_configs");
                }
            }
            receiver.items("webhook_configs").forEach(ReceiversFile::checkUrls);
            receiver.items("slack_configs").forEach(ReceiversFile::checkUrls);
            receiver.items("pagerduty_configs").forEach(ReceiversFile::checkPagerDuty);
        }
        var receivers = ConfigReader.receivers(root);
        if (receivers.isEmpty()) {
            throw root.errorHere("no receivers", "Give some under `receivers`");
        }
        return receivers;
    }

    private static void checkPagerDuty(YamlNode node) {
        for (var key : node.keyNodes()) {
            if (key.text().equals("service_key")) {
                throw key.errorHere(
                        "service_key is not supported yet",
                        "Give the routing_key of an integration with Events API v2");
            }
        }
        node.find("routing_key").ifPresent(ReceiversFile::checkSecret);
        checkUrls(node);
    }

    private static void checkSecret(YamlNode value) {
        if (value.text().equals(Secret.HIDDEN)) {
            throw value.errorHere("the secret is hidden", "Write it in full");
        }
    }

    /// A URL must be one that requests can be sent to, not just one that looks like it.
    private static void checkUrls(YamlNode node) {
        for (var name : URLS) {
            node.find(name)
                    .ifPresent(value -> {
                        checkSecret(value);
                        if (!value.text().contains("{{") && !hasHost(value.text())) {
                            throw value.errorHere("not a URL", "Give http://host:port/path");
                        }
                    });
        }
    }

    private static boolean hasHost(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null && uri.getPort() <= LAST_PORT;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
