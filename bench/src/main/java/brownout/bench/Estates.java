// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.alerting.RuleGroup;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.ScenarioFile;
import brownout.simulator.alerting.RuleEvaluation;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.util.List;

/// The worlds that are measured: an estate's history and a scenario that can play in each of them.
final class Estates {
    private static final String SCENARIO = "payment-pool-cut-by-deploy.yaml";

    static final long HISTORY_SEED = 1;
    static final long SEED = 7;

    /// Seconds of incident that the worlds of query shapes have behind t0.
    static final int INCIDENT_SECONDS = 1800;

    final Estate estate;
    final Scenario scenario;

    Estates(String name) {
        estate = EstateFile.builtin(name);
        var text = Catalogue.builtInFiles().get(SCENARIO);
        scenario =
                ScenarioFile.read(
                        SCENARIO, text.replaceFirst("(?m)^estate: .*$", "estate: " + name), estate);
    }

    List<RuleGroup> rules() {
        return RuleFile.builtin(estate.name());
    }

    /// The history closed up to t0.
    Timeline history(List<RuleGroup> rules) {
        var timeline = Timeline.history(estate, new RuleEvaluation(rules), HISTORY_SEED);
        timeline.advanceTo(-1);
        return timeline;
    }

    /// A world of the scenario with `seed`, from its first change on; nothing of it computed yet.
    Timeline incident(Timeline history, long seed) {
        return history.fork(scenario.firstChangeTick(seed), seed, scenario.schedule(seed));
    }
}
