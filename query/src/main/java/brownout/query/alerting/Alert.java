// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;

/// An active alert. Its labels include `alertname`; annotations are expanded.
public record Alert(
        Labels labels, Labels annotations, State state, long activeAtMillis, double value) {
    /// Where an alert is in its life.
    public enum State {
        PENDING,
        FIRING,
        RESOLVED
    }
}
