// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.syntax.YamlNode;
import java.util.List;
import java.util.Optional;

/// The section `global`: what receivers inherit.
record Global(
        long resolveTimeoutMillis,
        Optional<Secret> slackApiUrl,
        String pagerdutyUrl,
        Optional<String> smtpSmarthost,
        Optional<String> smtpFrom,
        boolean smtpRequireTls,
        Optional<String> smtpUsername,
        Optional<Secret> smtpPassword) {
    private static final String PAGERDUTY_URL = "https://events.pagerduty.com/v2/enqueue";
    static final Global DEFAULT =
            new Global(
                    Config.RESOLVE_TIMEOUT_MILLIS,
                    Optional.empty(),
                    PAGERDUTY_URL,
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty());

    private static final List<String> KEYS =
            List.of(
                    "resolve_timeout",
                    "slack_api_url",
                    "pagerduty_url",
                    "smtp_smarthost",
                    "smtp_from",
                    "smtp_require_tls",
                    "smtp_auth_username",
                    "smtp_auth_password");
    private static final List<String> LATER =
            List.of(
                    "http_config",
                    "slack_api_url_file",
                    "slack_app_token",
                    "slack_app_token_file",
                    "slack_app_url",
                    "smtp_hello",
                    "smtp_auth_password_file",
                    "smtp_auth_secret",
                    "smtp_auth_secret_file",
                    "smtp_auth_identity",
                    "smtp_tls_config",
                    "smtp_force_implicit_tls",
                    "jira_api_url",
                    "opsgenie_api_url",
                    "opsgenie_api_key",
                    "opsgenie_api_key_file",
                    "wechat_api_url",
                    "wechat_api_secret",
                    "wechat_api_secret_file",
                    "wechat_api_corp_id",
                    "victorops_api_url",
                    "victorops_api_key",
                    "victorops_api_key_file",
                    "telegram_api_url",
                    "telegram_bot_token",
                    "telegram_bot_token_file",
                    "webex_api_url",
                    "rocketchat_api_url",
                    "rocketchat_token",
                    "rocketchat_token_file",
                    "rocketchat_token_id",
                    "rocketchat_token_id_file",
                    "mattermost_webhook_url",
                    "mattermost_webhook_url_file");

    static Global read(YamlNode node) {
        Fields.keys(node, KEYS, LATER);
        return new Global(
                Fields.millis(node, "resolve_timeout").orElse(Config.RESOLVE_TIMEOUT_MILLIS),
                Fields.url(node, "slack_api_url").map(Secret::new),
                Fields.url(node, "pagerduty_url").orElse(PAGERDUTY_URL),
                hostPort(node, "smtp_smarthost"),
                Fields.literal(node, "smtp_from"),
                Fields.flag(node, "smtp_require_tls", true),
                Fields.literal(node, "smtp_auth_username"),
                node.find("smtp_auth_password").map(YamlNode::text).map(Secret::new));
    }

    /// `host:port`, both there.
    static Optional<String> hostPort(YamlNode node, String key) {
        var found = node.find(key);
        found.ifPresent(value -> {
            var text = value.text();
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                throw value.errorHere("address " + text + ": missing port in address", "");
            }
            if (colon == text.length() - 1) {
                throw value.errorHere("address \"" + text + "\": port cannot be empty", "");
            }
        });
        return found.map(YamlNode::text);
    }
}
