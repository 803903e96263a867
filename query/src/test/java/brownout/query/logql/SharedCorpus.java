// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Finds the corpora of the upstream projects, which lie in `shared/corpus` beside the checkout and
/// are read in place. Where they are missing the tests that need them are aborted, loudly.
public final class SharedCorpus {
    private SharedCorpus() {}

    /// Files of `shared/corpus/<name>` with the ending, in order of their names.
    public static List<Path> files(String name, String ending) {
        var folder = folder(name);
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String name) {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var folder = at.resolve("shared/corpus").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        System.err.println("SKIPPED: no folder shared/corpus/" + name + " above the checkout");
        Assumptions.abort("no folder shared/corpus/" + name);
        throw new AssertionError();
    }

    public static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines `name count` of a resource: how many passes each part of a corpus must reach at least.
    public static Map<String, Integer> ratchet(String resource) {
        var counts = new TreeMap<String, Integer>();
        text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    int blank = line.lastIndexOf(' ');
                    counts.put(
                            line.substring(0, blank).strip(),
                            Integer.parseInt(line.substring(blank + 1)));
                });
        return counts;
    }

    /// One line of a resource with parts separated by `=>`.
    public record Example(String place, List<String> parts) {
        public Example {
            parts = List.copyOf(parts);
        }

        public String part(int index) {
            return parts.get(index);
        }
    }

    /// The examples of a resource; lines that are empty or begin with `#` are none.
    public static Stream<Example> examples(String resource) {
        var examples = new ArrayList<Example>();
        var name = resource.substring(resource.lastIndexOf('/') + 1);
        int number = 0;
        for (var line : text(resource).lines().toList()) {
            number++;
            if (!line.startsWith("#") && line.contains("=>")) {
                var parts = Stream.of(line.split("(?<= )=>", -1)).map(String::strip).toList();
                examples.add(new Example(name + ":" + number + " " + parts.getFirst(), parts));
            }
        }
        return examples.stream();
    }

    private static String text(String resource) {
        try (var in = SharedCorpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
