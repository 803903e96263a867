// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import brownout.query.alerting.AlertTransition;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.Outcomes.Outcome;
import brownout.scoring.event.RunEvent;
import java.util.List;

/// The scorecard of a run: a pure function of what was true, what was measured and what was done.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Scorer {
    private Scorer() {}

    /// The tick (exclusive) up to which the team's world, the idle one and the reference are
    /// compared: the drill's time limit, or the end of a run that took longer.
    public static int horizonTick(Scenario scenario, int startTick, int endTick) {
        return Math.max(startTick + scenario.drill().minutes() * 60, endTick);
    }

    /// `team` covers the same ticks as `outcome`; `alerts` are all transitions of the team's world.
    public static Scorecard score(
            Scenario scenario,
            List<RunEvent> events,
            Impact team,
            Outcome outcome,
            List<AlertTransition> alerts) {
        throw new UnsupportedOperationException(scenario.id() + events + team + outcome + alerts);
    }
}
