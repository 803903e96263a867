// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import java.util.List;

/// What reaches an Alertmanager between two steps: `alerts` that were sent, in their order; all
/// `silences` there are; and `outages`, the receivers that do not answer now.
public record Inbox(List<PostedAlert> alerts, List<Silence> silences, List<String> outages) {
    public Inbox {
        alerts = List.copyOf(alerts);
        silences = List.copyOf(silences);
        outages = List.copyOf(outages);
    }

    /// Every receiver answers.
    public static Inbox of(List<PostedAlert> alerts, List<Silence> silences) {
        return new Inbox(alerts, silences, List.of());
    }

    Inbox withoutAlerts() {
        return alerts.isEmpty() ? this : new Inbox(List.of(), silences, outages);
    }
}
