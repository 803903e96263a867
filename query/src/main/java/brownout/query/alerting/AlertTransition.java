// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

/// An alert entered `alert.state()` at the close of `tick`.
public record AlertTransition(int tick, Alert alert) {
    /// This transition with its alert's times moved by `millis`; the tick stays.
    public AlertTransition shifted(long millis) {
        return new AlertTransition(tick, alert.shifted(millis));
    }
}
