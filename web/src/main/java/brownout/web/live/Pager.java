// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import brownout.query.routing.Notification;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.simulator.telemetry.Telemetry;
import java.util.List;

/// The pager service that Alertmanager's `pagerduty` integrations reach: it rings, and where nobody takes
/// notice in time it wakes the second on call. A function of what was told and the run's log.
final class Pager {
    /// Who is paged has so long to acknowledge.
    static final int PATIENCE_SECONDS = 300;

    private Pager() {}

    /// The pages of `tick`, less [#PATIENCE_SECONDS], that nobody had acknowledged by then; none that
    /// began before `firstTick`.
    static List<Notification> escalated(
            Telemetry telemetry, List<RunEvent> events, int firstTick, int tick) {
        int paged = tick - PATIENCE_SECONDS;
        if (paged < firstTick) {
            return List.of();
        }
        return telemetry.notifications(paged, paged + 1).stream()
                .filter(told -> told.firing() && told.integration().startsWith("pagerduty"))
                .filter(told -> !isAcknowledged(told, events, tick))
                .toList();
    }

    private static boolean isAcknowledged(Notification told, List<RunEvent> events, int tick) {
        return events.stream()
                .anyMatch(event ->
                        event.tick() <= tick
                                && event.body() instanceof EventBody.Acknowledged taken
                                && told.alerts().stream()
                                        .anyMatch(each ->
                                                each.alert()
                                                        .labels()
                                                        .get("alertname")
                                                        .equals(taken.alertname())));
    }
}
