// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.alerting;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.CompiledGroup;
import brownout.query.alerting.GroupState;
import brownout.query.alerting.RuleGroup;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.telemetry.TimelineMetrics;
import java.util.ArrayList;
import java.util.List;

/// Evaluates an estate's alerting rules over its metrics. Immutable: timelines share it.
public final class RuleEvaluation implements RuleStage {
    private final List<CompiledGroup> groups;

    /// Throws [brownout.query.syntax.QueryError] where a rule's expression is wrong.
    public RuleEvaluation(List<RuleGroup> rules) {
        groups = rules.stream().map(CompiledGroup::of).toList();
    }

    @Override
    public List<GroupState> start() {
        return groups.stream().map(CompiledGroup::start).toList();
    }

    @Override
    public Outcome evaluate(Snapshot snapshot, int second, List<GroupState> states) {
        var metrics = new TimelineMetrics(snapshot, snapshot.closedTick, EPOCH_SECONDS);
        if (metrics.isGap(second)) { // nobody was there to evaluate anything
            return new Outcome(states, List.of());
        }
        var after = new ArrayList<GroupState>();
        var transitions = new ArrayList<AlertTransition>();
        long millis = (EPOCH_SECONDS + second) * 1000;
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (millis % group.group().intervalMillis() == 0) {
                var result = group.evaluate(states.get(i), metrics, second - 1, millis);
                after.add(result.state());
                transitions.addAll(result.transitions());
            } else {
                after.add(states.get(i));
            }
        }
        return new Outcome(after, transitions);
    }
}
