// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import brownout.query.syntax.QueryError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
    private static String everything() throws IOException {
        try (var in = ConfigTest.class.getResourceAsStream("/routing/everything.yml")) {
            if (in == null) {
                throw new AssertionError("no everything.yml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsPrintedReadsTheSame() throws IOException {
        var config = Config.read("everything.yml", everything());
        assertEquals(config, Config.read("printed.yml", config.textWithSecrets()));
        assertEquals(5, config.route().routes().size());
        assertEquals(90_000, config.resolveTimeoutMillis());
    }

    @Test
    void secretsAreHidden() throws IOException {
        var config = Config.read("everything.yml", everything());
        assertTrue(config.textWithSecrets().contains("hush"));
        assertFalse(config.text().contains("hush"), config.text());
        assertFalse(config.toString().contains("hush"), config.toString());
        assertEquals(config.text(), Config.read("printed.yml", config.text()).text());
    }

    /// A file around `what`, which begins in line 3.
    private static void refused(String what, String message) {
        var text = "receivers: [{name: a}]\n\n" + what.replace("|", "\n");
        var error = assertThrows(FileError.class, () -> Config.read("am.yml", text), what);
        assertEquals(message, error.getMessage(), what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '\0',
            value = {
                "route: {receiver: b} @ 3:19: undefined receiver \"b\" used in route. Did you mean \"a\"?",
                "route: {group_wait: 5s} @ 3:8: root route must specify a default receiver",
                "route: {receiver: a, matchers: [x=\"y\"]} @ 3:32: root route must not have any matchers",
                "route: {receiver: a, match: {x: y}} @ 3:29: root route must not have any matchers",
                "route: {receiver: a, continue: true} @ 3:32: cannot have continue in root route",
                "route: {receiver: a, mute_time_intervals: [x]} @ 3:43: root route must not have any mute time intervals",
                "route: {receiver: a, group_wait: -5s} @ 3:34: not a valid duration string: \"-5s\". Write whole numbers with units: 30s, 5m, 1h30m",
                "route: {receiver: a, group_interval: 0s} @ 3:38: group_interval cannot be zero",
                "route: {receiver: a, repeat_interval: 0s} @ 3:39: repeat_interval cannot be zero",
                "route: {receiver: a, group_by: [x, x]} @ 3:36: duplicated label \"x\" in group_by",
                "route: {receiver: a, group_by: [x, '...']} @ 3:32: cannot have wildcard group_by (`...`) and other labels at the same time",
                "route: {receiver: a, routes: [{active_time_intervals: [x]}]} @ 3:56: undefined time interval \"x\" used in route",
                "route: {receiver: a, routes: [{matchers: [x]}]} @ 3:43: bad matcher format: x. Write name=\"value\", with =, !=, =~ or !~",
                "route: {receiver: a}|tracing: {} @ 4:1: tracing is not supported yet. Leave it out",
                "route: {receiver: a}|templates: [x.tmpl] @ 4:13: template files are not supported yet. Leave `templates` out",
                "route: {receiver: a}|global: {opsgenie_api_key: x} @ 4:10: opsgenie_api_key is not supported yet. Leave it out",
                "route: {receiver: a}|global: {slack_api_url: 'ftp://x/'} @ 4:25: unsupported scheme \"ftp\" for URL",
                "route: {receiver: a}|time_intervals: [{name: x}, {name: x}] @ 4:36: time interval \"x\" is not unique",
                "route: {receiver: a}|time_intervals: [{name: x, time_intervals: [{location: Local}]}] @ 4:56: location Local is not supported yet. Name a time zone",
                "route: {receiver: a}|time_intervals: [{name: x, time_intervals: [{weekdays: ['friday:monday']}]}] @ 4:57: start day cannot be before end day",
                "route: {receiver: a}|time_intervals: [{name: x, time_intervals: [{days_of_month: ['0']}]}] @ 4:62: 0 is not a valid day of the month: out of range",
                "route: {receiver: a}|time_intervals: [{name: x, time_intervals: [{days_of_month: ['-1:5']}]}] @ 4:62: end day must be negative if start day is negative",
                "route: {receiver: a}|time_intervals: [{name: x, time_intervals: [{months: ['may:april']}]}] @ 4:55: end month april is before start month may",
            })
    void mistakes(String what, String message) {
        refused(what, "am.yml:" + message);
    }

    @Test
    void mistakesOfReceiversAndKeys() {
        var error =
                assertThrows(
                        FileError.class,
                        () ->
                                Config.read(
                                        "am.yml",
                                        "route: {receiver: a}\nreceivers:\n- {name: a}\n- {name: a}\n"));
        assertEquals(
                "am.yml:4:10: notification config name \"a\" is not unique", error.getMessage());
        refused(
                "x: 1",
                "am.yml:3: unknown key \"x\". Known: global, inhibit_rules,"
                        + " mute_time_intervals, receivers, route, templates, time_intervals");
        var none = assertThrows(FileError.class, () -> Config.read("am.yml", "receivers: []\n"));
        assertEquals(
                "am.yml:1:1: no routes provided. Give a route with a receiver", none.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '\0',
            value = {
                "webhook_configs: [{send_resolved: true}] @ one of url or url_file must be configured",
                "webhook_configs: [{url: 'http://x/', http_config: {}}] @ http_config is not supported yet. Leave it out",
                "slack_configs: [{channel: x}] @ no global Slack API URL set either inline or in a file",
                "slack_configs: [{api_url: 'http://x/', text: '{{ .Status }}'}] @ templates are not supported yet. Leave it out for the usual wording",
                "pagerduty_configs: [{severity: x}] @ missing service or routing key in PagerDuty config",
                "pagerduty_configs: [{routing_key: x, service_key: y}] @ at most one of routing_key & service_key must be configured",
                "email_configs: [{to: x, smarthost: 'h:25'}] @ no global SMTP from set",
                "email_configs: [{to: x, from: y}] @ no global SMTP smarthost set",
                "email_configs: [{to: x, from: y, smarthost: 'h:'}] @ address \"h:\": port cannot be empty",
                "opsgenie_configs: [{}] @ opsgenie_configs is not supported yet. Leave it out",
            })
    void mistakesOfIntegrations(String what, String message) {
        var text = "route: {receiver: a}\nreceivers:\n- name: a\n  " + what + "\n";
        var error = assertThrows(FileError.class, () -> Config.read("am.yml", text));
        assertEquals(4, error.line(), error.getMessage());
        assertTrue(error.column() >= 3, error.getMessage());
        assertTrue(String.valueOf(error.getMessage()).endsWith(": " + message), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "a=b ; {a=\"b\"}",
                "a = \"b\" ; {a=\"b\"}",
                "{a=\"b,c\", d!~e,} ; {a=\"b,c\",d!~\"e\"}",
                "\"söme näme\"=\"x\" ; {\"söme näme\"=\"x\"}",
                "föö=bär ; {\"föö\"=\"bär\"}",
                "a= ; {a=\"\"}",
                "a=~\"\\d+\" ; {a=~\"\\\\d+\"}",
                "a=~\"b\\\\.c\" ; {a=~\"b\\\\.c\"}",
                "a=\"say \\\"hi\\\"\" ; {a=\"say \\\"hi\\\"\"}",
                "a=b c ; {a=\"b c\"}",
                "{} ; {}",
                "{a=b ; {a=\"b\"}", // by the older grammar
                "a==b ; {a=\"=b\"}",
                "1a=b, ; {\"1a\"=\"b\"}",
            })
    void matchers(String text, String printed) {
        assertEquals(printed, MatcherText.print(MatcherText.parse(text)));
        assertEquals(printed, MatcherText.print(MatcherText.parse(printed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=b", "a=\"b", "a=~(", "a=b\"c", "a=b,,c=d"})
    void noMatchers(String text) {
        assertThrows(QueryError.class, () -> MatcherText.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "times: [{start_time: '09:00', end_time: '17:00'}] | 2026-01-05T09:00:00Z | true",
                "times: [{start_time: '09:00', end_time: '17:00'}] | 2026-01-05T16:59:59Z | true",
                "times: [{start_time: '09:00', end_time: '17:00'}] | 2026-01-05T17:00:00Z | false",
                "times: [{start_time: '23:00', end_time: '24:00'}] | 2026-01-05T23:59:59Z | true",
                "weekdays: ['monday:friday'] | 2026-01-05T12:00:00Z | true",
                "weekdays: ['monday:friday'] | 2026-01-04T12:00:00Z | false",
                "weekdays: [Sunday, 'saturday'] | 2026-01-04T12:00:00Z | true",
                "days_of_month: ['1:5'] | 2026-01-05T23:00:00Z | true",
                "days_of_month: ['1:5'] | 2026-01-06T00:00:00Z | false",
                "days_of_month: ['-3:-1'] | 2026-02-26T00:00:00Z | true",
                "days_of_month: ['-3:-1'] | 2026-02-25T23:00:00Z | false",
                "days_of_month: ['28:31'] | 2026-02-28T00:00:00Z | true",
                "days_of_month: ['29:31'] | 2026-02-28T00:00:00Z | false",
                "days_of_month: ['-31:3'] | 2026-02-03T00:00:00Z | refused",
                "months: ['january:march', '12'] | 2026-03-31T23:59:00Z | true",
                "months: ['january:march', '12'] | 2026-04-01T00:00:00Z | false",
                "months: ['january:march', '12'] | 2026-12-01T00:00:00Z | true",
                "years: ['2025:2026'] | 2026-12-31T23:59:00Z | true",
                "years: ['2025'] | 2026-01-01T00:00:00Z | false",
                "{times: [{start_time: '00:00', end_time: '01:00'}], location: Europe/Berlin} | 2026-01-04T23:30:00Z | true",
                "{weekdays: [monday], location: Europe/Berlin} | 2026-01-04T23:30:00Z | true",
                "{weekdays: [monday], months: ['2']} | 2026-01-05T12:00:00Z | false",
            })
    void timeIntervals(String window, String time, String inside) {
        var text =
                "route: {receiver: a}\nreceivers: [{name: a}]\ntime_intervals: [{name: t, time_intervals: ["
                        + (window.startsWith("{") ? window : "{" + window + "}")
                        + "]}]\n";
        if (inside.equals("refused")) {
            assertThrows(FileError.class, () -> Config.read("t.yml", text));
            return;
        }
        var interval = Config.read("t.yml", text).timeIntervals().getFirst();
        assertEquals(inside.equals("true"), interval.contains(Instant.parse(time).toEpochMilli()));
    }

    @Test
    void receiversAlone() {
        var receivers =
                Config.receivers(
                        "r.yml",
                        """
                        global: {slack_api_url: 'http://chat.example/hook'}
                        receivers:
                          - name: "*"
                            webhook_configs: [{url: 'http://a.example/'}, {url: 'http://b.example/'}]
                            slack_configs: [{channel: '#x'}]
                        """);
        var all = receivers.getFirst();
        assertEquals("*", all.name());
        assertEquals("webhook[1]", all.integration(1));
        assertEquals("slack[0]", all.integration(2));
        var slack = (Integration.Slack) all.integrations().get(2);
        assertEquals("http://chat.example/hook", slack.apiUrl().value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '\0',
            value = {
                "receivers: [] @ 1:1: no receivers. Give some under `receivers`",
                "receivers: [{name: a}]|route: {receiver: a} @ 2:1: route is not used here. Leave it out: the routes of each estate say which receiver is told",
                "receivers: [{name: a}, {name: a}] @ 1:31: notification config name \"a\" is not unique",
                "receivers: [{name: a, email_configs: [{to: x}]}] @ 1:23: email_configs is not supported yet. Give webhook_configs, slack_configs or pagerduty_configs",
                "receivers: [{name: a, pagerduty_configs: [{service_key: x}]}] @ 1:44: service_key is not supported yet. Give the routing_key of an integration with Events API v2",
                "receivers: [{name: a, pagerduty_configs: [{routing_key: <secret>}]}] @ 1:57: the secret is hidden. Write it in full",
                "receivers: [{name: a, webhook_configs: [{url: 'http://a b/'}]}] @ 1:47: not a URL. Give http://host:port/path",
                "receivers: [{name: a, webhook_configs: [{url: 'ftp://a/'}]}] @ 1:47: unsupported scheme \"ftp\" for URL",
                "receivers: [{name: a, slack_configs: [{channel: x}]}] @ 1:39: no global Slack API URL set either inline or in a file",
            })
    void whatNothingCanBeDeliveredTo(String text, String message) {
        var error =
                assertThrows(
                        FileError.class,
                        () -> Config.receivers("r.yml", text.replace("|", "\n")),
                        text);
        assertEquals("r.yml:" + message, error.getMessage());
    }
}
