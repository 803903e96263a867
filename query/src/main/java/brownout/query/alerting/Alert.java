// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;

/// An active alert. Its labels include `alertname`; annotations are expanded. `activeAtMillis` is
/// when it became pending, `firedAtMillis` when it began to fire (equal to `activeAtMillis` while it
/// is pending). All times are in the epoch of whoever evaluated the rule.
public record Alert(
        Labels labels,
        Labels annotations,
        State state,
        long activeAtMillis,
        long firedAtMillis,
        double value) {
    /// Where an alert is in its life.
    public enum State {
        PENDING,
        FIRING,
        RESOLVED
    }

    /// An alert that fires from the moment it is active.
    public Alert(
            Labels labels, Labels annotations, State state, long activeAtMillis, double value) {
        this(labels, annotations, state, activeAtMillis, activeAtMillis, value);
    }

    /// This alert with its times moved by `millis`, from one epoch to another.
    public Alert shifted(long millis) {
        return new Alert(
                labels, annotations, state, activeAtMillis + millis, firedAtMillis + millis, value);
    }

    Alert resolved() {
        return new Alert(labels, annotations, State.RESOLVED, activeAtMillis, firedAtMillis, value);
    }
}
