// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// A rule group as last evaluated; `lastEvaluationMillis` is 0 before it ever was.
public record GroupStatus(RuleGroup group, long lastEvaluationMillis, List<RuleStatus> rules) {
    public GroupStatus {
        rules = List.copyOf(rules);
    }

    /// This status with all its times moved by `millis`, from one epoch to another.
    public GroupStatus shifted(long millis) {
        var moved = rules.stream().map(rule -> rule.shifted(millis)).toList();
        return new GroupStatus(group, lastEvaluationMillis + millis, moved);
    }

    /// How long the evaluation of all rules took.
    public double evaluationSeconds() {
        return rules.stream().mapToDouble(RuleStatus::evaluationSeconds).sum();
    }

    /// One rule with its active (pending or firing) alerts, in label order; `lastError` is empty where
    /// it is healthy. `written` are its samples at the last evaluation, none where that failed;
    /// `looked` is how many samples it looked at for them.
    public record RuleStatus(
            Rule rule, List<Alert> alerts, String lastError, Written written, long looked) {
        private static final double SECONDS_PER_EVALUATION = 2e-4;
        private static final double SECONDS_PER_SAMPLE = 6e-8;

        public RuleStatus {
            alerts = List.copyOf(alerts);
        }

        /// A rule that has written nothing.
        public RuleStatus(Rule rule, List<Alert> alerts, String lastError) {
            this(rule, alerts, lastError, Written.NOTHING, 0);
        }

        /// How long it took, by a model: no clock goes into what is the same on every machine.
        public double evaluationSeconds() {
            return Math.rint((SECONDS_PER_EVALUATION + looked * SECONDS_PER_SAMPLE) * 1e9) / 1e9;
        }

        RuleStatus shifted(long millis) {
            var moved = alerts.stream().map(alert -> alert.shifted(millis)).toList();
            return new RuleStatus(rule, moved, lastError, written, looked);
        }
    }
}
