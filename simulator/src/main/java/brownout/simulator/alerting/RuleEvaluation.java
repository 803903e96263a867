// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.alerting;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.CompiledGroup;
import brownout.query.alerting.GroupState;
import brownout.query.alerting.RuleGroup;
import brownout.query.data.SharedMetrics;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.TimelineLogs;
import brownout.simulator.telemetry.TimelineMetrics;
import java.util.ArrayList;
import java.util.List;

/// Evaluates an estate's rules over its metrics and lines. Groups that are due at the same instant see
/// the world as it was before any of them; within a group rules see what those before them wrote.
/// Immutable: timelines share it.
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
        var shared = new SharedMetrics(metrics);
        var logs = new TimelineLogs(snapshot, snapshot.closedTick, EPOCH_SECONDS, new RunKey(0, 0));
        var after = new ArrayList<GroupState>();
        var transitions = new ArrayList<AlertTransition>();
        long millis = (EPOCH_SECONDS + second) * 1000;
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (millis % group.group().intervalMillis() == 0) {
                var result = group.evaluate(states.get(i), shared, logs, second - 1, millis);
                after.add(result.state());
                transitions.addAll(result.transitions());
            } else {
                after.add(states.get(i));
            }
        }
        return new Outcome(after, transitions);
    }
}
