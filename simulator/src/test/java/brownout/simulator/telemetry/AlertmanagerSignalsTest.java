// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.query.routing.AlertViews;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What Alertmanagers' metrics, lines and API say of the same notifications agrees, on a run's calendar.
class AlertmanagerSignalsTest {
    private static final long T0 = 1_764_000_000;
    private static final int NOW = -3091; // a scrape follows it

    private static Telemetry telemetry;

    @BeforeAll
    static void world() throws IOException {
        var file = Path.of("src/test/resources/estate/catalogue.yaml");
        var estate = EstateFile.read("catalogue.yaml", Files.readString(file));
        var rules =
                RuleFile.read(
                        "rules.yaml",
                        """
                        groups:
                          - name: pods
                            rules:
                              - {alert: PodRuns, expr: 'count by (service, region) (up{namespace="production"})', labels: {severity: warning}}
                              - {alert: FrontendRuns, expr: 'count(up{service="frontend"})', labels: {severity: critical, service: frontend}}
                        """);
        var timeline =
                Timeline.history(estate, new RuleEvaluation(rules), 1)
                        .fork(
                                -3500,
                                List.of(
                                        new Scheduled(-3400, new RoutingEffect.PartCluster(), ""),
                                        new Scheduled(
                                                -3300,
                                                new RoutingEffect.GroupBy("chat", "service"),
                                                "me")));
        timeline.advanceTo(NOW);
        telemetry = new Telemetry(timeline, new Visibility(NOW), T0, new RunKey(3, 4));
    }

    private static double metric(String query) {
        long now = (T0 + NOW + 1) * 1000;
        var expr = PromQl.parse(query);
        var value = PromQl.instant(telemetry.metrics(), expr, now, PromQl.Options.DEFAULT).value();
        return ((Value.Vector) value).samples().getFirst().value();
    }

    private static double lines(String query) {
        long now = (T0 + NOW + 1) * 1_000_000_000L;
        var value = LogQl.instant(telemetry.logs(), LogQl.parse(query), now, Budget.UNLIMITED);
        return ((brownout.query.logql.Value.Vector) value).samples().getFirst().value();
    }

    @Test
    void countersLinesAndNotificationsAgree() {
        var all = telemetry.notifications(-3600, NOW + 1);
        for (int peer = 0; peer < 2; peer++) {
            var pod = "alertmanager-" + peer;
            for (var kind : List.of("slack", "pagerduty")) {
                int at = peer;
                long expected =
                        all.stream()
                                .filter(each -> each.peer() == at)
                                .filter(each -> each.integration().startsWith(kind))
                                .count();
                assertEquals(
                        (double) expected,
                        metric(
                                "alertmanager_notifications_total{integration=\"%s\",instance=~\"%s.*\"}"
                                        .formatted(kind, pod)));
                if (expected > 0) {
                    assertEquals(
                            (double) expected,
                            lines(
                                    "sum(count_over_time({job=\"alertmanager\"} | logfmt | pod=\"%s\" | integration=\"%s[0]\" [1h]))"
                                            .formatted(pod, kind)));
                }
            }
        }
        assertTrue(all.stream().anyMatch(each -> each.peer() == 1), "both have told");
        assertTrue(all.size() > 10, all.size() + " notifications");
    }

    @Test
    void theWordingIsAlertmanagers() {
        var range = new TimeRange((T0 - 3600) * 1_000_000_000L, (T0 + NOW + 1) * 1_000_000_000L);
        var stream = List.of(Matcher.equal("job", "alertmanager"));
        var cursor =
                telemetry
                        .logs()
                        .read(
                                stream,
                                LogStore.LineHints.NONE,
                                range,
                                LogStore.Direction.FORWARD,
                                1);
        assertTrue(cursor.next());
        var line = cursor.entry().line();
        assertTrue(
                line.matches(
                        "ts=2025-11-24T15:0\\d:\\d\\d\\.\\d+Z caller=notify.go:\\d+ level=debug"
                                + " component=dispatcher receiver=\\w+ integration=\\w+\\[0]"
                                + " aggrGroup=\"\\{}.*:\\{alertname=.*}\" attempts=1 duration=\\d+ms"
                                + " msg=\"Notify success\""),
                line);
    }

    @Test
    void theApiShowsWhatTheGaugesCount() {
        var alertmanager = telemetry.alertmanager();
        var alerts = alertmanager.alerts(AlertViews.Filter.ALL);
        long suppressed = alerts.stream().filter(a -> a.state().equals("suppressed")).count();
        assertEquals(
                (double) suppressed,
                metric("alertmanager_alerts{state=\"suppressed\",instance=~\"alertmanager-0.*\"}"));
        assertEquals(
                (double) (alerts.size() - suppressed),
                metric("alertmanager_alerts{state=\"active\",instance=~\"alertmanager-0.*\"}"));
        assertTrue(suppressed > 0, "frontend's warnings are inhibited");
        assertEquals(metric("count(ALERTS{alertstate=\"firing\"})"), alerts.size());
        assertEquals(1, alertmanager.members());
        assertEquals(1, metric("max(alertmanager_cluster_members)"));
        for (var view : alerts) {
            long began = view.alert().startsAtMillis() / 1000 - T0;
            assertTrue(began >= -3600 && began < -3500, view.toString());
            assertTrue(view.alert().updatedAtMillis() / 1000 - T0 <= NOW + 1, view.toString());
        }
        assertEquals(
                metric("sum(prometheus_notifications_sent_total)"),
                metric("sum(alertmanager_alerts_received_total)"));
    }
}
