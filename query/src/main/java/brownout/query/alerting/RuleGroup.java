// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import java.util.List;

/// Rules evaluated together, in order, every `intervalMillis`, over what was there `offsetMillis` before.
/// A rule with more than `limit` results fails; 0 is no limit.
public record RuleGroup(
        String name,
        String file,
        Language language,
        long intervalMillis,
        long offsetMillis,
        int limit,
        List<Rule> rules) {
    /// What the expressions of a group are written in, and so where its data come from.
    public enum Language {
        PROMQL,
        LOGQL
    }

    public RuleGroup {
        rules = List.copyOf(rules);
    }

    /// A group over metrics without offset and limit.
    public RuleGroup(String name, String file, long intervalMillis, List<? extends Rule> rules) {
        this(name, file, Language.PROMQL, intervalMillis, 0, 0, List.copyOf(rules));
    }

    /// The canonical text of a rule's expression.
    public String printed(Rule rule) {
        return RuleQuery.print(language, rule.expr());
    }
}
