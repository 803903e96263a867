// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import brownout.query.syntax.FileError;
import brownout.query.syntax.Suggestion;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.gate.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// One scenario to check and where its findings belong.
record LintTarget(Scenario scenario, Places places) {
    /// The targets that are named, and what is wrong with those that cannot be read.
    record Found(List<LintTarget> targets, List<String> mistakes) {}

    /// All built-in scenarios where `names` is empty.
    ///
    /// @throws IllegalArgumentException where a name is neither a drill nor a file, saying what it may be
    static Found of(List<String> names, Settings settings) {
        var found = new Found(new ArrayList<>(), new ArrayList<>());
        var files = Catalogue.builtInFiles();
        if (names.isEmpty()) {
            files.forEach((file, text) -> add(file, text, settings, found));
            return found;
        }
        var bySlug = files.isEmpty() ? new TreeMap<String, String>() : slugs(files, settings);
        for (var name : names) {
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                add(name, read(name), settings, found);
            } else {
                var file = bySlug.get(name);
                if (file == null) {
                    throw new IllegalArgumentException(unknown(name, bySlug));
                }
                add(file, files.getOrDefault(file, ""), settings, found);
            }
        }
        return found;
    }

    /// Slug or id to the file it comes from.
    private static SortedMap<String, String> slugs(
            SortedMap<String, String> files, Settings settings) {
        var bySlug = new TreeMap<String, String>();
        files.forEach((file, text) -> {
            var scenario = settings.read(file, text);
            bySlug.put(scenario.drill().slug(), file);
            bySlug.put(scenario.id(), file);
        });
        return bySlug;
    }

    private static String unknown(String name, SortedMap<String, String> bySlug) {
        return "no drill and no .yaml file: "
                + name
                + ". "
                + Suggestion.hint(name, new TreeSet<>(bySlug.keySet()));
    }

    private static String read(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + name + ": " + e, e);
        }
    }

    private static void add(String file, String text, Settings settings, Found found) {
        try {
            found.targets().add(new LintTarget(settings.read(file, text), new Places(file, text)));
        } catch (FileError e) {
            found.mistakes().add(e.getMessage());
        }
    }
}
