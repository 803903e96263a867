// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Worlds;
import java.util.ArrayList;
import java.util.List;

/// Whether a scenario is worth anybody's time: checks by machine, per seed. Every one really runs the
/// world and asks it what a person would ask.
public final class Gates {
    private Gates() {}

    /// All checks of one scenario and seed, in a fixed order.
    public static List<Finding> check(Worlds worlds, Scenario scenario, long seed) {
        var trial = new Trial(worlds, scenario, seed);
        var findings = new ArrayList<Finding>();
        findings.add(HarmGate.quietBefore(trial));
        findings.add(HarmGate.breached(trial));
        findings.add(HarmGate.alerted(trial));
        findings.add(FixGate.idle(trial));
        findings.add(FixGate.restores(trial, "reference", scenario.reference()));
        scenario.accepted()
                .forEach(line -> findings.add(FixGate.restores(trial, "accepted", line)));
        scenario.decoys().forEach(line -> findings.add(FixGate.staysBroken(trial, line)));
        scenario.herrings().forEach(herring -> findings.add(SignGate.refutable(trial, herring)));
        scenario.evidence().forEach(sign -> findings.add(SignGate.visible(trial, sign)));
        findings.add(LeakGate.noAnswer(trial));
        return List.copyOf(findings);
    }

    /// One check: its name, whether it passed, and the figures behind it.
    public record Finding(String gate, boolean passed, String detail) {}
}
