// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What changed between two evaluations of one rule.
final class Transitions {
    private Transitions() {}

    /// Alerts that became pending or firing, and firing ones that are gone (as resolved), in label
    /// order. A pending alert that goes away leaves no trace.
    static List<Alert> between(List<Alert> before, List<Alert> after) {
        var old = new TreeMap<Labels, Alert>();
        before.forEach(alert -> old.put(alert.labels(), alert));
        var entered = new TreeMap<Labels, Alert>();
        for (var alert : after) {
            var known = old.remove(alert.labels());
            if (known == null || known.state() != alert.state()) {
                entered.put(alert.labels(), alert);
            }
        }
        old.forEach((labels, alert) -> {
            if (alert.state() == Alert.State.FIRING) {
                entered.put(labels, alert.resolved());
            }
        });
        return new ArrayList<>(entered.values());
    }
}
