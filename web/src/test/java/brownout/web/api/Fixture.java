// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertRule;
import brownout.query.alerting.GroupStatus;
import brownout.query.alerting.RecordingRule;
import brownout.query.alerting.RuleGroup;
import brownout.query.data.Attributes;
import brownout.query.data.Labels;
import brownout.query.data.MemoryLogs;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MemoryTraces;
import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.routing.Config;
import brownout.query.routing.Inbox;
import brownout.query.routing.PostedAlert;
import brownout.query.routing.Router;
import brownout.query.routing.RoutingState;
import brownout.simulator.telemetry.Alertmanager;
import brownout.simulator.telemetry.Targets;
import brownout.simulator.telemetry.TsdbStatus;
import java.util.List;
import java.util.Map;

/// A small world that the corpus asks about: now is 2026-01-01 00:10:00 UTC.
final class Fixture {
    static final long T0 = 1_767_225_600_000L;
    static final long NOW = T0 + 600_000;

    private Fixture() {}

    static Signals signals() {
        var metrics = metrics();
        var logs = logs();
        var traces = traces();
        var rules = rules();
        return new Signals(
                () -> metrics,
                () -> logs,
                () -> traces,
                () -> rules,
                Fixture::targets,
                Fixture::tsdb,
                Fixture::alertmanager,
                NOW);
    }

    /// Holds the alert that fires, as sent at the last evaluation.
    private static Alertmanager alertmanager() {
        var config =
                Config.read(
                        "alertmanager.yml",
                        """
                        route: {receiver: on-call, group_by: [alertname]}
                        receivers: [{name: on-call}]
                        """);
        var router = new Router(config);
        var alert = rules().getFirst().rules().getFirst().alerts().getFirst();
        var posted =
                PostedAlert.of(
                        alert.labels(), alert.annotations(), alert.firedAtMillis(), NOW + 240_000);
        var inbox = Inbox.of(List.of(posted), List.of());
        var state = router.step(RoutingState.EMPTY, NOW, inbox).state();
        return new Alertmanager(router, state, List.of(), NOW, 0, 1, 1);
    }

    private static Targets targets() {
        var labels = Labels.of("instance", "pay:1", "job", "pay");
        var target =
                new Targets.Target(
                        labels, Targets.Health.DOWN, "connection refused", NOW - 15_000, 0.001);
        var young =
                new Targets.Target(
                        Labels.of("instance", "cart:2", "job", "cart"),
                        Targets.Health.UNKNOWN,
                        "",
                        0,
                        0);
        return new Targets(List.of(young, target));
    }

    private static TsdbStatus tsdb(int limit) {
        var some =
                List.of(new TsdbStatus.Count("up", 2), new TsdbStatus.Count("odd", 1)).stream()
                        .limit(limit)
                        .toList();
        return new TsdbStatus(
                3, 7, 4, T0, NOW, some, some, some, List.of(new TsdbStatus.Count("job=pay", 1)));
    }

    /// `up` of two jobs, a counter that grows by 1 a second, and values that are hard to write.
    private static MemoryMetrics metrics() {
        var store = new MemoryMetrics();
        double[] odd = {
            1e-7,
            1e21,
            0.1 + 0.2,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1e20
        };
        for (int second = 0; second <= 600; second += 15) {
            long time = T0 + second * 1000L;
            store.append(Labels.of("__name__", "up", "job", "cart", "instance", "a:80"), time, 1);
            store.append(Labels.of("__name__", "up", "job", "pay", "instance", "b:80"), time, 0);
            store.append(
                    Labels.of("__name__", "requests_total", "job", "cart", "status", "200"),
                    time,
                    second);
            for (int i = 0; i < odd.length; i++) {
                store.append(Labels.of("__name__", "odd", "i", String.valueOf(i)), time, odd[i]);
            }
        }
        store.append(
                new Exemplar(
                        Labels.of("__name__", "requests_total", "job", "cart", "status", "200"),
                        Labels.of("traceID", "4bf92f3577b34da6a3ce929d0e0e4736"),
                        0.25,
                        T0 + 300_500));
        store.describe(new MetricMetadata("up", "gauge", "1 if the scrape worked", ""));
        store.describe(new MetricMetadata("requests_total", "counter", "Requests", ""));
        return store;
    }

    private static MemoryLogs logs() {
        var store = new MemoryLogs();
        var stream = Labels.of("service", "cart", "level", "info");
        var errors = Labels.of("service", "pay", "level", "error");
        for (int i = 0; i < 5; i++) {
            long time = (T0 + 540_000 + i * 10_000L) * 1_000_000;
            store.append(stream, time, "{\"msg\":\"added\",\"n\":" + i + "}", Labels.EMPTY);
        }
        store.append(
                errors,
                (T0 + 560_000) * 1_000_000 + 7,
                "{\"msg\":\"no connection\",\"code\":500}",
                Labels.of("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"));
        return store;
    }

    private static MemoryTraces traces() {
        long start = (T0 + 560_000) * 1_000_000;
        var cart = Attributes.of("service.name", "cart", "k8s.pod.name", "cart-1");
        var pay = Attributes.of("service.name", "pay");
        var root =
                new Trace.Span(
                        0x00f067aa0ba902b7L,
                        0,
                        "POST /cart",
                        Trace.Kind.SERVER,
                        start,
                        250_000_000,
                        Trace.Status.UNSET,
                        "",
                        cart,
                        Attributes.of("http.response.status_code", 500L),
                        List.of());
        var child =
                new Trace.Span(
                        0x1122334455667788L,
                        0x00f067aa0ba902b7L,
                        "charge",
                        Trace.Kind.CLIENT,
                        start + 1_000_000,
                        200_000_000,
                        Trace.Status.ERROR,
                        "no connection",
                        pay,
                        Attributes.of("retry", true, "share", 0.5),
                        List.of(
                                new Trace.Event(
                                        start + 2_000_000,
                                        "exception",
                                        Attributes.of("exception.message", "no connection"))));
        var id = TraceId.parse("4bf92f3577b34da6a3ce929d0e0e4736").orElseThrow();
        return new MemoryTraces(List.of(new Trace(id, List.of(root, child))));
    }

    private static List<GroupStatus> rules() {
        var down =
                new AlertRule(
                        "TargetDown",
                        "up == 0",
                        60_000,
                        Map.of("severity", "page"),
                        Map.of("summary", "{{ $labels.job }} is down"));
        var quiet = new AlertRule("Quiet", "up > 1", 0, Map.of(), Map.of());
        var alert =
                new Alert(
                        Labels.of("alertname", "TargetDown", "job", "pay", "severity", "page"),
                        Labels.of("summary", "pay is down"),
                        Alert.State.FIRING,
                        T0 + 120_000,
                        0);
        var group = new RuleGroup("targets", "rules.yaml", 15_000, List.of(down, quiet));
        var recording = new RecordingRule("job:up:sum", "sum by(job)(up)", Map.of("team", "sre"));
        var recordings = new RuleGroup("recordings", "records.yaml", 30_000, List.of(recording));
        return List.of(
                new GroupStatus(
                        group,
                        NOW,
                        List.of(
                                new GroupStatus.RuleStatus(down, List.of(alert), ""),
                                new GroupStatus.RuleStatus(quiet, List.of(), ""))),
                new GroupStatus(
                        recordings,
                        NOW,
                        List.of(new GroupStatus.RuleStatus(recording, List.of(), ""))));
    }
}
