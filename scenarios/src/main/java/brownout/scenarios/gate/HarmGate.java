// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.world.Breach;
import brownout.scenarios.world.Impact;
import java.util.List;

/// Users are fine before the fault, hurt by it, and somebody is told.
final class HarmGate {
    private static final int QUIET_SECONDS = 900;
    private static final int BREACH_SECONDS = 300;

    /// Nobody waits longer for something to happen.
    private static final int LATEST_TICK = 180;

    private HarmGate() {}

    static Finding quietBefore(Trial trial) {
        int from = trial.faultTick - QUIET_SECONDS;
        var impact = trial.impact(trial.idle, from);
        int breach = breachTick(trial, impact);
        var fired = Trial.firings(trial.idle, from, trial.faultTick);
        return new Finding(
                Gate.QUIET,
                breach >= trial.faultTick && fired.isEmpty(),
                breach >= trial.faultTick && fired.isEmpty()
                        ? "no breach and no alert in " + QUIET_SECONDS / 60 + " minutes"
                        : (breach < trial.faultTick ? "broken at " + breach + " s, " : "")
                                + "alerts "
                                + names(fired));
    }

    /// The tick of the first window that is too bad, or the largest integer.
    static int breachTick(Trial trial, Impact impact) {
        return Breach.of(impact, trial.scenario.objective()).startTick().orElse(Integer.MAX_VALUE);
    }

    static Finding broken(Trial trial) {
        var impact = trial.impact(trial.idle);
        int tick = breachTick(trial, impact);
        return new Finding(
                Gate.BROKEN,
                tick <= Math.max(trial.faultTick + BREACH_SECONDS, LATEST_TICK),
                (tick == Integer.MAX_VALUE
                                ? "never broken, "
                                : "broken " + (tick - trial.faultTick) + " s after the fault, ")
                        + "%.1f %% failed in the last five minutes"
                                .formatted(100 * impact.ratio(trial.endTick - 1, 300)));
    }

    static Finding unhurt(Trial trial) {
        var impact = trial.impact(trial.idle);
        int tick = breachTick(trial, impact);
        return new Finding(
                Gate.UNHURT,
                tick == Integer.MAX_VALUE,
                tick == Integer.MAX_VALUE
                        ? "%.2f %% failed"
                                .formatted(
                                        100
                                                * impact.ratio(
                                                        trial.endTick - 1,
                                                        trial.endTick - trial.faultTick))
                        : "broken at " + tick + " s");
    }

    static Finding told(Trial trial) {
        int tick = trial.toldTick;
        boolean byAlert = trial.alert.isPresent();
        return new Finding(
                Gate.TOLD,
                tick >= Trial.START_TICK && tick <= LATEST_TICK,
                byAlert
                        ? trial.alert.get().name() + " fires " + tick + " s after t0"
                        : tick <= LATEST_TICK
                                ? "no alert, a ticket " + tick + " s after t0"
                                : "no alert, and no ticket in the first three minutes");
    }

    private static List<String> names(List<Trial.Firing> fired) {
        return fired.stream().map(each -> each.name() + " at " + each.tick() + " s").toList();
    }
}
