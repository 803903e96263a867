// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        try (var in = SharedCorpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new AssertionError("no resource " + resource);
            }
            for (var line :
                    new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .lines()
                            .filter(one -> !one.isBlank() && !one.startsWith("#"))
                            .toList()) {
                int blank = line.lastIndexOf(' ');
                counts.put(
                        line.substring(0, blank).strip(),
                        Integer.parseInt(line.substring(blank + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }
}
