// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.alerting.Alert;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.RunWorld;
import brownout.scenarios.world.Worlds;

/// One scenario and seed under test. People start in the middle of t0's minute; they act a minute
/// after the first alert, and what they did is judged eight minutes later.
final class Trial {
    static final int START_TICK = 30;
    static final int ACT_AFTER_SECONDS = 60;
    static final int JUDGED_AFTER_SECONDS = 480;

    final Scenario scenario;
    final RunWorld idle;
    final int faultTick;

    /// When the first alert fires after the fault, or the end of the drill where none does.
    final int alertTick;

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
