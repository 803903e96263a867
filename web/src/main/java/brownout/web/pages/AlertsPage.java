// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.query.alerting.Alert.State;
import brownout.query.alerting.Fingerprint;
import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.routing.AlertViews;
import brownout.query.routing.MatcherText;
import brownout.query.routing.RouteNode;
import brownout.query.routing.Silence;
import brownout.query.syntax.QueryError;
import brownout.scoring.event.EventBody;
import brownout.simulator.telemetry.Telemetry;
import brownout.web.api.Signals;
import brownout.web.http.Times;
import brownout.web.live.AlertLinks;
import brownout.web.runs.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The alerts of a run as Alertmanager has them, and what it does with them.
final class AlertsPage {
    private static final int HOUR = 3600;

    /// Alerts that ended in the last half hour are shown.
    private static final int RESOLVED_SECONDS = 1800;

    private static final int CAUSES = 8;

    private final Moment now;
    private final Telemetry telemetry;
    private final AlertLinks links;
    private final TreeSet<String> acknowledged = new TreeSet<>();

    private AlertsPage(Moment now, String run) {
        this.now = now;
        telemetry = now.telemetry();
        links = AlertLinks.of("/r/" + run, telemetry);
        for (var event : now.events()) {
            if (event.body() instanceof EventBody.Acknowledged body) {
                acknowledged.add(body.alertname());
            }
        }
    }

    /// `match` are matchers that alerts must have, as Alertmanager writes them, or empty. Throws
    /// [brownout.web.http.NotYet] while the world is being computed.
    static AlertsView of(Moment now, String run, String match) {
        return new AlertsPage(now, run).view(match);
    }

    private AlertsView view(String match) {
        List<Matcher> matchers = List.of();
        var problem = "";
        try {
            matchers = match.isBlank() ? List.of() : MatcherText.parse(match);
        } catch (QueryError e) {
            problem = e.text();
        }
        var filter = new AlertViews.Filter(true, true, true, true, matchers, Optional.empty());
        var alertmanager = Signals.alertmanager(now);
        var names = new TreeMap<String, String>();
        for (var alert : alertmanager.alerts(AlertViews.Filter.ALL)) {
            names.put(alert.alert().fingerprint(), alert.alert().labels().get("alertname"));
        }
        var groups = new ArrayList<AlertsView.Group>();
        int firing = 0;
        int held = 0;
        for (var group : alertmanager.groups(filter)) {
            var active = new ArrayList<AlertsView.Alert>();
            var muted = new ArrayList<AlertsView.Alert>();
            for (var alert : group.alerts()) {
                var why = why(alert, names);
                (why.isEmpty() ? active : muted).add(alert(alert, group.groupKey(), why));
            }
            firing += active.size();
            held += muted.size();
            groups.add(
                    new AlertsView.Group(
                            group.receiver(),
                            words(group.labels()),
                            active,
                            muted,
                            Text.time(group.nextFlushMillis())));
        }
        groups.sort(Comparator.comparing(AlertsPage::urgency));
        var silences =
                alertmanager.silenceViews().stream()
                        .filter(view -> view.state() != Silence.State.EXPIRED)
                        .map(view ->
                                new AlertsView.SilenceRow(
                                        view.silence().id(),
                                        view.state().name().toLowerCase(Locale.ROOT),
                                        MatcherText.print(view.silence().matchers()),
                                        Text.time(view.silence().endsAtMillis()),
                                        view.silence().createdBy(),
                                        view.silence().comment()))
                        .toList();
        var routes = new ArrayList<AlertsView.RouteRow>();
        route(alertmanager.router().root(), 0, routes);
        var noise = noise();
        long evaluated =
                telemetry.rules().stream()
                        .mapToLong(group -> group.lastEvaluationMillis())
                        .max()
                        .orElse(0);
        int rulesCount = telemetry.rules().stream().mapToInt(g -> g.rules().size()).sum();
        return new AlertsView(
                match,
                problem,
                groups,
                firing,
                held,
                resolved(),
                silences,
                routes,
                rulesCount,
                evaluated == 0 ? "" : Text.clock((now.timeMillis() - evaluated) / 1000),
                noise.stream().mapToInt(AlertsView.Noise::count).sum(),
                noise.stream().limit(CAUSES).toList());
    }

    /// The most severe first, then those that began first.
    private static String urgency(AlertsView.Group group) {
        return group.active().stream()
                .map(alert -> alert.level() + Times.milli(alert.sinceMillis()))
                .min(Comparator.naturalOrder())
                .orElse("P4");
    }

    private static String why(AlertViews.AlertView alert, Map<String, String> names) {
        if (!alert.inhibitedBy().isEmpty()) {
            var by = new TreeSet<String>();
            alert.inhibitedBy().forEach(id -> by.add(names.getOrDefault(id, id)));
            return "inhibited by " + String.join(", ", by);
        }
        if (!alert.silencedBy().isEmpty()) {
            return "silenced";
        }
        return alert.mutedBy().isEmpty() ? "" : "muted: " + String.join(", ", alert.mutedBy());
    }

    private AlertsView.Alert alert(AlertViews.AlertView view, String group, String why) {
        var alert = view.alert();
        return alert(
                group + alert.fingerprint(),
                alert.labels(),
                alert.annotations(),
                alert.startsAtMillis(),
                Text.clock((now.timeMillis() - alert.startsAtMillis()) / 1000),
                Text.time(alert.startsAtMillis()),
                why);
    }

    private AlertsView.Alert alert(
            String key,
            Labels labels,
            Labels annotations,
            long since,
            String age,
            String time,
            String why) {
        var name = labels.get("alertname");
        return new AlertsView.Alert(
                key,
                Fingerprint.of(labels),
                name,
                level(labels.get("severity")),
                words(labels.without("alertname")),
                AlertLinks.matchers(labels),
                annotations.get("summary"),
                annotations.get("description"),
                since,
                age,
                time,
                why,
                acknowledged.contains(name),
                links.metrics(labels, since),
                links.logs(labels, annotations, since),
                links.traces(labels, annotations, since),
                links.runbook(labels, since));
    }

    /// What a severity that rules give means to those who are paged.
    static String level(String severity) {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "p0", "p1", "p2", "p3" -> severity.toUpperCase(Locale.ROOT);
            case "critical", "page" -> "P1";
            case "warning" -> "P2";
            default -> "P3";
        };
    }

    private static String words(Labels labels) {
        var words = new ArrayList<String>();
        labels.toMap().forEach((name, value) -> words.add(name + "=" + value));
        return String.join("  ", words);
    }

    private List<AlertsView.Alert> resolved() {
        var found = new ArrayList<AlertsView.Alert>();
        int from = now.tick() + 1 - RESOLVED_SECONDS;
        for (var transition : telemetry.alertTransitions(from, now.tick() + 1)) {
            var alert = transition.alert();
            if (alert.state() == State.RESOLVED) {
                found.add(
                        alert(
                                transition.tick() + alert.labels().toString(),
                                alert.labels(),
                                alert.annotations(),
                                alert.firedAtMillis(),
                                "",
                                Text.time(now.timeMillis(transition.tick())),
                                ""));
            }
        }
        return found.reversed();
    }

    private List<AlertsView.Noise> noise() {
        record Cause(String name, String receiver) {}
        var counts =
                new TreeMap<Cause, Integer>(
                        Comparator.comparing(Cause::name).thenComparing(Cause::receiver));
        for (var told : telemetry.notifications(now.tick() + 1 - HOUR, now.tick() + 1)) {
            var name = told.groupLabels().get("alertname");
            var cause = name.isEmpty() ? words(told.groupLabels()) : name;
            counts.merge(new Cause(cause, told.receiver()), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(each ->
                        new AlertsView.Noise(
                                each.getKey().name(), each.getKey().receiver(), each.getValue()))
                .sorted(Comparator.comparingInt(noise -> -noise.count()))
                .toList();
    }

    private static void route(RouteNode node, int depth, List<AlertsView.RouteRow> into) {
        var options = node.options();
        into.add(
                new AlertsView.RouteRow(
                        depth,
                        node.matchers().isEmpty() ? "all" : MatcherText.print(node.matchers()),
                        options.receiver(),
                        options.groupBy().isEmpty() ? "–" : String.join(", ", options.groupBy()),
                        span(options.groupWaitMillis()),
                        span(options.groupIntervalMillis()),
                        span(options.repeatIntervalMillis()),
                        node.continues()));
        node.children().forEach(child -> route(child, depth + 1, into));
    }

    static String span(long millis) {
        long seconds = millis / 1000;
        return seconds % 3600 == 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
