// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All scenarios by the slug of their drill.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public final class Catalogue {
    private final SortedMap<String, Scenario> bySlug = new TreeMap<>();

    /// A catalogue of these.
    ///
    /// @throws IllegalArgumentException where two scenarios have one slug
    public Catalogue(List<Scenario> scenarios) {
        for (var scenario : scenarios) {
            if (bySlug.put(scenario.drill().slug(), scenario) != null) {
                throw new IllegalArgumentException(
                        "two scenarios have the slug " + scenario.drill().slug());
            }
        }
    }

    /// The scenarios that come with the program and play in `estate`.
    ///
    /// @throws brownout.simulator.estate.FileError where a file has a mistake
    public static Catalogue builtIn(Estate estate) {
        throw new UnsupportedOperationException(estate.name());
    }

    /// What a trainee may see of all drills, by level, then title.
    public List<Drill> drills() {
        throw new UnsupportedOperationException();
    }

    public Optional<Scenario> scenario(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    public List<Scenario> scenarios() {
        return List.copyOf(bySlug.values());
    }
}
