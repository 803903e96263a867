// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.MemoryMetrics;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One rule through its life, evaluated every 15 s.
class CompiledGroupTest {
    private static final long INTERVAL = 15_000;

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
            var evaluation = group.evaluate(state, store, step, step * INTERVAL);
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
        var state = group.evaluate(group.start(), store, 0, 0).state();
        sample(1, "payments", 0.0625);
        state = group.evaluate(state, store, 1, INTERVAL).state();
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
        var first = group.evaluate(group.start(), store, 0, 0);
        assertEquals(1, first.state().status().rules().getFirst().alerts().size());
        sample(1, "a", 1);
        sample(1, "b", 1);
        var second = group.evaluate(first.state(), store, 1, INTERVAL);
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
                new AlertRule("A", "up", 0, Map.of(), Map.of("summary", "{{ query \"up\" }}"));
        var error = assertThrows(QueryError.class, () -> group(template));
        assertEquals(QueryError.Kind.UNSUPPORTED, error.kind());
        assertEquals(4, error.column());
    }

    @Test
    void alertsAreSeriesToo() {
        sample(0, "payments", 0.2);
        var group = group(rule("ratio > 0.1", INTERVAL));
        var state = group.evaluate(group.start(), store, 0, 0).state();
        var series = AlertSeries.of(state.status().shifted(90_000));
        assertEquals(2, series.size());
        assertEquals("pending", series.get(0).labels().get("alertstate"));
        assertEquals("ALERTS_FOR_STATE", series.get(1).labels().get(Labels.NAME));
        assertEquals(90, series.get(1).value());
        assertEquals(90_000, series.get(1).timeMillis());
    }

    @Test
    void fingerprintIsAlertmanagers() {
        assertEquals(
                "f64b448a514924bf",
                Fingerprint.of(
                        Labels.of("alertname", "TargetDown", "job", "a", "severity", "page")));
    }
}
