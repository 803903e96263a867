// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.scenarios.world.HistoryStore;
import brownout.scenarios.world.Worlds;
import brownout.web.runs.Courses;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return of(HistoryStore.COMPUTED, Optional.empty());
    }

    /// The same with histories from `store`, and the drills in the scenario files of a folder.
    ///
    /// @throws StartProblem where the folder cannot be read or two drills have one slug
    static World of(HistoryStore store, Optional<Path> scenarios) {
        var settings = Settings.builtIn();
        var drills = new ArrayList<>(Catalogue.builtIn(settings).scenarios());
        scenarios
                .map(World::texts)
                .orElse(new TreeMap<>())
                .forEach((file, text) -> drills.add(settings.read(file, text)));
        try {
            return new World(new Catalogue(drills), new Worlds(settings, store));
        } catch (IllegalArgumentException e) {
            throw new StartProblem(
                    e.getMessage() + ". Give the drill in --scenarios another one", e);
        }
    }

    /// The scenario files of a folder by name.
    private static SortedMap<String, String> texts(Path folder) {
        var texts = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            for (var file : files) {
                texts.put(file.toString(), Files.readString(file));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new StartProblem(
                    "cannot read the scenarios in " + folder + " (" + e + "). Give a folder", e);
        }
        return texts;
    }
}
