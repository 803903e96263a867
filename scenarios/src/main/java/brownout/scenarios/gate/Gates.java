// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Whether a scenario is worth anybody's time: checks by machine, per seed. Every one really runs the
/// world and asks it what a person would ask. All share one history and one incident; what people
/// could do is tried on forks of it.
public final class Gates {
    private Gates() {}

    /// All gates of one scenario and seed. A pure function of estate, rules, scenario and seed.
    public static Verdict check(Worlds worlds, Scenario scenario, long seed) {
        var trial = new Trial(worlds, scenario, seed);
        var findings = new ArrayList<Finding>();
        findings.add(HarmGate.quietBefore(trial));
        findings.add(trial.hurts() ? HarmGate.broken(trial) : HarmGate.unhurt(trial));
        findings.add(HarmGate.told(trial));
        if (trial.hurts()) {
            fixes(trial, findings);
        }
        each(scenario.herrings(), findings, (at, each) -> SignGate.cleared(trial, at, each));
        findings.add(CauseGate.herringsNamed(trial));
        each(scenario.evidence(), findings, (at, each) -> SignGate.visible(trial, at, each));
        findings.add(SignGate.points(trial));
        findings.add(LeakGate.secret(trial));
        findings.add(LeakGate.spoiler(trial));
        findings.add(CauseGate.key(trial));
        if (trial.hurts()) {
            findings.add(CauseGate.calm(trial));
            findings.add(CauseGate.alone(trial));
        }
        var difficulty = Difficulty.of(trial);
        findings.add(HardGate.check(trial, difficulty));
        return new Verdict(scenario, seed, findings, difficulty);
    }

    private static void fixes(Trial trial, List<Finding> findings) {
        var scenario = trial.scenario;
        findings.add(FixGate.idle(trial));
        findings.add(FixGate.restores(trial, Gate.REFERENCE, -1, scenario.reference()));
        each(
                scenario.accepted(),
                findings,
                (at, line) -> FixGate.restores(trial, Gate.ACCEPTED, at, line));
        each(scenario.decoys(), findings, (at, line) -> FixGate.staysBroken(trial, at, line));
    }

    private static <T> void each(
            List<T> items, List<Finding> findings, BiFunction<Integer, T, Finding> check) {
        for (int i = 0; i < items.size(); i++) {
            findings.add(check.apply(i, items.get(i)));
        }
    }
}
