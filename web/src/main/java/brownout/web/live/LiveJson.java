// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.Fingerprint;
import brownout.query.routing.Notification;
import brownout.scenarios.ChangeRef;
import brownout.scenarios.CustomerMessage;
import brownout.scoring.event.Phases;
import brownout.simulator.telemetry.Change;
import brownout.web.http.Json;
import brownout.web.runs.Moment;
import java.util.Locale;

/// The shapes of what is derived from a run's world. Times are world time in milliseconds since 1970.
public final class LiveJson {
    private LiveJson() {}

    public static String tick(int tick, Moment now) {
        return new Json()
                .object()
                .member("tick", tick)
                .member("time", now.timeMillis(tick))
                .endObject()
                .toString();
    }

    public static String alert(AlertTransition transition, Moment now) {
        var alert = transition.alert();
        return new Json()
                .object()
                .member("tick", transition.tick())
                .member("time", now.timeMillis(transition.tick()))
                .member("state", alert.state().name().toLowerCase(Locale.ROOT))
                .member("fingerprint", Fingerprint.of(alert.labels()))
                .name("labels")
                .labels(alert.labels())
                .name("annotations")
                .labels(alert.annotations())
                .member("activeAt", alert.activeAtMillis())
                .endObject()
                .toString();
    }

    /// What somebody on call was told, or, `escalated`, what the second one is told because nobody took
    /// notice of it. `runbook` is a page below that of the run.
    static String notification(Notification told, boolean escalated, int tick, Moment now) {
        var first = told.alerts().getFirst().alert();
        var json =
                new Json()
                        .object()
                        .member("tick", tick)
                        .member("time", now.timeMillis(tick))
                        .member("receiver", told.receiver())
                        .member("integration", told.integration().replaceFirst("\\[.*", ""))
                        .member("status", told.firing() ? "firing" : "resolved")
                        .member("escalated", escalated)
                        .member("summary", first.annotations().get("summary"))
                        .name("groupLabels")
                        .labels(told.groupLabels())
                        .name("alerts")
                        .array();
        for (var each : told.alerts()) {
            json.object()
                    .member("status", each.firing() ? "firing" : "resolved")
                    .name("labels")
                    .labels(each.alert().labels())
                    .member("startsAt", each.alert().startsAtMillis())
                    .member("runbook", RunbookLinks.of(each.alert().labels(), ""))
                    .endObject();
        }
        return json.endArray().endObject().toString();
    }

    /// What a customer or colleague says.
    public static String message(CustomerMessage message, Moment now) {
        return new Json()
                .object()
                .member("tick", message.tick())
                .member("time", now.timeMillis(message.tick()))
                .member("from", message.from())
                .member("text", message.text())
                .endObject()
                .toString();
    }

    /// A row of the change feed; `id` is what a declaration names as its trigger.
    public static String change(Change change, Moment now) {
        return new Json()
                .object()
                .member("id", ChangeRef.of(change).toString())
                .member("tick", change.tick())
                .member("time", now.timeMillis(change.tick() - 1))
                .member("kind", change.kind())
                .member("target", change.target())
                .member("actor", change.actor())
                .member("summary", change.summary())
                .member("detail", change.detail())
                .endObject()
                .toString();
    }

    /// `{"phases":[{"name":"Detect","tick":12,"time":…},{"name":"Triage"},…]}`; one not reached yet
    /// has no tick.
    static String phases(Phases phases, Moment now) {
        var json = new Json().object().name("phases").document(phaseList(phases, now));
        return json.endObject().toString();
    }

    /// The list alone.
    public static String phaseList(Phases phases, Moment now) {
        var json = new Json().array();
        for (var phase : phases.phases()) {
            json.object().member("name", phase.name());
            phase.tick()
                    .ifPresent(
                            tick -> json.member("tick", tick).member("time", now.timeMillis(tick)));
            json.endObject();
        }
        return json.endArray().toString();
    }
}
