// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.query.routing.Integration;
import brownout.web.http.Json;
import brownout.web.http.Times;
import brownout.web.live.AlertLinks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// An event that opens or ends an incident. Source: PagerDuty, "Events API v2".
final class PagerDutyEvent {
    private static final String CLIENT = "Alertmanager";
    private static final int LONGEST_SUMMARY = 1024;
    private static final List<String> SEVERITIES = List.of("critical", "error", "warning", "info");

    private PagerDutyEvent() {}

    static String of(Message message, Integration.PagerDuty to) {
        var told = message.told();
        var summary = to.description().orElseGet(message::subject);
        var service = message.common("service");
        var json =
                new Json()
                        .object()
                        .member("routing_key", to.key().value())
                        .member("event_action", told.firing() ? "trigger" : "resolve")
                        .member("dedup_key", dedupKey(message))
                        .member("client", CLIENT)
                        .member("client_url", message.alertsPage())
                        .name("payload")
                        .object()
                        .member("summary", shortened(summary))
                        .member("source", service.isEmpty() ? CLIENT : service)
                        .member("severity", to.severity().orElseGet(() -> severity(message)))
                        .member("timestamp", Times.milli(told.atMillis()));
        optional(json, "component", service);
        optional(json, "group", message.common("namespace"));
        optional(json, "class", message.common("alertname"));
        json.name("custom_details")
                .object()
                .member("firing", alerts(message, true))
                .member("resolved", alerts(message, false))
                .member("num_firing", String.valueOf(message.count(true)))
                .member("num_resolved", String.valueOf(message.count(false)))
                .endObject()
                .endObject()
                .name("links")
                .array();
        message.links()
                .forEach(link ->
                        json.object()
                                .member("href", link.url())
                                .member("text", link.name())
                                .endObject());
        return json.endArray().endObject().toString();
    }

    private static void optional(Json json, String name, String value) {
        if (!value.isEmpty()) {
            json.member(name, value);
        }
    }

    /// Equal for all events of one group of one run: two runs have alerts of the same names.
    private static String dedupKey(Message message) {
        var key = message.run() + "\n" + message.told().groupKey();
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /// That of the alerts where PagerDuty knows it.
    private static String severity(Message message) {
        var severity = message.common("severity");
        return SEVERITIES.contains(severity) ? severity : "error";
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_SUMMARY
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_SUMMARY - 1)) + "…";
    }

    /// A line an alert: its labels and what it says.
    private static String alerts(Message message, boolean firing) {
        return message.told().alerts().stream()
                .filter(each -> each.firing() == firing)
                .map(each ->
                        AlertLinks.matchers(each.alert().labels())
                                + " "
                                + each.alert().annotations().get("summary"))
                .collect(Collectors.joining("\n"));
    }
}
