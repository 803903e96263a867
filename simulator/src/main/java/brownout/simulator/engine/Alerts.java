// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.CompiledGroup;
import brownout.query.alerting.GroupState;
import brownout.query.alerting.GroupStatus;
import brownout.query.alerting.RuleGroup;
import brownout.simulator.telemetry.TimelineMetrics;
import java.util.ArrayList;
import java.util.List;

/// The stage at the close of a tick that evaluates alerting rules. It reads the world through the same
/// metric store as everybody else, on a calendar of its own in which t0 is [#EPOCH_SECONDS], so that
/// results belong to the timeline and not to a run's date.
public final class Alerts {
    /// t0 on the rules' calendar: a midnight.
    public static final long EPOCH_SECONDS = 20_000L * 86_400;

    private final List<CompiledGroup> groups;

    Alerts(List<RuleGroup> rules) {
        groups = rules.stream().map(CompiledGroup::of).toList();
    }

    List<GroupState> start() {
        return groups.stream().map(CompiledGroup::start).toList();
    }

    /// Evaluates the groups that are due at `scrape`, the last in `snapshot`.
    void evaluate(Snapshot snapshot, Scrape scrape, State state) {
        var metrics = new TimelineMetrics(snapshot, snapshot.closedTick, EPOCH_SECONDS);
        if (metrics.isGap(scrape.second)) { // nobody was there to evaluate anything
            scrape.evaluated(state.groups.stream().map(GroupState::status).toList(), List.of());
            return;
        }
        var states = new ArrayList<GroupState>();
        var transitions = new ArrayList<AlertTransition>();
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            long millis = (EPOCH_SECONDS + scrape.second) * 1000;
            if (millis % group.group().intervalMillis() == 0) {
                var result =
                        group.evaluate(state.groups.get(i), metrics, scrape.second - 1, millis);
                states.add(result.state());
                transitions.addAll(result.transitions());
            } else {
                states.add(state.groups.get(i));
            }
        }
        state.groups = List.copyOf(states);
        List<GroupStatus> statuses = states.stream().map(GroupState::status).toList();
        scrape.evaluated(statuses, transitions);
    }
}
