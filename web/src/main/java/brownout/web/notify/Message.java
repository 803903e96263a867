// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.query.data.Labels;
import brownout.query.routing.HeldAlert;
import brownout.query.routing.Integration;
import brownout.query.routing.Notification;
import brownout.query.routing.Payload;
import brownout.web.live.AlertLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A notification that left Alertmanager in a run, and where people can look. `base` is the address of
/// the run's pages, without a slash at its end. Times are the run's world time.
record Message(Notification told, String run, String base, AlertLinks pages) {

    /// A page with its name.
    record Link(String name, String url) {}

    /// As an integration with or without resolved alerts is told; empty where nothing is left to tell.
    Optional<Message> withResolved(boolean sendResolved) {
        var alerts =
                sendResolved
                        ? told.alerts()
                        : told.alerts().stream().filter(Notification.Told::firing).toList();
        return alerts.isEmpty() ? Optional.empty() : Optional.of(with(alerts));
    }

    private Message with(List<Notification.Told> alerts) {
        var fewer =
                new Notification(
                        told.atMillis(),
                        told.peer(),
                        told.receiver(),
                        told.integration(),
                        told.groupKey(),
                        told.groupLabels(),
                        told.reason(),
                        alerts);
        return new Message(fewer, run, base, pages);
    }

    /// The body for an integration: JSON.
    String body(Integration to) {
        return switch (to) {
            case Integration.Webhook webhook -> payload(webhook.maxAlerts()).json();
            case Integration.Slack slack -> SlackMessage.of(this, slack);
            case Integration.PagerDuty pager -> PagerDutyEvent.of(this, pager);
            case Integration.Email _ -> throw new IllegalArgumentException("mail is not sent");
        };
    }

    /// What a webhook is sent: each alert's links are annotations of it, its generator is the page that
    /// shows its expression.
    Payload payload(int maxAlerts) {
        var linked =
                told.alerts().stream()
                        .map(each -> new Notification.Told(linked(each.alert()), each.firing()))
                        .toList();
        return Payload.of(with(linked).told, base + "/alertmanager", maxAlerts);
    }

    private HeldAlert linked(HeldAlert alert) {
        var annotations = alert.annotations().toMap();
        for (var link : links(alert)) {
            annotations.put(link.name().toLowerCase(Locale.ROOT) + "_url", link.url());
        }
        return new HeldAlert(
                alert.fingerprint(),
                alert.labels(),
                Labels.of(annotations),
                alert.startsAtMillis(),
                alert.endsAtMillis(),
                alert.byTimeout(),
                alert.updatedAtMillis(),
                pages.metrics(alert.labels(), alert.startsAtMillis()));
    }

    /// Where the first alert can be looked into: metrics, logs and traces, the run's alerts of this
    /// group, the runbook; without those that there are none of.
    List<Link> links() {
        return links(first());
    }

    private List<Link> links(HeldAlert alert) {
        var labels = alert.labels();
        var annotations = alert.annotations();
        long since = alert.startsAtMillis();
        var found = new ArrayList<Link>();
        found.add(new Link("Metrics", pages.metrics(labels, since)));
        found.add(new Link("Logs", pages.logs(labels, annotations, since)));
        found.add(new Link("Traces", pages.traces(labels, annotations, since)));
        found.add(new Link("Alerts", alertsPage()));
        found.add(new Link("Runbook", pages.runbook(labels, since)));
        found.removeIf(link -> link.url().isEmpty());
        return found;
    }

    /// The page with the alerts of this group.
    String alertsPage() {
        return pages.alerts(told.groupLabels());
    }

    HeldAlert first() {
        return told.alerts().getFirst().alert();
    }

    /// Alertmanager's usual title: `[FIRING:2] Name frontend (critical orders)`, what groups the alerts
    /// and then what else they have in common.
    String subject() {
        var payload = payload(0);
        var group = told.groupLabels();
        var rest = new ArrayList<String>();
        payload.commonLabels()
                .toMap()
                .forEach((name, value) -> {
                    if (!group.has(name)) {
                        rest.add(value);
                    }
                });
        return "["
                + (told.firing() ? "FIRING:" + count(true) : "RESOLVED")
                + "] "
                + String.join(" ", group.toMap().values())
                + (rest.isEmpty() ? "" : " (" + String.join(" ", rest) + ")");
    }

    long count(boolean firing) {
        return told.alerts().stream().filter(each -> each.firing() == firing).count();
    }

    /// The value of a label that all alerts have in common; empty where they differ.
    String common(String label) {
        return payload(0).commonLabels().get(label);
    }
}
