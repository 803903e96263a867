// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Scenario;

/// How a scenario and seed would have gone: with nobody there, and with the reference fix. Both are
/// really run; results are kept for a while. Safe for use by several threads.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Outcomes {
    private final Worlds worlds;

    public Outcomes(Worlds worlds) {
        this.worlds = worlds;
    }

    public Worlds worlds() {
        return worlds;
    }

    /// `toTick` is exclusive; the measures begin at the fault.
    public Outcome of(Scenario scenario, long seed, int startTick, int toTick) {
        throw new UnsupportedOperationException(scenario.id() + seed + startTick + toTick);
    }

    /// `detectableTick` is when the first alert fires that a person who starts at `startTick` can
    /// see (`toTick` where none does); `oracleTick` when the reference fix is applied.
    public record Outcome(int detectableTick, int oracleTick, Impact idle, Impact oracle) {}
}
