// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

/// An alert entered `alert.state()` at the close of `tick`.
public record AlertTransition(int tick, Alert alert) {}
