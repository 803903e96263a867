// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// A rule group as last evaluated.
public record GroupStatus(RuleGroup group, long lastEvaluationMillis, List<RuleStatus> rules) {
    public GroupStatus {
        rules = List.copyOf(rules);
    }

    /// One rule with its active (pending or firing) alerts; `lastError` is empty where it is healthy.
    public record RuleStatus(AlertRule rule, List<Alert> alerts, String lastError) {
        public RuleStatus {
            alerts = List.copyOf(alerts);
        }
    }
}
