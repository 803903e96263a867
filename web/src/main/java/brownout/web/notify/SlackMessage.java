// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.query.routing.Integration;
import brownout.query.routing.Notification;
import brownout.web.http.Json;
import java.util.stream.Collectors;

/// A message for an incoming webhook as Slack, Mattermost and others take it: one attachment.
/// Source: Slack, "Incoming webhooks" and "Legacy attachments".
final class SlackMessage {
    private static final int ALERTS_SHOWN = 10;

    private SlackMessage() {}

    static String of(Message message, Integration.Slack to) {
        var json = new Json().object();
        if (!to.channel().isEmpty()) {
            json.member("channel", to.channel());
        }
        json.member("username", to.username().orElse("Alertmanager"));
        var title = to.title().orElseGet(() -> escaped(message.subject()));
        json.name("attachments")
                .array()
                .object()
                .member("fallback", title)
                .member("color", message.told().firing() ? "danger" : "good")
                .member("title", title)
                .member("title_link", message.alertsPage())
                .member("text", to.text().orElseGet(() -> text(message)))
                .member("ts", message.told().atMillis() / 1000)
                .name("fields")
                .array();
        field(json, "Service", escaped(message.common("service")));
        field(json, "Severity", escaped(message.common("severity")));
        field(json, "Look at", links(message));
        return json.endArray()
                .name("mrkdwn_in")
                .array()
                .value("text")
                .value("fields")
                .endArray()
                .endObject()
                .endArray()
                .endObject()
                .toString();
    }

    private static void field(Json json, String title, String value) {
        if (!value.isEmpty()) {
            json.object()
                    .member("title", title)
                    .member("value", value)
                    .member("short", !title.equals("Look at"))
                    .endObject();
        }
    }

    private static String links(Message message) {
        return message.links().stream()
                .map(link -> "<" + link.url() + "|" + link.name() + ">")
                .collect(Collectors.joining(" · "));
    }

    /// A line an alert; how many more there are.
    private static String text(Message message) {
        var alerts = message.told().alerts();
        var text =
                alerts.stream()
                        .limit(ALERTS_SHOWN)
                        .map(SlackMessage::line)
                        .collect(Collectors.joining("\n"));
        int more = alerts.size() - ALERTS_SHOWN;
        return more > 0 ? text + "\nand " + more + " more" : text;
    }

    private static String line(Notification.Told told) {
        var annotations = told.alert().annotations();
        var summary = annotations.get("summary");
        var description = annotations.get("description");
        return (told.firing() ? "" : "Resolved: ")
                + "*"
                + escaped(summary.isEmpty() ? told.alert().labels().get("alertname") : summary)
                + "*"
                + (description.isEmpty() ? "" : " " + escaped(description));
    }

    /// The three characters that mean something in a message.
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
