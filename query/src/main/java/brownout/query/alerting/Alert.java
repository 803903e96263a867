// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;

/// An active alert. Its labels include `alertname`; annotations are expanded. `activeAtMillis` is
/// when it became pending; all times are in the epoch of whoever evaluated the rule.
public record Alert(
        Labels labels, Labels annotations, State state, long activeAtMillis, double value) {
    /// Where an alert is in its life.
    public enum State {
        PENDING,
        FIRING,
        RESOLVED
    }

    /// This alert with its times moved by `millis`, from one epoch to another.
    public Alert shifted(long millis) {
        return new Alert(labels, annotations, state, activeAtMillis + millis, value);
    }
}
