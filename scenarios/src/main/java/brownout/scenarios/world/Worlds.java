// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.alerting.RuleGroup;
import brownout.scenarios.Scenario;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Scheduled;
import java.util.List;

/// Makes the worlds of one estate. Histories are computed once and kept; the base world of a
/// (scenario, seed) is shared by all who hold it and kept for a while after. Every world can be made
/// again from its inputs. Safe for use by several threads.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Worlds {
    private final Estate estate;
    private final List<RuleGroup> rules;

    public Worlds(Estate estate, List<RuleGroup> rules) {
        this.estate = estate;
        this.rules = List.copyOf(rules);
    }

    public Estate estate() {
        return estate;
    }

    public List<RuleGroup> rules() {
        return rules;
    }

    /// The scenario-free past that runs of this history seed have in common.
    public Timeline history(long historySeed) {
        throw new UnsupportedOperationException("history " + historySeed);
    }

    /// The world of a scenario and seed in which nobody acts.
    public RunWorld base(Scenario scenario, long seed) {
        throw new UnsupportedOperationException(scenario.id() + seed);
    }

    /// The base world with what people did, in order of tick.
    public RunWorld run(Scenario scenario, long seed, List<Scheduled> effects) {
        throw new UnsupportedOperationException(scenario.id() + seed + effects);
    }
}
