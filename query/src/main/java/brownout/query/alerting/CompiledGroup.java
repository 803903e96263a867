// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.GroupStatus.RuleStatus;
import brownout.query.data.LogStore;
import brownout.query.data.MemoryMetrics;
import brownout.query.data.MergedMetrics;
import brownout.query.data.MetricStore;
import java.util.ArrayList;
import java.util.List;

/// A rule group with its expressions and templates parsed once. Immutable; evaluation is pure.
public final class CompiledGroup {
    private final RuleGroup group;
    private final List<CompiledRule> rules;

    private CompiledGroup(RuleGroup group, List<CompiledRule> rules) {
        this.group = group;
        this.rules = rules;
    }

    /// Throws [brownout.query.syntax.QueryError], naming rule and field, where an expression or a
    /// template is wrong or not supported.
    public static CompiledGroup of(RuleGroup group) {
        return new CompiledGroup(
                group,
                group.rules().stream()
                        .map(rule -> CompiledRule.of(group.language(), rule))
                        .toList());
    }

    /// The state before any evaluation: no alert, `lastEvaluationMillis` 0.
    public GroupState start() {
        var inactive =
                group.rules().stream().map(rule -> new RuleStatus(rule, List.of(), "")).toList();
        return new GroupState(new GroupStatus(group, 0, inactive));
    }

    /// Evaluates every rule in order at `timeMillis`, the close of `tick`: over `metrics` and what the
    /// rules before it have just written, or over `logs`. Call it every `group.intervalMillis()`. A rule
    /// that fails keeps its alerts as they were and says why in its `lastError`.
    public Evaluation evaluate(
            GroupState previous, MetricStore metrics, LogStore logs, int tick, long timeMillis) {
        var statuses = new ArrayList<RuleStatus>();
        var transitions = new ArrayList<AlertTransition>();
        var fresh = new MemoryMetrics();
        var stores = new RuleQuery.Stores(new MergedMetrics(metrics, fresh), logs);
        long dataMillis = timeMillis - group.offsetMillis();
        var occasion = new CompiledRule.Occasion(group, stores, timeMillis, dataMillis);
        for (int i = 0; i < rules.size(); i++) {
            var before = previous.status().rules().get(i);
            var after = rules.get(i).evaluate(before, occasion);
            Transitions.between(before.alerts(), after.alerts())
                    .forEach(alert -> transitions.add(new AlertTransition(tick, alert)));
            var written = after.written();
            for (int s = 0; s < written.values().length; s++) {
                fresh.append(written.series().get(s), dataMillis, written.values()[s]);
            }
            statuses.add(after);
        }
        var state = new GroupState(new GroupStatus(group, timeMillis, statuses));
        return new Evaluation(state, transitions);
    }

    public RuleGroup group() {
        return group;
    }
}
