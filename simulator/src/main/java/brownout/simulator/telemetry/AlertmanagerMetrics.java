// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.query.routing.AlertViews;
import brownout.query.routing.Integration;
import brownout.query.routing.Router;
import brownout.query.routing.Silence;
import brownout.simulator.engine.Paging;
import brownout.simulator.engine.PagingCounts;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Monitoring;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// The series of the Alertmanagers, one instance for each replica, and those of the part of Prometheus
/// that sends alerts to them. All are read from what alerts have come to, see [Paging].
final class AlertmanagerMetrics {
    private static final String JOB = "alertmanager";
    private static final int PORT = 9093;

    private final Monitoring spec;
    private final List<Row> rows;

    private AlertmanagerMetrics(Monitoring spec, List<Row> rows) {
        this.spec = spec;
        this.rows = rows;
    }

    /// `prometheus` are the labels of the Prometheus that sends.
    static void add(Estate estate, Monitoring spec, Labels prometheus, List<Row> rows) {
        var metrics = new AlertmanagerMetrics(spec, rows);
        for (int peer = 0; peer < spec.alertmanager().replicas(); peer++) {
            metrics.peer(estate, peer);
            metrics.sender(prometheus, peer);
        }
        metrics.add(
                "prometheus_notifications_alertmanagers_discovered", prometheus, Paging::replicas);
        metrics.add("prometheus_notifications_dropped_total", prometheus, _ -> 0);
        metrics.add("prometheus_notifications_queue_length", prometheus, _ -> 0);
    }

    /// The name of a replica's pod.
    static String pod(int peer) {
        return JOB + "-" + peer;
    }

    private void add(String name, Labels labels, ToLongFunction<Paging> reading) {
        rows.add(
                new FixedRow(
                        labels.with(Labels.NAME, name),
                        (snapshot, _, _, second) ->
                                reading.applyAsLong(snapshot.paging(second - 1))));
    }

    private void sender(Labels prometheus, int peer) {
        var url = "http://" + pod(peer) + "." + spec.namespace() + ":" + PORT + "/api/v2/alerts";
        var labels = prometheus.with("alertmanager", url);
        add("prometheus_notifications_sent_total", labels, paging -> paging.counts().sent());
        add("prometheus_notifications_errors_total", labels, _ -> 0);
    }

    private void peer(Estate estate, int peer) {
        var labels =
                Labels.of(
                        "job",
                        JOB,
                        "instance",
                        pod(peer) + "." + spec.region() + ":" + PORT,
                        "namespace",
                        spec.namespace(),
                        "service",
                        JOB,
                        "region",
                        spec.region());
        add("up", labels, _ -> 1);
        add(
                "alertmanager_cluster_members",
                labels,
                paging -> paging.gossips() ? paging.replicas() : 1);
        received(labels, "firing", PagingCounts::receivedFiring);
        received(labels, "resolved", PagingCounts::receivedResolved);
        add(
                "alertmanager_dispatcher_aggregation_groups",
                labels,
                paging -> paging.state(peer).groups().size());
        alerts(labels, peer, "active");
        alerts(labels, peer, "suppressed");
        for (var state : Silence.State.values()) {
            var name = state.name().toLowerCase(Locale.ROOT);
            rows.add(
                    new FixedRow(
                            labels.with("state", name).with(Labels.NAME, "alertmanager_silences"),
                            (snapshot, _, _, second) ->
                                    snapshot.paging(second - 1).silences().stream()
                                            .filter(s -> s.state(Paging.millis(second)) == state)
                                            .count()));
        }
        suppressed(labels, peer, "inhibition", Router.Suppressed::inhibited);
        suppressed(labels, peer, "silence", Router.Suppressed::silenced);
        suppressed(labels, peer, "mute_time_interval", Router.Suppressed::muted);
        for (var kind : kinds(estate)) {
            var integration = labels.with("integration", kind);
            add(
                    "alertmanager_notifications_total",
                    integration,
                    paging -> paging.counts().notifications(peer, kind));
            for (var reason : List.of("clientError", "serverError", "other")) {
                add(
                        "alertmanager_notifications_failed_total",
                        integration.with("reason", reason),
                        _ -> 0);
            }
        }
    }

    private void received(Labels labels, String status, Function<PagingCounts, Long> count) {
        add(
                "alertmanager_alerts_received_total",
                labels.with("status", status),
                paging -> count.apply(paging.counts()));
    }

    private void suppressed(
            Labels labels, int peer, String reason, ToIntFunction<Router.Suppressed> count) {
        add(
                "alertmanager_notifications_suppressed_total",
                labels.with("reason", reason),
                paging -> count.applyAsInt(paging.counts().suppressed().get(peer)));
    }

    private void alerts(Labels labels, int peer, String state) {
        rows.add(
                new FixedRow(
                        labels.with("state", state).with(Labels.NAME, "alertmanager_alerts"),
                        (snapshot, _, _, second) -> {
                            var paging = snapshot.paging(second - 1);
                            var views =
                                    AlertViews.of(
                                            paging.router(),
                                            paging.state(peer),
                                            paging.silences(),
                                            Paging.millis(second));
                            return views.alerts(AlertViews.Filter.ALL).stream()
                                    .filter(view -> view.state().equals(state))
                                    .count();
                        }));
    }

    private static List<String> kinds(Estate estate) {
        var kinds = new TreeSet<String>();
        for (var receiver : estate.alertmanager().receivers()) {
            receiver.integrations().stream().map(Integration::kind).forEach(kinds::add);
        }
        return List.copyOf(kinds);
    }

    /// What Alertmanagers expose, and Prometheus of them.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("alertmanager_cluster_members", "Alertmanagers in touch."),
                    Instrument.gauge("alertmanager_silences", "Silences, by state."),
                    Instrument.gauge(
                            "alertmanager_dispatcher_aggregation_groups",
                            "Groups that alerts are told of in."),
                    Instrument.gauge("alertmanager_alerts", "Alerts that fire, by state."),
                    Instrument.counter(
                            "alertmanager_alerts_received_total",
                            "Alerts that clients sent, by status."),
                    Instrument.counter(
                            "alertmanager_notifications_total",
                            "Notifications attempted, by integration."),
                    Instrument.counter(
                            "alertmanager_notifications_failed_total",
                            "Notifications that failed, by integration."),
                    Instrument.counter(
                            "alertmanager_notifications_suppressed_total",
                            "Alerts left out of notifications, by reason."),
                    Instrument.gauge(
                            "prometheus_notifications_alertmanagers_discovered",
                            "Alertmanagers that alerts are sent to."),
                    Instrument.counter(
                            "prometheus_notifications_sent_total", "Alerts sent, by Alertmanager."),
                    Instrument.counter(
                            "prometheus_notifications_errors_total",
                            "Alerts that could not be sent, by Alertmanager."),
                    Instrument.counter(
                            "prometheus_notifications_dropped_total",
                            "Alerts given up before they were sent."),
                    Instrument.gauge(
                            "prometheus_notifications_queue_length",
                            "Alerts that wait to be sent."));
}
