// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.world.Impact;
import brownout.scoring.event.EventBody;
import brownout.simulator.action.ActionError;
import java.util.Optional;

/// What would have been, had the action that ended the harm been taken as soon as it could be known of: a
/// world of its own, in which that action is all that anybody did. `line` is the team's own, or the
/// reference where none of theirs ended it; `spared` is what it would have cost less.
public record Counterfactual(
        String line, int tick, double bad, double spared, Debrief.Series failing) {

    /// Empty where nothing would have been spared, or the line could not be taken then.
    static Optional<Counterfactual> of(Assembly run) {
        int tick = run.outcome.detectableTick() + 1; // the first second in which somebody can act
        int toTick = run.outcome.idle().toTick();
        if (tick >= Math.min(toTick, run.endTick)) {
            return Optional.empty();
        }
        var line =
                run.mitigation()
                        .map(event -> ((EventBody.Acted) event.body()).line())
                        .orElse(run.scenario.reference());
        try {
            var world = run.idle.act(tick, line, "instead").felt();
            var impact =
                    Impact.measure(
                            world.timeline(),
                            run.scenario.objective(),
                            run.impact.fromTick(),
                            Math.max(toTick, run.endTick));
            double bad = impact.harm(run.outcome.idle().fromTick(), toTick);
            double spared = run.harm().bad() - bad;
            return spared < 1
                    ? Optional.empty()
                    : Optional.of(new Counterfactual(line, tick, bad, spared, run.series(impact)));
        } catch (ActionError _) {
            return Optional.empty();
        }
    }
}
