// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Matcher;
import brownout.query.routing.TimeInterval.Range;
import brownout.query.routing.TimeInterval.Window;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a configuration as YAML that Alertmanager 0.25 and newer read: every text in double quotes,
/// every matcher in the new form.
final class ConfigPrinter {
    private final boolean hideSecrets;
    private final StringBuilder text = new StringBuilder();

    ConfigPrinter(boolean hideSecrets) {
        this.hideSecrets = hideSecrets;
    }

    String print(Config config) {
        line(0, "global:");
        line(1, "resolve_timeout: " + duration(config.resolveTimeoutMillis()));
        line(0, "route:");
        route(1, config.route());
        list(0, "inhibit_rules", config.inhibitRules(), this::inhibitRule);
        list(0, "receivers", config.receivers(), this::receiver);
        list(0, "time_intervals", config.timeIntervals(), this::timeInterval);
        return text.toString();
    }

    private void route(int depth, Route route) {
        route.receiver().ifPresent(name -> line(depth, "receiver: " + quoted(name)));
        route.groupBy().ifPresent(names -> line(depth, "group_by: " + flow(names)));
        route.groupWaitMillis().ifPresent(ms -> line(depth, "group_wait: " + duration(ms)));
        route.groupIntervalMillis().ifPresent(ms -> line(depth, "group_interval: " + duration(ms)));
        route.repeatIntervalMillis()
                .ifPresent(ms -> line(depth, "repeat_interval: " + duration(ms)));
        matchers(depth, "matchers", route.matchers());
        if (route.continues()) {
            line(depth, "continue: true");
        }
        names(depth, "mute_time_intervals", route.muteTimeIntervals());
        names(depth, "active_time_intervals", route.activeTimeIntervals());
        list(depth, "routes", route.routes(), this::route);
    }

    private void inhibitRule(int depth, Config.InhibitRule rule) {
        matchers(depth, "source_matchers", rule.sources());
        matchers(depth, "target_matchers", rule.targets());
        line(depth, "equal: " + flow(rule.equal()));
    }

    private void receiver(int depth, Config.Receiver receiver) {
        line(depth, "name: " + quoted(receiver.name()));
        for (var kind : List.of("webhook", "email", "pagerduty", "slack")) {
            var some = receiver.integrations().stream().filter(i -> i.kind().equals(kind)).toList();
            list(depth, kind + "_configs", some, this::integration);
        }
    }

    private void integration(int depth, Integration integration) {
        line(depth, "send_resolved: " + integration.sendResolved());
        switch (integration) {
            case Integration.Webhook hook -> {
                line(depth, "url: " + url(hook.url()));
                line(depth, "max_alerts: " + hook.maxAlerts());
            }
            case Integration.Slack slack -> {
                line(depth, "api_url: " + secret(slack.apiUrl()));
                line(depth, "channel: " + quoted(slack.channel()));
                text(depth, "username", slack.username());
                text(depth, "title", slack.title());
                text(depth, "text", slack.text());
            }
            case Integration.PagerDuty pager -> {
                line(
                        depth,
                        (pager.eventsV2() ? "routing_key: " : "service_key: ")
                                + secret(pager.key()));
                line(depth, "url: " + quoted(pager.url()));
                text(depth, "severity", pager.severity());
                text(depth, "description", pager.description());
            }
            case Integration.Email email -> email(depth, email);
        }
    }

    private void email(int depth, Integration.Email email) {
        line(depth, "to: " + quoted(email.to()));
        line(depth, "from: " + quoted(email.from()));
        line(depth, "smarthost: " + quoted(email.smarthost()));
        line(depth, "require_tls: " + email.requireTls());
        text(depth, "auth_username", email.username());
        email.password().ifPresent(key -> line(depth, "auth_password: " + secret(key)));
        if (!email.headers().isEmpty()) {
            line(depth, "headers:");
            for (Map.Entry<String, String> header : email.headers().entrySet()) {
                line(depth + 1, quoted(header.getKey()) + ": " + quoted(header.getValue()));
            }
        }
    }

    private void timeInterval(int depth, TimeInterval interval) {
        line(depth, "name: " + quoted(interval.name()));
        list(depth, "time_intervals", interval.windows(), this::window);
    }

    private void window(int depth, Window window) {
        list(
                depth,
                "times",
                window.minutes(),
                (inner, range) -> {
                    line(inner, "start_time: " + quoted(clock(range.begin())));
                    line(inner, "end_time: " + quoted(clock(range.end())));
                });
        ranges(depth, "weekdays", window.weekdays(), TimeIntervalReader::weekday);
        ranges(depth, "days_of_month", window.daysOfMonth(), String::valueOf);
        ranges(depth, "months", window.months(), String::valueOf);
        ranges(depth, "years", window.years(), String::valueOf);
        var zone = window.zone().equals(ZoneOffset.UTC) ? "UTC" : window.zone().getId();
        line(depth, "location: " + quoted(zone));
    }

    private interface Name {
        String of(int value);
    }

    private void ranges(int depth, String key, List<Range> ranges, Name name) {
        names(
                depth,
                key,
                ranges.stream()
                        .map(range -> name.of(range.begin()) + ":" + name.of(range.end()))
                        .toList());
    }

    // ---- the shapes of YAML

    private interface Item<T> {
        void print(int depth, T item);
    }

    /// `key:` and its items, each a mapping; nothing for an empty list.
    private <T> void list(int depth, String key, List<T> items, Item<T> printer) {
        if (items.isEmpty()) {
            return;
        }
        line(depth, key + ":");
        for (var item : items) {
            int start = text.length();
            printer.print(depth + 2, item);
            if (text.length() == start) {
                line(depth + 2, "{}"); // a route that inherits all
            }
            int dash = start + 2 * (depth + 1);
            text.replace(dash, dash + 2, "- ");
        }
    }

    private void matchers(int depth, String key, List<Matcher> matchers) {
        names(depth, key, matchers.stream().map(MatcherText::print).toList());
    }

    private void names(int depth, String key, List<String> names) {
        if (!names.isEmpty()) {
            line(depth, key + ": " + flow(names));
        }
    }

    private void text(int depth, String key, Optional<String> value) {
        value.ifPresent(some -> line(depth, key + ": " + quoted(some)));
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }

    private static String flow(List<String> names) {
        return "[" + String.join(", ", names.stream().map(ConfigPrinter::quoted).toList()) + "]";
    }

    private String secret(Secret secret) {
        return quoted(hideSecrets ? Secret.HIDDEN : secret.value());
    }

    /// Older versions hold a webhook's URL to be no secret and want one that is well-formed.
    private String url(Secret secret) {
        return quoted(hideSecrets ? "http://secret.invalid/" : secret.value());
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append("\\x%02x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static String clock(int minute) {
        return twoDigits(minute / 60) + ":" + twoDigits(minute % 60);
    }

    private static String twoDigits(int value) {
        return value < 10 ? "0" + value : String.valueOf(value);
    }

    /// Prometheus's notation: `1h30m`, `0s`.
    static String duration(long millis) {
        if (millis == 0) {
            return "0s";
        }
        var duration = new StringBuilder();
        long rest = millis;
        String[] units = {"h", "m", "s", "ms"};
        long[] sizes = {3_600_000, 60_000, 1000, 1};
        for (int i = 0; i < units.length; i++) {
            if (rest >= sizes[i]) {
                duration.append(rest / sizes[i]).append(units[i]);
                rest %= sizes[i];
            }
        }
        return duration.toString();
    }
}
