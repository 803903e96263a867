// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;
import brownout.simulator.action.ActionError;
import java.util.function.Supplier;

/// What helps helps, and nothing else does.
final class FixGate {
    private static final int LAST_SECONDS = 120;

    private FixGate() {}

    static Finding idle(Trial trial) {
        var impact = trial.impact(trial.idle);
        return new Finding(Gate.IDLE, isBroken(trial, impact), lastRatio(trial, impact));
    }

    static Finding staysBroken(Trial trial, int index, String line) {
        return tried(
                Gate.DECOY,
                index,
                line,
                () -> {
                    var impact = trial.after(line);
                    boolean broken = isBroken(trial, impact);
                    return new Finding(Gate.DECOY, index, line, broken, lastRatio(trial, impact));
                });
    }

    static Finding restores(Trial trial, Gate gate, int index, String line) {
        return tried(
                gate,
                index,
                line,
                () -> {
                    var impact = trial.after(line);
                    var end = Breach.of(impact, trial.scenario.objective()).endTick();
                    return new Finding(
                            gate,
                            index,
                            line,
                            end.isPresent(),
                            end.isPresent()
                                    ? end.getAsInt() - trial.actTick + " s after the action"
                                    : lastRatio(trial, impact));
                });
    }

    private static Finding tried(Gate gate, int index, String line, Supplier<Finding> check) {
        try {
            return check.get();
        } catch (ActionError e) {
            return new Finding(gate, index, line, false, "refused: " + e.getMessage());
        }
    }

    static boolean isBroken(Trial trial, Impact impact) {
        double allowed = 1 - trial.scenario.objective().successRatio();
        return Breach.of(impact, trial.scenario.objective()).endTick().isEmpty()
                && impact.ratio(impact.toTick() - 1, LAST_SECONDS) > allowed;
    }

    private static String lastRatio(Trial trial, Impact impact) {
        return "%.2f %% failed in the last two minutes, %.0f in all"
                .formatted(
                        100 * impact.ratio(impact.toTick() - 1, LAST_SECONDS),
                        impact.harm(trial.faultTick, trial.endTick));
    }
}
