// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.GroupStatus.RuleStatus;
import brownout.query.alerting.RuleGroup.Language;
import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.promql.Value.Sample;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// One rule, parsed. Evaluating it is pure.
sealed interface CompiledRule permits CompiledAlert, CompiledRecording {
    /// When a group is evaluated (`timeMillis`), and when what it reads was (`dataMillis`).
    record Occasion(RuleGroup group, RuleQuery.Stores stores, long timeMillis, long dataMillis) {}

    static CompiledRule of(Language language, Rule rule) {
        return switch (rule) {
            case AlertRule alert -> CompiledAlert.of(language, alert);
            case RecordingRule recording -> CompiledRecording.of(language, recording);
        };
    }

    /// The status after `before`. A rule that fails keeps its alerts, writes nothing, and says why in its
    /// `lastError`.
    RuleStatus evaluate(RuleStatus before, Occasion occasion);

    /// Counts what a query looks at.
    final class Looked implements Budget, LongSupplier {
        private long units;

        @Override
        public void charge(long more) {
            units += more;
        }

        @Override
        public long getAsLong() {
            return units;
        }
    }

    /// `error` of a part of a rule, with the rule and the part in its message.
    static QueryError inRule(String rule, String part, String text, QueryError error) {
        return new QueryError(
                error.kind(),
                error.pos(),
                text,
                rule + ", " + part + ": " + error.getMessage(),
                error.hint());
    }

    /// Samples of a result under other labels. Throws where two become one.
    static SortedMap<Labels, Double> relabelled(List<Sample> samples, RecordingRule rule) {
        var written = new TreeMap<Labels, Double>();
        for (var sample : samples) {
            var labels = new ArrayList<String>();
            sample.labels()
                    .forEach((name, value) -> {
                        labels.add(name);
                        labels.add(value);
                    });
            rule.labels()
                    .forEach((name, value) -> {
                        labels.add(name);
                        labels.add(value);
                    });
            labels.add(Labels.NAME);
            labels.add(rule.name());
            if (written.put(Labels.of(labels.toArray(String[]::new)), sample.value()) != null) {
                throw new QueryError(
                        QueryError.Kind.EXECUTION,
                        "vector contains metrics with the same labelset after applying rule labels");
            }
        }
        return written;
    }
}
