// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.gate.Gates.Finding;
import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;

/// What helps helps, and nothing else does.
final class FixGate {
    private static final int LAST_SECONDS = 120;

    private FixGate() {}

    static Finding idle(Trial trial) {
        return broken(trial, "nobody acts, it stays broken", trial.impact(trial.idle));
    }

    static Finding staysBroken(Trial trial, String line) {
        return broken(trial, "decoy does not help: " + line, trial.after(line));
    }

    static Finding restores(Trial trial, String kind, String line) {
        var impact = trial.after(line);
        var breach = Breach.of(impact, trial.scenario.objective());
        boolean restored = breach.endTick().isPresent();
        return new Finding(
                kind + " restores the objective: " + line,
                restored,
                restored
                        ? breach.endTick().getAsInt() - trial.actTick + " s after the action"
                        : lastRatio(trial, impact));
    }

    private static Finding broken(Trial trial, String gate, Impact impact) {
        double allowed = 1 - trial.scenario.objective().successRatio();
        return new Finding(
                gate,
                Breach.of(impact, trial.scenario.objective()).endTick().isEmpty()
                        && ratio(impact) > allowed,
                lastRatio(trial, impact));
    }

    private static double ratio(Impact impact) {
        return impact.ratio(impact.toTick() - 1, LAST_SECONDS);
    }

    private static String lastRatio(Trial trial, Impact impact) {
        return "%.2f %% failed in the last two minutes, %.0f in all"
                .formatted(100 * ratio(impact), impact.harm(trial.faultTick, trial.endTick));
    }
}
