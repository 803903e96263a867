// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// A rule group as last evaluated.
public record GroupStatus(RuleGroup group, long lastEvaluationMillis, List<RuleStatus> rules) {
    public GroupStatus {
        rules = List.copyOf(rules);
    }

    /// This status with all its times moved by `millis`, from one epoch to another.
    public GroupStatus shifted(long millis) {
        var moved = rules.stream().map(rule -> rule.shifted(millis)).toList();
        return new GroupStatus(group, lastEvaluationMillis + millis, moved);
    }

    /// One rule with its active (pending or firing) alerts, in label order; `lastError` is empty where
    /// it is healthy.
    public record RuleStatus(AlertRule rule, List<Alert> alerts, String lastError) {
        public RuleStatus {
            alerts = List.copyOf(alerts);
        }

        RuleStatus shifted(long millis) {
            var moved = alerts.stream().map(alert -> alert.shifted(millis)).toList();
            return new RuleStatus(rule, moved, lastError);
        }
    }
}
