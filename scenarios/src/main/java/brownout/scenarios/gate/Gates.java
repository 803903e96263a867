// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.Worlds;
import java.util.List;

/// Whether a scenario is worth anybody's time: checks by machine, per seed.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Gates {
    private Gates() {}

    public static List<Finding> check(Worlds worlds, Scenario scenario, long seed) {
        throw new UnsupportedOperationException(worlds.toString() + scenario.id() + seed);
    }

    /// One check: its name, whether it passed, and the figures behind it.
    public record Finding(String gate, boolean passed, String detail) {}
}
