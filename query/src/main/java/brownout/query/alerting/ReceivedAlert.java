// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Matcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A firing alert as Alertmanager holds it after Prometheus has sent it. It ends by itself unless it is
/// sent again, which Prometheus does at least every minute.
public record ReceivedAlert(
        Alert alert,
        String fingerprint,
        long startsAtMillis,
        long endsAtMillis,
        long updatedAtMillis) {
    private static final long RESEND_MILLIS = 60_000;

    /// The firing alerts of `groups` whose labels satisfy every matcher, by fingerprint. Pending alerts
    /// are not sent, resolved ones not listed.
    public static List<ReceivedAlert> active(List<GroupStatus> groups, List<Matcher> filter) {
        var received = new ArrayList<ReceivedAlert>();
        for (var group : groups) {
            for (var rule : group.rules()) {
                for (var alert : rule.alerts()) {
                    boolean firing = alert.state() == Alert.State.FIRING;
                    if (firing && Matcher.all(filter, alert.labels())) {
                        received.add(of(alert, group));
                    }
                }
            }
        }
        received.sort(Comparator.comparing(ReceivedAlert::fingerprint));
        return received;
    }

    private static ReceivedAlert of(Alert alert, GroupStatus group) {
        long sent = group.lastEvaluationMillis();
        long validity = 4 * Math.max(group.group().intervalMillis(), RESEND_MILLIS);
        var fingerprint = Fingerprint.of(alert.labels());
        return new ReceivedAlert(alert, fingerprint, alert.firedAtMillis(), sent + validity, sent);
    }
}
