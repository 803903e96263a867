// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupState;
import java.util.List;

/// What evaluates alerting rules at the close of a scraped tick. The engine knows it by this port,
/// because rules read the world through the same metric store as everybody else, and that one reads
/// the engine. Rules have a calendar of their own, so that what comes of them belongs to the timeline
/// and not to a run's date.
public interface RuleStage {
    /// t0 on the rules' calendar in seconds since 1970: a midnight.
    long EPOCH_SECONDS = 20_000L * 86_400;

    /// No rules at all.
    RuleStage NONE =
            new RuleStage() {
                @Override
                public List<GroupState> start() {
                    return List.of();
                }

                @Override
                public Outcome evaluate(Snapshot snapshot, int second, List<GroupState> groups) {
                    return new Outcome(groups, List.of());
                }
            };

    /// The groups before their first evaluation, in the order of their files.
    List<GroupState> start();

    /// Evaluates those of `groups` that are due at the scrape at `second` after t0, the last in
    /// `snapshot`; none where the collector was not there then.
    Outcome evaluate(Snapshot snapshot, int second, List<GroupState> groups);

    /// The groups after an evaluation, and which alerts changed their state in it.
    record Outcome(List<GroupState> groups, List<AlertTransition> transitions) {
        public Outcome {
            groups = List.copyOf(groups);
            transitions = List.copyOf(transitions);
        }
    }
}
