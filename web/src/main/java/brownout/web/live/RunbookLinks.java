// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import brownout.query.data.Labels;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where the runbook of an alert is. What its annotations say about that leads out of the simulation.
public final class RunbookLinks {
    /// Labels that say which part of the estate an alert is about.
    private static final List<String> ABOUT =
            List.of("service", "peer_service", "region", "topic", "consumergroup", "node");

    private RunbookLinks() {}

    /// The page for an alert with these labels, below `/r/ID/`; its queries begin at `from` ("": where
    /// they do without a range).
    public static String of(Labels labels, String from) {
        var link = new StringBuilder("runbooks/alerts/").append(encoded(labels.get("alertname")));
        char joint = '?';
        for (var name : ABOUT) {
            var value = labels.get(name);
            if (!value.isEmpty()) {
                link.append(joint).append(name).append('=').append(encoded(value));
                joint = '&';
            }
        }
        if (!from.isEmpty()) {
            link.append(joint).append("from=").append(encoded(from)).append("&to=now");
        }
        return link.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
