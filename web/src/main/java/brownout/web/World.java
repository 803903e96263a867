// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.scenarios.world.HistoryStore;
import brownout.scenarios.world.Worlds;
import brownout.web.runs.Courses;

/// What the server's runs play in: the drills, and the worlds of their estates.
record World(Catalogue catalogue, Worlds worlds) {
    /// The program's; the engine has a version of its own.
    static final String VERSION = "0.1.0";

    /// Computes the pasts that new runs of the drills have, so that one starts at once: those of the
    /// smallest estate first, one after the other.
    void warmUp(Courses courses, int historySeconds) {
        for (var setting : worlds.settings().all()) {
            catalogue.scenarios().stream()
                    .filter(scenario -> scenario.estate().equals(setting.name()))
                    .flatMap(scenario -> scenario.historySeeds().stream())
                    .distinct()
                    .forEach(seed -> courses.history(setting, seed, historySeconds).join());
        }
    }

    /// The estates and the drills that come with the program; nothing of them is kept.
    static World builtIn() {
        return builtIn(HistoryStore.COMPUTED);
    }

    /// The same with histories from `store`.
    static World builtIn(HistoryStore store) {
        var settings = Settings.builtIn();
        return new World(Catalogue.builtIn(settings), new Worlds(settings, store));
    }
}
