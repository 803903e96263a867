// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.query.alerting.RuleGroup;
import brownout.scenarios.Catalogue;
import brownout.scenarios.world.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.web.runs.Pins;
import java.util.List;

/// What the server's runs play in: an estate, its rules, and the drills.
record World(Catalogue catalogue, Worlds worlds, Pins pins) {
    /// The program's; the engine has a version of its own.
    static final String VERSION = "0.1.0";

    /// Computes the past that all runs share, so that a new one starts at once.
    void warmUp() {
        catalogue.scenarios().stream()
                .flatMap(scenario -> scenario.historySeeds().stream())
                .distinct()
                .forEach(seed -> worlds.history(seed).advanceTo(-1));
    }

    /// The estate and the drills that come with the program.
    static World builtIn() {
        var estate = EstateFile.builtin("larkspur");
        List<RuleGroup> rules = RuleFile.builtin("larkspur");
        return new World(
                Catalogue.builtIn(estate),
                new Worlds(estate, rules),
                Pins.of(
                        Timeline.ENGINE_VERSION,
                        List.of("larkspur.yaml", "larkspur-alertmanager.yml"),
                        RuleFile.files("larkspur")));
    }
}
