// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.alerting.Alert;
import brownout.scenarios.gate.Gates.Finding;
import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;
import java.util.List;

/// Users are fine before the fault, hurt by it, and somebody is told.
final class HarmGate {
    private static final int QUIET_SECONDS = 900;
    private static final int BREACH_SECONDS = 300;
    private static final int LATEST_ALERT_TICK = 180;

    private HarmGate() {}

    static Finding quietBefore(Trial trial) {
        int from = trial.faultTick - QUIET_SECONDS;
        var impact =
                Impact.measure(
                        trial.idle.timeline(), trial.scenario.objective(), from, trial.faultTick);
        var breach = Breach.of(impact, trial.scenario.objective());
        var fired = fired(trial, from, trial.faultTick);
        return new Finding(
                "users are fine before the fault",
                breach.startTick().isEmpty() && fired.isEmpty(),
                "breach " + breach + ", alerts " + fired);
    }

    static Finding breached(Trial trial) {
        var impact =
                Impact.measure(
                        trial.idle.timeline(),
                        trial.scenario.objective(),
                        trial.faultTick,
                        trial.endTick);
        var breach = Breach.of(impact, trial.scenario.objective());
        int after = breach.startTick().orElse(Integer.MAX_VALUE - 1) - trial.faultTick;
        return new Finding(
                "the objective is broken",
                after <= BREACH_SECONDS,
                "broken "
                        + after
                        + " s after the fault, "
                        + "%.1f %%".formatted(100 * impact.ratio(trial.endTick - 1, 300))
                        + " failed in the last five minutes");
    }

    static Finding alerted(Trial trial) {
        return new Finding(
                "an alert fires soon after the start, not before",
                trial.alertTick >= Trial.START_TICK && trial.alertTick <= LATEST_ALERT_TICK,
                "first alert "
                        + trial.alertTick
                        + " s after t0: "
                        + fired(trial, trial.faultTick, trial.alertTick + 1));
    }

    private static List<String> fired(Trial trial, int fromTick, int toTick) {
        return trial.idle.at(toTick - 1).alertTransitions(fromTick, toTick).stream()
                .filter(each -> each.alert().state() == Alert.State.FIRING)
                .map(each -> each.alert().labels().get("alertname") + "@" + each.tick())
                .toList();
    }
}
