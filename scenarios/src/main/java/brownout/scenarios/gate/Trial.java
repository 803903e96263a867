// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.alerting.Alert;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;
import java.util.HashMap;
import java.util.Map;

/// One scenario and seed under test. People start at the end of t0's minute; they act a minute after
/// the first alert, and what they did is judged five minutes later.
final class Trial {
    /// The latest start after t0.
    static final int START_TICK = 59;

    static final int ACT_AFTER_SECONDS = 60;
    static final int JUDGED_AFTER_SECONDS = 300;

    final Scenario scenario;
    final RunWorld idle;
    final int faultTick;

    /// When the first alert fires after the fault, or the end of the drill where none does.
    final int alertTick;

    private final Map<String, Impact> tried = new HashMap<>();
    final int actTick;
    final int endTick;

    Trial(Worlds worlds, Scenario scenario, long seed) {
        this.scenario = scenario;
        this.idle = worlds.base(scenario, seed);
        this.faultTick = scenario.faultTick(seed);
        this.alertTick = firstAlert(START_TICK + scenario.drill().minutes() * 60);
        this.actTick = Math.max(START_TICK, alertTick) + ACT_AFTER_SECONDS;
        this.endTick = actTick + JUDGED_AFTER_SECONDS;
    }

    /// What users feel when `line` is the only thing done; each line is run once.
    Impact after(String line) {
        return tried.computeIfAbsent(line, each -> impact(idle.act(actTick, each, "gate")));
    }

    Impact impact(RunWorld world) {
        return Impact.measure(world.timeline(), scenario.objective(), faultTick, endTick);
    }

    private int firstAlert(int limitTick) {
        for (int tick = faultTick; tick < limitTick; tick += 60) {
            int to = Math.min(tick + 60, limitTick);
            var first =
                    idle.at(to - 1).alertTransitions(tick, to).stream()
                            .filter(each -> each.alert().state() == Alert.State.FIRING)
                            .findFirst();
            if (first.isPresent()) {
                return first.get().tick();
            }
        }
        return limitTick;
    }
}
