// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.event;

import brownout.query.alerting.AlertTransition;
import brownout.scenarios.Scenario;
import brownout.scenarios.world.Impact;
import java.util.List;
import java.util.OptionalInt;

/// When each phase of an incident was reached, as far as it was: acknowledged, severity set, root
/// cause declared (the last declaration; its verdict is not shown here), users no longer hurt,
/// recovered. The last two are facts of the world.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Phases(List<Phase> phases) {
    public Phases {
        phases = List.copyOf(phases);
    }

    /// `name` is Detect, Triage, Diagnose, Mitigate or Recover.
    public record Phase(String name, OptionalInt tick) {}

    /// `impact` covers the fault up to now; `alerts` all transitions up to now.
    public static Phases of(
            RunState state, Scenario scenario, Impact impact, List<AlertTransition> alerts) {
        throw new UnsupportedOperationException(state.toString() + scenario.id() + impact + alerts);
    }
}
