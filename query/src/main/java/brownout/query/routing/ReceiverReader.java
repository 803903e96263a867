// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.syntax.FileError;
import brownout.query.syntax.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads one receiver with its integrations.
final class ReceiverReader {
    private static final List<String> KINDS =
            List.of(
                    "name",
                    "webhook_configs",
                    "email_configs",
                    "pagerduty_configs",
                    "slack_configs");
    private static final List<String> LATER =
            List.of(
                    "labels",
                    "discord_configs",
                    "incidentio_configs",
                    "jira_configs",
                    "mattermost_configs",
                    "msteams_configs",
                    "msteamsv2_configs",
                    "opsgenie_configs",
                    "pushover_configs",
                    "rocketchat_configs",
                    "sns_configs",
                    "telegram_configs",
                    "victorops_configs",
                    "webex_configs",
                    "wechat_configs");
    private static final List<String> LATER_HTTP = List.of("http_config", "timeout", "url_file");

    private ReceiverReader() {}

    static Config.Receiver read(YamlNode node, Global global) {
        Fields.keys(node, KINDS, LATER);
        if (!node.has("name")) {
            throw node.errorHere("missing name in receiver", "");
        }
        var integrations = new ArrayList<Integration>();
        node.items("webhook_configs").forEach(each -> integrations.add(webhook(each)));
        node.items("email_configs").forEach(each -> integrations.add(email(each, global)));
        node.items("pagerduty_configs").forEach(each -> integrations.add(pagerDuty(each, global)));
        node.items("slack_configs").forEach(each -> integrations.add(slack(each, global)));
        return new Config.Receiver(node.text("name"), integrations);
    }

    private static Integration webhook(YamlNode node) {
        Fields.keys(node, List.of("send_resolved", "url", "max_alerts"), LATER_HTTP);
        var url =
                Fields.url(node, "url")
                        .orElseThrow(() ->
                                node.errorHere("one of url or url_file must be configured", ""));
        int most = node.find("max_alerts").map(n -> n.integer(0, Integer.MAX_VALUE)).orElse(0);
        return new Integration.Webhook(
                Fields.flag(node, "send_resolved", true), new Secret(url), most);
    }

    private static Integration slack(YamlNode node, Global global) {
        Fields.keys(
                node,
                List.of("send_resolved", "api_url", "channel", "username", "title", "text"),
                Fields.concat(
                        LATER_HTTP,
                        "api_url_file",
                        "app_token",
                        "app_token_file",
                        "app_url",
                        "color",
                        "title_link",
                        "pretext",
                        "message_text",
                        "fields",
                        "short_fields",
                        "footer",
                        "fallback",
                        "callback_id",
                        "icon_emoji",
                        "icon_url",
                        "image_url",
                        "thumb_url",
                        "link_names",
                        "mrkdwn_in",
                        "actions"));
        var url =
                Fields.url(node, "api_url")
                        .map(Secret::new)
                        .or(global::slackApiUrl)
                        .orElseThrow(() ->
                                node.errorHere(
                                        "no global Slack API URL set either inline or in a file",
                                        ""));
        return new Integration.Slack(
                Fields.flag(node, "send_resolved", false),
                url,
                Fields.literal(node, "channel").orElse(""),
                Fields.literal(node, "username"),
                Fields.literal(node, "title"),
                Fields.literal(node, "text"));
    }

    private static Integration pagerDuty(YamlNode node, Global global) {
        Fields.keys(
                node,
                List.of(
                        "send_resolved",
                        "routing_key",
                        "service_key",
                        "url",
                        "severity",
                        "description"),
                Fields.concat(
                        LATER_HTTP,
                        "routing_key_file",
                        "service_key_file",
                        "client",
                        "client_url",
                        "details",
                        "images",
                        "links",
                        "source",
                        "class",
                        "component",
                        "group"));
        boolean eventsV2 = node.has("routing_key");
        if (!eventsV2 && !node.has("service_key")) {
            throw node.errorHere("missing service or routing key in PagerDuty config", "");
        }
        if (eventsV2 && node.has("service_key")) {
            throw node.errorHere("at most one of routing_key & service_key must be configured", "");
        }
        return new Integration.PagerDuty(
                Fields.flag(node, "send_resolved", true),
                eventsV2,
                new Secret(node.text(eventsV2 ? "routing_key" : "service_key")),
                Fields.url(node, "url").orElse(global.pagerdutyUrl()),
                Fields.literal(node, "severity"),
                Fields.literal(node, "description"));
    }

    private static Integration email(YamlNode node, Global global) {
        Fields.keys(
                node,
                List.of(
                        "send_resolved",
                        "to",
                        "from",
                        "smarthost",
                        "require_tls",
                        "auth_username",
                        "auth_password",
                        "headers"),
                List.of(
                        "hello",
                        "auth_password_file",
                        "auth_secret",
                        "auth_secret_file",
                        "auth_identity",
                        "tls_config",
                        "force_implicit_tls",
                        "html",
                        "text",
                        "threading"));
        return new Integration.Email(
                Fields.flag(node, "send_resolved", false),
                required(Fields.literal(node, "to"), node, "missing to address in email config"),
                required(
                        Fields.literal(node, "from").or(global::smtpFrom),
                        node,
                        "no global SMTP from set"),
                required(
                        Global.hostPort(node, "smarthost").or(global::smtpSmarthost),
                        node,
                        "no global SMTP smarthost set"),
                Fields.flag(node, "require_tls", global.smtpRequireTls()),
                Fields.literal(node, "auth_username").or(global::smtpUsername),
                node.find("auth_password")
                        .map(YamlNode::text)
                        .map(Secret::new)
                        .or(global::smtpPassword),
                headers(node));
    }

    private static String required(Optional<String> value, YamlNode node, String fault) {
        return value.orElseThrow(() -> node.errorHere(fault, ""));
    }

    /// Names are told apart without regard to case.
    private static Map<String, String> headers(YamlNode node) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        node.find("headers")
                .ifPresent(all ->
                        all.entries()
                                .forEach((name, value) -> {
                                    if (headers.put(name, Fields.literal(value)) != null) {
                                        throw duplicate(value, name);
                                    }
                                }));
        return headers;
    }

    private static FileError duplicate(YamlNode place, String name) {
        return place.errorHere("duplicate header \"" + name + "\" in email config", "");
    }
}
