// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.prometheus;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertRule;
import brownout.query.alerting.GroupStatus;
import brownout.query.alerting.RecordingRule;
import brownout.query.promql.GoFloat;
import brownout.web.api.Signals;
import brownout.web.http.Endpoints;
import brownout.web.http.Json;
import brownout.web.http.Params;
import brownout.web.http.Refusal;
import brownout.web.http.Reply;
import brownout.web.http.Times;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// The part of the Prometheus HTTP API that is about the server: rules, alerts, health, versions.
public final class PrometheusStatusApi {
    /// The version whose API this is. Grafana takes a server that lists features for another product.
    private static final String VERSION = "3.8.0";

    private final Signals.Source source;

    public PrometheusStatusApi(Signals.Source source) {
        this.source = source;
    }

    public void mount(Endpoints on) {
        on.get("/api/v1/rules", this::rules);
        on.get("/api/v1/alerts", this::alerts);
        on.get("/api/v1/status/buildinfo", this::buildInfo);
        on.get("/-/healthy", in -> line(in, "Prometheus Server is Healthy.\n"));
        on.get("/-/ready", in -> line(in, "Prometheus Server is Ready.\n"));
    }

    private Reply line(Params in, String text) {
        source.of(in);
        return Reply.text(text);
    }

    /// `GET /api/v1/rules`.
    private Reply rules(Params in) {
        var groups =
                source.of(in).rules().get().stream()
                        .filter(group -> wanted(in.all("rule_group[]"), group.group().name()))
                        .filter(group -> wanted(in.all("file[]"), group.group().file()))
                        .toList();
        boolean withAlerts = !in.text("exclude_alerts").equals("true");
        boolean alerts = typed(in, "alert");
        boolean records = typed(in, "record");
        return PrometheusJson.success(json -> {
            json.object().name("groups").array();
            for (var group : groups) {
                var rules =
                        group.rules().stream()
                                .filter(rule -> rule.rule() instanceof AlertRule ? alerts : records)
                                .filter(rule -> wanted(in.all("rule_name[]"), rule.rule().name()))
                                .toList();
                if (!rules.isEmpty() || !filtered(in)) {
                    group(json, group, rules, withAlerts);
                }
            }
            json.endArray().endObject();
        });
    }

    /// Whether rules of `type` are wanted.
    private static boolean typed(Params in, String type) {
        var wanted = in.text("type");
        if (!List.of("", "alert", "record").contains(wanted)) {
            throw new Refusal(
                    400, "invalid parameter \"type\": not supported value \"" + wanted + "\"");
        }
        return wanted.isEmpty() || wanted.equals(type);
    }

    private static boolean filtered(Params in) {
        return !in.text("type").isEmpty() || !in.all("rule_name[]").isEmpty();
    }

    private static boolean wanted(List<String> names, String name) {
        return names.isEmpty() || names.contains(name);
    }

    private static void group(
            Json json, GroupStatus status, List<GroupStatus.RuleStatus> rules, boolean withAlerts) {
        var group = status.group();
        json.object().member("name", group.name()).member("file", group.file());
        json.name("rules").array();
        rules.forEach(rule -> rule(json, rule, status, withAlerts));
        json.endArray()
                .member("interval", group.intervalMillis() / 1000.0)
                .member("limit", group.limit())
                .name("evaluationTime")
                .raw(GoFloat.format(status.evaluationSeconds()))
                .member("lastEvaluation", Times.nano(status.lastEvaluationMillis()))
                .endObject();
    }

    private static void rule(
            Json json, GroupStatus.RuleStatus status, GroupStatus group, boolean withAlerts) {
        json.object();
        switch (status.rule()) {
            case AlertRule rule -> {
                json.member("state", state(status.alerts()))
                        .member("name", rule.name())
                        .member("query", group.group().printed(rule))
                        .member("duration", rule.forMillis() / 1000.0)
                        .member("keepFiringFor", rule.keepFiringForMillis() / 1000.0)
                        .name("labels")
                        .strings(new TreeMap<>(rule.labels()))
                        .name("annotations")
                        .strings(new TreeMap<>(rule.annotations()))
                        .name("alerts")
                        .array();
                if (withAlerts) {
                    status.alerts().forEach(alert -> alert(json, alert));
                }
                json.endArray();
            }
            case RecordingRule rule -> {
                json.member("name", rule.name()).member("query", group.group().printed(rule));
                if (!rule.labels().isEmpty()) {
                    json.name("labels").strings(new TreeMap<>(rule.labels()));
                }
            }
        }
        boolean known = group.lastEvaluationMillis() != 0;
        json.member("health", !known ? "unknown" : status.lastError().isEmpty() ? "ok" : "err");
        if (!status.lastError().isEmpty()) {
            json.member("lastError", status.lastError());
        }
        json.name("evaluationTime")
                .raw(GoFloat.format(status.evaluationSeconds()))
                .member("lastEvaluation", Times.nano(group.lastEvaluationMillis()))
                .member("type", status.rule() instanceof AlertRule ? "alerting" : "recording")
                .endObject();
    }

    private static String state(List<Alert> alerts) {
        if (alerts.stream().anyMatch(alert -> alert.state() == Alert.State.FIRING)) {
            return "firing";
        }
        return alerts.stream().anyMatch(alert -> alert.state() == Alert.State.PENDING)
                ? "pending"
                : "inactive";
    }

    /// `GET /api/v1/alerts`: what is pending or firing.
    private Reply alerts(Params in) {
        var groups = source.of(in).rules().get();
        return PrometheusJson.success(json -> {
            json.object().name("alerts").array();
            groups.stream()
                    .flatMap(group -> group.rules().stream())
                    .flatMap(rule -> rule.alerts().stream())
                    .filter(alert -> alert.state() != Alert.State.RESOLVED)
                    .forEach(alert -> alert(json, alert));
            json.endArray().endObject();
        });
    }

    private static void alert(Json json, Alert alert) {
        json.object()
                .name("labels")
                .labels(alert.labels())
                .name("annotations")
                .labels(alert.annotations())
                .member("state", alert.state().name().toLowerCase(Locale.ROOT))
                .member("activeAt", Times.nano(alert.activeAtMillis()));
        alert.keptSinceMillis()
                .ifPresent(since -> json.member("keepFiringSince", Times.nano(since)));
        json.member("value", GoFloat.exponent(alert.value())).endObject();
    }

    /// `GET /api/v1/status/buildinfo`.
    private Reply buildInfo(Params in) {
        source.of(in);
        return PrometheusJson.success(json ->
                json.object()
                        .member("version", VERSION)
                        .member("revision", "brownout")
                        .member("branch", "HEAD")
                        .member("buildUser", "brownout")
                        .member("buildDate", "20260101-00:00:00")
                        .member("goVersion", "go1.25.0")
                        .endObject());
    }
}
