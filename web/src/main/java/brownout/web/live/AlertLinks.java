// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import brownout.query.alerting.AlertRule;
import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.routing.MatcherText;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.http.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Where a run's pages show what an alert is about: filled in with its query, its service, and the
/// time from a while before it began until now.
public final class AlertLinks {
    /// An alert's charts begin so long before it.
    private static final long BEFORE_MILLIS = 360_000;

    private final String base;
    private final Map<String, String> expressions = new TreeMap<>();

    private AlertLinks(String base) {
        this.base = base;
    }

    /// For the alerts of the rules that are in force; `base` is where the run's pages are, `/r/RUN`,
    /// with or without an origin before it.
    public static AlertLinks of(String base, Telemetry telemetry) {
        var links = new AlertLinks(base);
        for (var group : telemetry.rules()) {
            for (var rule : group.rules()) {
                if (rule.rule() instanceof AlertRule alert) {
                    links.expressions.putIfAbsent(alert.name(), alert.expr().strip());
                }
            }
        }
        return links;
    }

    /// The rule's expression; empty where no rule has the alert's name.
    public String metrics(Labels labels, long sinceMillis) {
        var query = expressions.getOrDefault(labels.get("alertname"), "");
        return link("metrics", query, labels, sinceMillis);
    }

    /// The lines that the alert's annotation `logs` asks for; empty where it has none.
    public String logs(Labels labels, Labels annotations, long sinceMillis) {
        return link("logs", annotations.get("logs"), labels, sinceMillis);
    }

    /// The traces that the alert's annotation `traces` asks for; empty where it has none.
    public String traces(Labels labels, Labels annotations, long sinceMillis) {
        return link("traces", annotations.get("traces"), labels, sinceMillis);
    }

    /// The alert's runbook, whatever its annotations say: they lead out of the simulation.
    public String runbook(Labels labels, long sinceMillis) {
        return base + "/" + RunbookLinks.of(labels, from(sinceMillis));
    }

    /// The run's alerts that have all of `labels`.
    public String alerts(Labels labels) {
        return base + "/alerts?match=" + encoded(matchers(labels));
    }

    /// What only alerts with all of `labels` match: `{a="b",c="d"}`.
    public static String matchers(Labels labels) {
        return MatcherText.print(
                labels.toMap().entrySet().stream()
                        .map(label -> Matcher.equal(label.getKey(), label.getValue()))
                        .toList());
    }

    private String link(String page, String query, Labels labels, long sinceMillis) {
        if (query.isEmpty()) {
            return "";
        }
        return base
                + "/x/"
                + page
                + "?q="
                + encoded(query)
                + "&from="
                + encoded(from(sinceMillis))
                + "&to=now&svc="
                + encoded(labels.get("service"));
    }

    private static String from(long sinceMillis) {
        return Times.milli(sinceMillis - BEFORE_MILLIS).replace(".000", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
