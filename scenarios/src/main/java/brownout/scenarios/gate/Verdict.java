// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Scenario;
import java.util.List;

/// What all gates found for one scenario and seed, in a fixed order, and how hard it is.
public record Verdict(Scenario scenario, long seed, List<Finding> findings, Difficulty difficulty) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::passed);
    }
}
