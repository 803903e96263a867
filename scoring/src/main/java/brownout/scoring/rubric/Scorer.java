// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.RunEvent;
import java.util.List;

/// The scorecard of a run: a pure function of what was true, what was measured and what was done.
public final class Scorer {
    private Scorer() {}

    /// The tick (exclusive) up to which the team's world, the idle one and the reference are
    /// compared: the drill's time limit, or the end of a run that took longer. A team that leaves
    /// early is judged by how its world goes on.
    public static int horizonTick(Scenario scenario, int startTick, int endTick) {
        return Math.max(startTick + scenario.drill().minutes() * 60, endTick);
    }

    /// The card of a run whose log is `events`, which has a `started`. `team` covers the same ticks
    /// as `outcome`.
    public static Scorecard score(
            Scenario scenario, List<RunEvent> events, Impact team, Outcome outcome) {
        var run = Case.of(scenario, events, team, outcome);
        var parts = Rubric.CRITERIA.stream().map(criterion -> criterion.part(run)).toList();
        return Scorecard.of(run.safety().value(), parts);
    }
}
