// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import java.util.OptionalLong;

/// An active alert. Its labels include `alertname`; annotations are expanded. `activeAtMillis` is
/// when it became pending, `firedAtMillis` when it began to fire (equal to `activeAtMillis` while it
/// is pending), `keptSinceMillis` since when it fires only because its rule keeps it firing. All times
/// are in the epoch of whoever evaluated the rule.
public record Alert(
        Labels labels,
        Labels annotations,
        State state,
        long activeAtMillis,
        long firedAtMillis,
        OptionalLong keptSinceMillis,
        double value) {
    /// Where an alert is in its life.
    public enum State {
        PENDING,
        FIRING,
        RESOLVED
    }

    /// An alert whose series is there.
    public Alert(
            Labels labels,
            Labels annotations,
            State state,
            long activeAtMillis,
            long firedAtMillis,
            double value) {
        this(
                labels,
                annotations,
                state,
                activeAtMillis,
                firedAtMillis,
                OptionalLong.empty(),
                value);
    }

    /// An alert that fires from the moment it is active.
    public Alert(
            Labels labels, Labels annotations, State state, long activeAtMillis, double value) {
        this(labels, annotations, state, activeAtMillis, activeAtMillis, value);
    }

    /// This alert with its times moved by `millis`, from one epoch to another.
    public Alert shifted(long millis) {
        var kept =
                keptSinceMillis.isPresent()
                        ? OptionalLong.of(keptSinceMillis.getAsLong() + millis)
                        : keptSinceMillis;
        return new Alert(
                labels,
                annotations,
                state,
                activeAtMillis + millis,
                firedAtMillis + millis,
                kept,
                value);
    }

    Alert resolved() {
        return new Alert(labels, annotations, State.RESOLVED, activeAtMillis, firedAtMillis, value);
    }

    /// This alert, kept firing since `millis` or longer though its series is gone.
    Alert kept(long millis) {
        var since = keptSinceMillis.isPresent() ? keptSinceMillis : OptionalLong.of(millis);
        return new Alert(labels, annotations, state, activeAtMillis, firedAtMillis, since, value);
    }
}
