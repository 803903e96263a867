// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.MemoryLogs;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MetricStore;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One rule through its life, evaluated every 15 s.
class CompiledGroupTest {
    private static final long INTERVAL = 15_000;

    private static final LogStore NO_LOGS = new MemoryLogs();

    private final MemoryMetrics store = new MemoryMetrics();

    private static AlertRule rule(String expr, long forMillis) {
        return new AlertRule(
                "HighErrors",
                expr,
                forMillis,
                Map.of("severity", "page", "where", "{{ $labels.service }}"),
                Map.of("summary", "{{ $labels.service }} fails {{ $value | humanizePercentage }}"));
    }

    private static CompiledGroup group(AlertRule rule) {
        return CompiledGroup.of(new RuleGroup("slo", "slo.yaml", INTERVAL, List.of(rule)));
    }

    private void sample(int step, String service, double value) {
        store.append(Labels.of(Labels.NAME, "ratio", "service", service), step * INTERVAL, value);
    }

    /// `step:STATE:service` of every transition of steps 0 to `last`.
    private List<String> run(CompiledGroup group, int last) {
        var seen = new ArrayList<String>();
        var state = group.start();
        for (int step = 0; step <= last; step++) {
            var evaluation = group.evaluate(state, store, NO_LOGS, step, step * INTERVAL);
            for (var transition : evaluation.transitions()) {
                var alert = transition.alert();
                seen.add(
                        transition.tick()
                                + ":"
                                + alert.state()
                                + ":"
                                + alert.labels().get("service"));
            }
            state = evaluation.state();
        }
        return seen;
    }

    @Test
    void pendingThenFiringThenResolved() {
        double[] values = {0, 0.2, 0.3, 0.4, 0.5, 0, 0};
        for (int step = 0; step < values.length; step++) {
            sample(step, "payments", values[step]);
        }
        assertEquals(
                List.of("1:PENDING:payments", "3:FIRING:payments", "5:RESOLVED:payments"),
                run(group(rule("ratio > 0.1", 2 * INTERVAL)), 6));
    }

    @Test
    void pendingThatGoesAwayLeavesNoTraceAndStartsAnew() {
        double[] values = {0.2, 0, 0.2, 0.2, 0.2};
        for (int step = 0; step < values.length; step++) {
            sample(step, "payments", values[step]);
        }
        assertEquals(
                List.of("0:PENDING:payments", "2:PENDING:payments", "4:FIRING:payments"),
                run(group(rule("ratio > 0.1", 2 * INTERVAL)), 4));
    }

    @Test
    void withoutForItFiresAtOnceAndEachSeriesIsAnAlert() {
        sample(0, "payments", 0.2);
        sample(0, "checkout", 0.3);
        assertEquals(
                List.of("0:FIRING:checkout", "0:FIRING:payments"),
                run(group(rule("ratio > 0.1", 0)), 0));
    }

    @Test
    void labelsAndAnnotationsAreExpanded() {
        sample(0, "payments", 0.0512);
        var group = group(rule("ratio > 0.01", INTERVAL));
        var state = group.evaluate(group.start(), store, NO_LOGS, 0, 0).state();
        sample(1, "payments", 0.0625);
        state = group.evaluate(state, store, NO_LOGS, 1, INTERVAL).state();
        var alert = state.status().rules().getFirst().alerts().getFirst();
        assertEquals(
                "{alertname=\"HighErrors\", service=\"payments\", severity=\"page\", where=\"payments\"}",
                alert.labels().toString());
        assertEquals("payments fails 6.25%", alert.annotations().get("summary"));
        assertEquals(0, alert.activeAtMillis());
        assertEquals(INTERVAL, alert.firedAtMillis());
        assertEquals(0.0625, alert.value());
        var shifted = state.status().shifted(1_000_000);
        assertEquals(1_000_000 + INTERVAL, shifted.lastEvaluationMillis());
        assertEquals(1_000_000, shifted.rules().getFirst().alerts().getFirst().activeAtMillis());
    }

    @Test
    void failingRuleKeepsItsAlertsAndSaysWhy() {
        sample(0, "a", 1);
        var group = group(rule("ratio + on () ratio > 0", 0));
        var first = group.evaluate(group.start(), store, NO_LOGS, 0, 0);
        assertEquals(1, first.state().status().rules().getFirst().alerts().size());
        sample(1, "a", 1);
        sample(1, "b", 1);
        var second = group.evaluate(first.state(), store, NO_LOGS, 1, INTERVAL);
        var status = second.state().status().rules().getFirst();
        assertTrue(status.lastError().contains("many-to-many matching not allowed"));
        assertEquals(1, status.alerts().size());
        assertEquals(List.of(), second.transitions());
    }

    @Test
    void wrongRulesAreRefusedWhenCompiled() {
        var expr = assertThrows(QueryError.class, () -> group(rule("rate(up)", 0)));
        assertTrue(
                String.valueOf(expr.getMessage())
                        .startsWith("alert HighErrors, expr: expected type"));
        var template =
                new AlertRule("A", "up", 0, Map.of(), Map.of("summary", "{{ quary \"up\" }}"));
        var error = assertThrows(QueryError.class, () -> group(template));
        assertEquals(4, error.column());
        assertTrue(error.text().endsWith("Did you mean \"query\"?"), error.text());
    }

    @Test
    void alertsAreSeriesToo() {
        sample(0, "payments", 0.2);
        var group = group(rule("ratio > 0.1", INTERVAL));
        var first = group.evaluate(group.start(), store, NO_LOGS, 0, 0).state();
        assertEquals(
                List.of(
                        "ALERTS{alertname=\"HighErrors\", alertstate=\"pending\", service=\"payments\","
                                + " severity=\"page\", where=\"payments\"} 1.0",
                        "ALERTS_FOR_STATE{alertname=\"HighErrors\", service=\"payments\","
                                + " severity=\"page\", where=\"payments\"} 0.0"),
                written(first));
        sample(1, "payments", 0.2);
        var second = group.evaluate(first, store, NO_LOGS, 1, INTERVAL).state();
        assertEquals(
                List.of("firing 1.0", "pending stale"),
                written(second).stream()
                        .filter(line -> line.startsWith("ALERTS{"))
                        .map(line -> line.replaceAll(".*alertstate=\"([a-z]+)\".*} (.*)", "$1 $2"))
                        .toList());
    }

    /// `name{labels} value` of everything that the first rule wrote.
    private static List<String> written(GroupState state) {
        return written(state, 0);
    }

    private static List<String> written(GroupState state, int rule) {
        var written = state.status().rules().get(rule).written();
        var lines = new ArrayList<String>();
        for (int i = 0; i < written.values().length; i++) {
            var series = written.series().get(i);
            double value = written.values()[i];
            lines.add(
                    series.get(Labels.NAME)
                            + series.without(Labels.NAME)
                            + " "
                            + (MetricStore.Samples.isStale(value) ? "stale" : value));
        }
        return lines;
    }

    private static CompiledGroup group(int limit, Rule... rules) {
        return CompiledGroup.of(
                new RuleGroup(
                        "slo",
                        "slo.yaml",
                        RuleGroup.Language.PROMQL,
                        INTERVAL,
                        0,
                        limit,
                        List.of(rules)));
    }

    private static RecordingRule record(String name, String expr) {
        return new RecordingRule(name, expr, Map.of("env", "test"));
    }

    @Test
    void laterRulesSeeWhatEarlierOnesRecorded() {
        sample(0, "payments", 0.2);
        var group =
                group(
                        0,
                        record("a", "d"),
                        record("b", "ratio"),
                        record("c", "b * 2"),
                        record("d", "vector(1)"));
        var state = group.evaluate(group.start(), store, NO_LOGS, 0, 0).state();
        assertEquals(List.of(), written(state, 0));
        assertEquals(List.of("b{env=\"test\", service=\"payments\"} 0.2"), written(state, 1));
        assertEquals(List.of("c{env=\"test\", service=\"payments\"} 0.4"), written(state, 2));
    }

    @Test
    void seriesThatVanishEndAndFailuresEndNothing() {
        sample(0, "a", 1);
        sample(0, "b", 1);
        var group = group(1, record("one", "ratio > 0.5"));
        var state = group.evaluate(group.start(), store, NO_LOGS, 0, 0).state();
        assertEquals(
                "exceeded limit of 1 with 2 series", state.status().rules().getFirst().lastError());
        assertEquals(List.of(), written(state));
        sample(1, "a", 0);
        sample(1, "b", 1);
        state = group.evaluate(state, store, NO_LOGS, 1, INTERVAL).state();
        assertEquals(List.of("one{env=\"test\", service=\"b\"} 1.0"), written(state));
        sample(2, "a", 1);
        sample(2, "b", 1);
        state = group.evaluate(state, store, NO_LOGS, 2, 2 * INTERVAL).state();
        assertEquals(List.of(), written(state));
        sample(3, "a", 1);
        sample(3, "b", 0);
        state = group.evaluate(state, store, NO_LOGS, 3, 3 * INTERVAL).state();
        assertEquals(
                List.of(
                        "one{env=\"test\", service=\"a\"} 1.0",
                        "one{env=\"test\", service=\"b\"} stale"),
                written(state));
        assertTrue(state.status().evaluationSeconds() > 0);
    }

    @Test
    void keptFiringAfterTheSeriesIsGone() {
        double[] values = {0.2, 0, 0, 0, 0.2, 0, 0, 0};
        for (int step = 0; step < values.length; step++) {
            sample(step, "payments", values[step]);
        }
        var rule = new AlertRule("Kept", "ratio > 0.1", 0, 2 * INTERVAL, Map.of(), Map.of());
        assertEquals(
                List.of(
                        "0:FIRING:payments",
                        "3:RESOLVED:payments",
                        "4:FIRING:payments",
                        "7:RESOLVED:payments"),
                run(group(rule), 7));
    }

    @Test
    void moreAlertsThanTheLimitAreNone() {
        sample(0, "a", 1);
        var group = group(1, rule("ratio > 0.5", 0));
        var state = group.evaluate(group.start(), store, NO_LOGS, 0, 0).state();
        sample(1, "a", 1);
        sample(1, "b", 1);
        var after = group.evaluate(state, store, NO_LOGS, 1, INTERVAL);
        var status = after.state().status().rules().getFirst();
        assertEquals("exceeded limit of 1 with 2 alerts", status.lastError());
        assertEquals(List.of(), status.alerts());
    }

    @Test
    void anOffsetLooksBack() {
        sample(0, "a", 1);
        sample(1, "a", 2);
        var group =
                CompiledGroup.of(
                        new RuleGroup(
                                "late",
                                "slo.yaml",
                                RuleGroup.Language.PROMQL,
                                INTERVAL,
                                INTERVAL,
                                0,
                                List.of(record("one", "ratio"), record("two", "one"))));
        var state = group.evaluate(group.start(), store, NO_LOGS, 1, INTERVAL).state();
        assertEquals(List.of("one{env=\"test\", service=\"a\"} 1.0"), written(state, 0));
        assertEquals(List.of("two{env=\"test\", service=\"a\"} 1.0"), written(state, 1));
    }

    @Test
    void fingerprintIsAlertmanagers() {
        assertEquals(
                "f64b448a514924bf",
                Fingerprint.of(
                        Labels.of("alertname", "TargetDown", "job", "a", "severity", "page")));
    }
}
