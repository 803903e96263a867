// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.MetricStore;
import java.util.List;

/// A rule group with its expressions and templates parsed once. Immutable; evaluation is pure.
public final class CompiledGroup {
    private final RuleGroup group;

    private CompiledGroup(RuleGroup group) {
        this.group = group;
    }

    /// Throws [brownout.query.syntax.QueryError] where an expression or a template is wrong.
    public static CompiledGroup of(RuleGroup group) {
        return new CompiledGroup(group);
    }

    /// The state before any evaluation: no alert, never evaluated.
    public GroupState start() {
        var rules =
                group.rules().stream()
                        .map(rule -> new GroupStatus.RuleStatus(rule, List.of(), ""))
                        .toList();
        return new GroupState(new GroupStatus(group, 0, rules));
    }

    /// Evaluates every rule against `store` at `timeMillis`, the close of `tick`. Call it every
    /// `group.intervalMillis()`.
    @SuppressWarnings("DoNotCallSuggester") // until rules are evaluated
    public Evaluation evaluate(GroupState previous, MetricStore store, int tick, long timeMillis) {
        throw new UnsupportedOperationException(
                "rules of " + previous.status().group().name() + " at tick " + tick);
    }

    public RuleGroup group() {
        return group;
    }
}
