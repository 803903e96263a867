// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import brownout.query.alerting.RuleGroup.Language;
import brownout.query.syntax.FileError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static List<RuleGroup> read(String text) {
        return RuleReader.read("r.yaml", text, Language.PROMQL, 60_000);
    }

    @Test
    void readsAllThereIs() {
        var groups =
                read(
                        """
                        groups:
                          - name: a
                            interval: 30s
                            query_offset: 1m
                            limit: 10
                            labels: {team: x, env: prod}
                            rules:
                              - record: job:up:sum
                                expr: |
                                  sum by (job) (up) # how many
                                labels: {team: y}
                              - alert: Down
                                expr: job:up:sum == 0
                                for: 1h30m
                                keep_firing_for: 5m
                                annotations:
                                  summary: "{{ $labels.job }} is down"
                          - name: b
                        """);
        var group = groups.getFirst();
        assertEquals(
                new RuleGroup(
                        "a",
                        "r.yaml",
                        Language.PROMQL,
                        30_000,
                        60_000,
                        10,
                        List.of(
                                new RecordingRule(
                                        "job:up:sum",
                                        "sum by (job) (up) # how many",
                                        Map.of("team", "y", "env", "prod")),
                                new AlertRule(
                                        "Down",
                                        "job:up:sum == 0",
                                        5_400_000,
                                        300_000,
                                        Map.of("team", "x", "env", "prod"),
                                        Map.of("summary", "{{ $labels.job }} is down")))),
                group);
        assertEquals(60_000, groups.get(1).intervalMillis());
        assertEquals(List.of(), groups.get(1).rules());
    }

    @Test
    void readsQueriesOverLogs() {
        var text =
                """
                groups:
                  - name: log_metrics
                    rules:
                      - record: log_errors:rate5m
                        expr: sum(rate({level="ERROR"}[5m])) by (service)
                """;
        var group = RuleReader.read("l.yaml", text, Language.LOGQL, 60_000).getFirst();
        assertEquals(Language.LOGQL, group.language());
        var lines =
                text.replace(
                        "sum(rate({level=\"ERROR\"}[5m])) by (service)", "'{level=\"ERROR\"}'");
        var error =
                assertThrows(
                        FileError.class,
                        () -> RuleReader.read("l.yaml", lines, Language.LOGQL, 60_000));
        assertEquals(5, error.line());
    }

    /// Rules of the only group in flow style; `|` stands for a line end in them.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{record: 1a, expr: up} ; 4:17: invalid recording rule name: 1a. Use letters, digits, _ and :, as in level:metric:operation",
                "{record: a, alert: b, expr: up} ; 4:8: only one of \"record\" and \"alert\" must be set",
                "{expr: up} ; 4:8: one of \"record\" or \"alert\" must be set",
                "{record: a, expr: up, for: 1m} ; 4:30: invalid field \"for\" in a recording rule. Leave it out",
                "{alert: a, expr: up, fro: 1m} ; 4:29: unknown key \"fro\". Did you mean \"for\"?",
                "{alert: a, expr: up, for: 1.5m} ; 4:34: not a valid duration string: \"1.5m\". Write whole numbers with units: 30s, 5m, 1h30m",
                "{alert: a, expr: rate(up)} ; 4:30: could not parse expression: expected type range vector in call to function \"rate\", got instant vector. Add a window: up[5m]",
                "{alert: a, expr: 'sum(up) by (job) > '} ; 4:45: could not parse expression: unexpected end of input",
                "{alert: a, expr: up, labels: {a-b: c}} ; 4:38: invalid label name: a-b. Use letters, digits and _, not a digit at its front",
                "{alert: a, expr: up, labels: {__name__: c}} ; 4:38: invalid label name: __name__. Use letters, digits and _, not a digit at its front",
                "{alert: a, expr: up, annotations: {s: 'it''s {{ $valu }}'}} ; 4:56: annotation \"s\": undefined variable \"$valu\". Did you mean \"$value\"?",
                "{alert: a, expr: up, annotations: {s: \"a\\n\\u0041 {{ foo }}\"}} ; 4:60: annotation \"s\": function \"foo\" not defined. Did you mean \"not\"?",
                "{alert: a, expr: up}|     - {alert: a, expr: down} ; 5:8: duplicate rule: alert a with the same labels. Give it another name or another label"
            })
    void refusesByPlace(String rules, String message) {
        var text = "groups:\n- name: a\n  rules:\n     - " + rules.replace('|', '\n') + "\n";
        var error = assertThrows(FileError.class, () -> read(text));
        assertEquals("r.yaml:" + message, error.getMessage());
    }

    @Test
    void findsThePlaceInABlock() {
        var error =
                assertThrows(
                        FileError.class,
                        () ->
                                read(
                                        """
                                        groups:
                                          - name: a
                                            rules:
                                              - alert: a
                                                expr: |
                                                  up
                                                    + foo(
                                        """));
        assertEquals(
                "r.yaml:7:15: could not parse expression: unknown function with name \"foo\"",
                error.getMessage());
    }
}
