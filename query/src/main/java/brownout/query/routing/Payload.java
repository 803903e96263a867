// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// What a webhook is sent, version 4. Source: Alertmanager documentation, "webhook_config".
public record Payload(
        String receiver,
        boolean firing,
        List<Notification.Told> alerts,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        String externalUrl,
        String groupKey,
        int truncatedAlerts) {
    private static final String REGEXP_CHARACTERS = "\\.+*?()|[]{}^$";
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    public Payload {
        alerts = List.copyOf(alerts);
    }

    /// All of `notification`; `externalUrl` is where this Alertmanager's pages are.
    public static Payload of(Notification notification, String externalUrl) {
        return of(notification, externalUrl, 0);
    }

    /// As [#of(Notification, String)] with the first `maxAlerts` alerts only (0: all of them); the rest
    /// is counted, and what the alerts have in common is that of those which are left.
    public static Payload of(Notification notification, String externalUrl, int maxAlerts) {
        var all = notification.alerts();
        int kept = maxAlerts > 0 ? Math.min(maxAlerts, all.size()) : all.size();
        var alerts = all.subList(0, kept);
        return new Payload(
                notification.receiver(),
                alerts.stream().anyMatch(Notification.Told::firing),
                alerts,
                notification.groupLabels(),
                common(alerts.stream().map(told -> told.alert().labels()).toList()),
                common(alerts.stream().map(told -> told.alert().annotations()).toList()),
                externalUrl,
                notification.groupKey(),
                all.size() - kept);
    }

    private static Labels common(List<Labels> all) {
        if (all.isEmpty()) {
            return Labels.EMPTY;
        }
        var common = new TreeMap<>(all.getFirst().toMap());
        for (var labels : all) {
            common.entrySet().removeIf(each -> !labels.get(each.getKey()).equals(each.getValue()));
        }
        return Labels.of(common);
    }

    /// The body of the POST: JSON with the fields in Alertmanager's order.
    public String json() {
        var json = new StringBuilder("{\"receiver\":");
        string(json, quotedRegexp(receiver)).append(",\"status\":");
        string(json, status(firing)).append(",\"alerts\":[");
        for (int i = 0; i < alerts.size(); i++) {
            alert(i == 0 ? json : json.append(','), alerts.get(i));
        }
        labels(json.append("],\"groupLabels\":"), groupLabels);
        labels(json.append(",\"commonLabels\":"), commonLabels);
        labels(json.append(",\"commonAnnotations\":"), commonAnnotations);
        string(json.append(",\"externalURL\":"), externalUrl);
        string(json.append(",\"version\":\"4\",\"groupKey\":"), groupKey);
        return json.append(",\"truncatedAlerts\":").append(truncatedAlerts).append('}').toString();
    }

    private static void alert(StringBuilder json, Notification.Told told) {
        var alert = told.alert();
        string(json.append("{\"status\":"), status(told.firing()));
        labels(json.append(",\"labels\":"), alert.labels());
        labels(json.append(",\"annotations\":"), alert.annotations());
        string(json.append(",\"startsAt\":"), time(alert.startsAtMillis()));
        string(json.append(",\"endsAt\":"), told.firing() ? NO_TIME : time(alert.endsAtMillis()));
        string(json.append(",\"generatorURL\":"), alert.generatorUrl());
        string(json.append(",\"fingerprint\":"), alert.fingerprint()).append('}');
    }

    private static String status(boolean firing) {
        return firing ? "firing" : "resolved";
    }

    private static String time(long millis) {
        var text = Instant.ofEpochMilli(millis).toString(); // 0 or 3 digits after the second
        return text.contains(".") ? text.replaceFirst("0+Z$", "Z") : text;
    }

    /// Alertmanager quotes the receiver's name as if it were to become a regular expression.
    private static String quotedRegexp(String name) {
        var quoted = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (REGEXP_CHARACTERS.indexOf(name.charAt(i)) >= 0) {
                quoted.append('\\');
            }
            quoted.append(name.charAt(i));
        }
        return quoted.toString();
    }

    private static void labels(StringBuilder json, Labels labels) {
        json.append('{');
        for (int i = 0; i < labels.size(); i++) {
            string(i == 0 ? json : json.append(','), labels.name(i)).append(':');
            string(json, labels.value(i));
        }
        json.append('}');
    }

    private static StringBuilder string(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    boolean unsafe = c < ' ' || (Character.isSurrogate(c) && !paired(value, i));
                    json.append(unsafe ? "\\u" + hex4(c) : String.valueOf(c));
                }
            }
        }
        return json.append('"');
    }

    private static boolean paired(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    private static String hex4(char c) {
        return Integer.toHexString(0x10000 + c).substring(1);
    }
}
