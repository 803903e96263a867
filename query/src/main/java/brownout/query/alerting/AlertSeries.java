// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The series that Prometheus writes about its alerts at each evaluation: `ALERTS` with the state as a
/// label, and `ALERTS_FOR_STATE` with the second since when the alert is active.
public final class AlertSeries {
    private AlertSeries() {}

    /// Two samples for each active alert, at the time of the evaluation, in rule order.
    public static List<Sample> of(GroupStatus status) {
        var samples = new ArrayList<Sample>();
        long time = status.lastEvaluationMillis();
        for (var rule : status.rules()) {
            for (var alert : rule.alerts()) {
                var state = alert.state().name().toLowerCase(Locale.ROOT);
                var named = alert.labels().with(Labels.NAME, "ALERTS");
                samples.add(new Sample(named.with("alertstate", state), time, 1));
                var since = alert.labels().with(Labels.NAME, "ALERTS_FOR_STATE");
                samples.add(new Sample(since, time, alert.activeAtMillis() / 1000.0));
            }
        }
        return samples;
    }
}
