// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All scenarios by the slug of their drill.
public final class Catalogue {
    /// Files of the scenarios that come with the program. Their names tell, so nobody who plays sees them.
    private static final List<String> BUILT_IN =
            List.of(
                    "payment-pool-cut-by-deploy.yaml",
                    "payment-claims-fill-redis.yaml",
                    "orders-memory-leak.yaml",
                    "inhibition-rules-lost.yaml",
                    "inventory-release-throws.yaml",
                    "orders-index-dropped.yaml",
                    "orders-rows-held.yaml",
                    "sessions-cache-killed.yaml",
                    "carts-counted-by-user.yaml",
                    "pager-for-everything.yaml",
                    "orders-db-exporter-crashed.yaml",
                    "redis-exporter-answers-500.yaml",
                    "payment-label-renamed.yaml",
                    "checkouts-fail-unseen.yaml",
                    "log-agents-stopped.yaml");

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

    /// The scenarios that come with the program.
    ///
    /// @throws brownout.query.syntax.FileError where a file has a mistake
    public static Catalogue builtIn(Settings settings) {
        return new Catalogue(
                BUILT_IN.stream().map(file -> settings.read(file, resource(file))).toList());
    }

    /// The files of the built-in scenarios and their texts, for those who check them.
    public static SortedMap<String, String> builtInFiles() {
        var files = new TreeMap<String, String>();
        BUILT_IN.forEach(file -> files.put(file, resource(file)));
        return files;
    }

    /// The text of a built-in file.
    static String resource(String file) {
        try (var in = Catalogue.class.getResourceAsStream("/scenarios/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no built-in scenario file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a trainee may see of all drills, by level, then title.
    public List<Drill> drills() {
        return bySlug.values().stream()
                .map(Scenario::drill)
                .sorted(Comparator.comparingInt(Drill::level).thenComparing(Drill::title))
                .toList();
    }

    public Optional<Scenario> scenario(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    public List<Scenario> scenarios() {
        return List.copyOf(bySlug.values());
    }
}
