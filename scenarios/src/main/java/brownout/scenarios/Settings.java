// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import java.util.List;
import java.util.Optional;

/// The settings there are, the cheapest to compute first. A scenario names the one it plays in.
public record Settings(List<Setting> all) {
    public Settings {
        all = List.copyOf(all);
    }

    /// The estates that come with the program.
    public static Settings builtIn() {
        return new Settings(EstateFile.builtinNames().stream().map(Setting::builtIn).toList());
    }

    public Optional<Setting> find(String name) {
        return all.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /// Where a scenario plays.
    ///
    /// @throws IllegalArgumentException where that is none of these
    public Setting of(Scenario scenario) {
        return find(scenario.estate())
                .orElseThrow(() -> new IllegalArgumentException("no estate " + scenario.estate()));
    }

    /// The scenario in `text`; `fileName` is only named in errors.
    ///
    /// @throws brownout.query.syntax.FileError `file:line: what. hint`
    public Scenario read(String fileName, String text) {
        var node = YamlNode.parse(fileName, text).get("estate");
        var name = node.reference("estate", all.stream().map(Setting::name).toList());
        Estate estate = find(name).orElseThrow().estate();
        return ScenarioFile.read(fileName, text, estate);
    }
}
