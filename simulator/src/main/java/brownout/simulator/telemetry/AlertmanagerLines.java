// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.routing.Notification;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Snapshot;
import java.util.List;

/// What the Alertmanagers log with `--log.level=debug`: a line for each notification that left, in their
/// own format.
final class AlertmanagerLines {
    private static final int LONGEST_MILLIS = 400;

    private AlertmanagerLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        if (snapshot.world.estate.monitoring().isEmpty()) {
            return;
        }
        int stream = Streams.alertmanagerIndex(snapshot.world);
        if (wanted[stream]) {
            for (var notification : snapshot.paging(tick).left()) {
                into.add(
                        new Lines.Line.Notified(
                                stream,
                                (notification.atMillis() - RuleStage.EPOCH_SECONDS * 1000)
                                        * 1_000_000,
                                AlertmanagerMetrics.pod(notification.peer()),
                                said(notification)));
            }
        }
    }

    /// What follows time, place and level. A receiver that answers does so at the first attempt.
    private static String said(Notification notification) {
        var group = notification.groupKey();
        int duration = 40 + Math.floorMod(group.hashCode() * 31, LONGEST_MILLIS);
        return "component=dispatcher receiver="
                + notification.receiver()
                + " integration="
                + notification.integration()
                + " aggrGroup="
                + Labels.quoted(group)
                + " attempts=1 duration="
                + duration
                + "ms msg=\"Notify success\"";
    }
}
