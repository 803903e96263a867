// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import java.util.List;

/// Something that left for one integration of a receiver at `atMillis`: the state of one group.
/// `integration` counts the receiver's integrations of a kind from 0, as in `webhook[0]`. `alerts` has
/// the firing ones first; without `sendResolved` it has no others. `peer` is which Alertmanager of a
/// [Cluster] sent it.
public record Notification(
        long atMillis,
        int peer,
        String receiver,
        String integration,
        String groupKey,
        Labels groupLabels,
        NotificationLog.Reason reason,
        List<Told> alerts) {
    /// An alert as it was when the group was flushed.
    public record Told(HeldAlert alert, boolean firing) {}

    public Notification {
        alerts = List.copyOf(alerts);
    }

    /// Whether any of the alerts fires.
    public boolean firing() {
        return alerts.stream().anyMatch(Told::firing);
    }

    /// This notification with its times moved by `millis`, from one calendar to another.
    public Notification shifted(long millis) {
        return new Notification(
                atMillis + millis,
                peer,
                receiver,
                integration,
                groupKey,
                groupLabels,
                reason,
                alerts.stream()
                        .map(told -> new Told(told.alert().shifted(millis), told.firing()))
                        .toList());
    }

    Notification from(int newPeer) {
        return new Notification(
                atMillis, newPeer, receiver, integration, groupKey, groupLabels, reason, alerts);
    }
}
