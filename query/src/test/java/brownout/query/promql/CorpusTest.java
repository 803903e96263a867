// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Plays scripts in promqltest syntax: ours from the resources, and Prometheus's own where a folder
/// `shared/corpus/promql` lies beside the repository. What we refuse must be refused as "not supported
/// yet"; what we answer must be right; and no file may pass fewer evals than `refused.txt` says.
class CorpusTest {
    private static final String RATCHET = "/promql/refused.txt";

    @TestFactory
    Stream<DynamicNode> ours() throws IOException, URISyntaxException {
        var folder = Path.of(Objects.requireNonNull(getClass().getResource("/promql")).toURI());
        return scripts(folder).stream().map(script -> container(script, Map.of()));
    }

    @TestFactory
    Stream<DynamicNode> upstream() throws IOException {
        var folder = corpus();
        if (folder.isEmpty()) {
            System.err.println(
                    "SKIPPED: no shared/corpus/promql above " + Path.of("").toAbsolutePath());
            return Stream.of(
                    dynamicTest(
                            "Prometheus's own scripts",
                            () ->
                                    assumeTrue(
                                            false,
                                            "no shared/corpus/promql beside the repository")));
        }
        var least = ratchet();
        return scripts(folder.get()).stream().map(script -> container(script, least));
    }

    private static Optional<Path> corpus() {
        for (var folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            var corpus = folder.resolve("shared/corpus/promql");
            if (Files.isDirectory(corpus)) {
                return Optional.of(corpus);
            }
        }
        return Optional.empty();
    }

    private static List<Script> scripts(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .map(CorpusTest::read)
                    .toList();
        }
    }

    private static Script read(Path file) {
        try {
            return Script.read(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Least number of passes per file.
    private static Map<String, Integer> ratchet() throws IOException {
        var least = new TreeMap<String, Integer>();
        try (var stream = CorpusTest.class.getResourceAsStream(RATCHET)) {
            var text =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        var parts = line.split(" ", 2);
                        least.put(parts[0], Integer.parseInt(parts[1]));
                    });
        }
        return least;
    }

    private static DynamicNode container(Script script, Map<String, Integer> least) {
        var counts = new EnumMap<ScriptRunner.Outcome, Integer>(ScriptRunner.Outcome.class);
        var failed = new ArrayList<Integer>();
        var runner = new ScriptRunner[] {new ScriptRunner()};
        var evals =
                script.commands().stream()
                        .<DynamicNode>mapMulti((command, tests) -> {
                            switch (command) {
                                case Script.Clear _ -> runner[0] = new ScriptRunner();
                                case Script.Load load -> runner[0].load(load);
                                case Script.Eval eval ->
                                        tests.accept(test(script, eval, runner[0], counts, failed));
                            }
                        });
        var summary = dynamicTest(script.name(), () -> summary(script, counts, failed, least));
        return dynamicContainer(script.name(), Stream.concat(evals, Stream.of(summary)));
    }

    private static DynamicNode test(
            Script script,
            Script.Eval eval,
            ScriptRunner runner,
            Map<ScriptRunner.Outcome, Integer> counts,
            List<Integer> failed) {
        return dynamicTest(
                script.name() + ":" + eval.line(),
                () -> {
                    failed.add(eval.line());
                    var outcome = runner.run(eval);
                    failed.removeLast();
                    counts.merge(outcome, 1, Integer::sum);
                });
    }

    private static void summary(
            Script script,
            Map<ScriptRunner.Outcome, Integer> counts,
            List<Integer> failed,
            Map<String, Integer> least) {
        int passed = counts.getOrDefault(ScriptRunner.Outcome.PASSED, 0);
        System.out.printf(
                "%-26s passed %4d  refused %4d  needs other data %4d  failed %d%n",
                script.name(),
                passed,
                counts.getOrDefault(ScriptRunner.Outcome.REFUSED, 0),
                counts.getOrDefault(ScriptRunner.Outcome.FOREIGN, 0),
                failed.size());
        int wanted = least.getOrDefault(script.name(), 0);
        assertTrue(
                passed >= wanted,
                script.name() + " passes " + passed + " evals, and used to pass " + wanted);
    }
}
