// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps the house tidy by reading its files: which way imports point, what the deterministic modules
/// may not call, and what no file may say. A finding reads `path:line: what, use what`.
final class TidyTest {
    private static final Path ROOT = root();

    /// Module -> the modules it may import; `web` may import all of them.
    private static final Map<String, List<String>> ARROWS =
            Map.of(
                    "query", List.of("query"),
                    "simulator", List.of("query", "simulator"),
                    "scenarios", List.of("query", "simulator", "scenarios"),
                    "scoring", List.of("query", "simulator", "scenarios", "scoring"));

    private record Ban(Pattern code, String what, String instead) {
        Ban(String regex, String what, String instead) {
            this(Pattern.compile(regex), what, instead);
        }
    }

    /// In `query` and `simulator` equal inputs must give equal bytes on every machine.
    private static final List<Ban> DETERMINISM =
            List.of(
                    new Ban(
                            "\\bMath\\.(exp|expm1|log|log1p|log10|pow|sin|cos|tan|asin|acos|atan|atan2"
                                    + "|sinh|cosh|tanh|cbrt|hypot|fma)\\b",
                            "Math differs between machines here",
                            "StrictMath"),
                    new Ban(
                            "System\\.(currentTimeMillis|nanoTime)|Instant\\.now|Clock\\.system|LocalDateTime\\.now",
                            "wall clock",
                            "the tick or a time argument"),
                    new Ban(
                            "java\\.util\\.Random|\\bnew Random\\b|ThreadLocalRandom|SplittableRandom|Math\\.random|RandomGenerator",
                            "library randomness",
                            "brownout.simulator.engine.Rng, a hash of coordinates"),
                    new Ban(
                            "(?<!Linked)\\bHash(Map|Set)\\b|\\b(Map|Set)\\.copyOf\\(|IdentityHashMap|ConcurrentHashMap",
                            "iteration order is not fixed",
                            "TreeMap, LinkedHashMap or a list; or say `// lookup only` on the line"),
                    new Ban("\\.parallel(Stream)?\\(\\)", "parallel reduction", "a plain loop"),
                    new Ban("Thread\\.sleep|\\bnew Thread\\b", "threads", "a plain loop"));

    @Test
    void importsPointOneWay() {
        var findings = new ArrayList<String>();
        var importLine = Pattern.compile("^import (?:static )?([\\w.]+)");
        ARROWS.forEach((module, allowed) ->
                eachLine(
                        sources(module),
                        (path, number, line) -> {
                            var match = importLine.matcher(line);
                            if (!match.find()) {
                                return;
                            }
                            var imported = match.group(1);
                            if (imported.startsWith("brownout.")) {
                                var other = imported.replaceFirst("^brownout\\.(\\w+).*", "$1");
                                if (!allowed.contains(other)) {
                                    findings.add(
                                            at(path, number)
                                                    + module
                                                    + " must not import "
                                                    + other
                                                    + ", use only "
                                                    + allowed);
                                }
                            }
                            if (imported.startsWith("io.vertx.")
                                    || imported.startsWith("java.net.http")
                                    || imported.startsWith("java.sql")) {
                                findings.add(
                                        at(path, number)
                                                + module
                                                + " must not import "
                                                + imported
                                                + ", use it in web");
                            }
                            if (path.toString().contains("simulator/telemetry/")
                                    && imported.startsWith("brownout.simulator.fault.")) {
                                findings.add(
                                        at(path, number)
                                                + "telemetry must not import fault, use the"
                                                + " model's state: symptoms come through it");
                            }
                        }));
        none(findings);
    }

    @Test
    void deterministicModulesKeepToTheRules() {
        var findings = new ArrayList<String>();
        for (var module : List.of("query", "simulator")) {
            eachLine(
                    sources(module),
                    (path, number, line) -> {
                        var code = line.strip();
                        if (code.startsWith("//")
                                || code.startsWith("import ")
                                || code.contains("// lookup only")) {
                            return;
                        }
                        for (var ban : DETERMINISM) {
                            if (ban.code().matcher(code).find()) {
                                findings.add(
                                        at(path, number) + ban.what() + ", use " + ban.instead());
                            }
                        }
                    });
        }
        none(findings);
    }

    @Test
    void noFileNamesAPackageRegistryOrAPathOfOneMachine() {
        var banned =
                List.of(
                        new Ban("registry\\." + "npmjs", "a registry's host", "the package's name"),
                        new Ban(
                                "repo[.1]*\\.maven\\." + "apache",
                                "a registry's host",
                                "coordinates"),
                        new Ban(
                                "/" + "work/(main|shared|wt)",
                                "a path of one machine",
                                "a relative path"),
                        new Ban("/" + "tmp/bo/", "a path of one machine", "a temporary folder"));
        var findings = new ArrayList<String>();
        eachLine(
                tracked(),
                (path, number, line) -> {
                    for (var ban : banned) {
                        if (ban.code().matcher(line).find()) {
                            findings.add(at(path, number) + ban.what() + ", use " + ban.instead());
                        }
                    }
                });
        none(findings);
    }

    @Test
    void publicTypesAreDocumented() {
        var findings = new ArrayList<String>();
        var type =
                Pattern.compile(
                        "^public (?:final |abstract |sealed |non-sealed )*(?:class|record|enum|interface) ");
        for (var module : List.of("query", "simulator", "scenarios", "scoring", "web")) {
            for (var path : sources(module)) {
                var lines = lines(path);
                for (int i = 0; i < lines.size(); i++) {
                    if (type.matcher(lines.get(i)).find() && !documented(lines, i)) {
                        findings.add(
                                at(path, i + 1) + "public type without a doc, use a `///` comment");
                    }
                }
            }
        }
        none(findings);
    }

    private static boolean documented(List<String> lines, int index) {
        int above = index - 1;
        while (above >= 0 && lines.get(above).matches("[@} ].*")) {
            above--;
        }
        return above >= 0 && lines.get(above).startsWith("///");
    }

    @Test
    void theRulesFindWhatTheyAreFor() {
        var seen = new ArrayList<String>();
        for (var code :
                List.of(
                        "double x = Math.exp(1);",
                        "long t = System.nanoTime();",
                        "var r = new Random(1);",
                        "var m = new HashMap<String, String>();",
                        "list.parallelStream().sum();",
                        "Thread.sleep(5);")) {
            for (var ban : DETERMINISM) {
                if (ban.code().matcher(code).find()) {
                    seen.add(ban.what());
                }
            }
        }
        assertEquals(6, seen.size(), seen.toString());
        assertFalse(DETERMINISM.getFirst().code().matcher("StrictMath.exp(1)").find());
        assertFalse(DETERMINISM.get(3).code().matcher("new LinkedHashMap<>()").find());
    }

    private interface LineVisitor {
        void visit(Path path, int number, String line);
    }

    private static void eachLine(List<Path> paths, LineVisitor visitor) {
        for (var path : paths) {
            int number = 0;
            for (var line : lines(path)) {
                visitor.visit(path, ++number, line);
            }
        }
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (MalformedInputException _) {
            return List.of(); // a picture or a font
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String module) {
        return walk(ROOT.resolve(module).resolve("src/main/java"), ".java");
    }

    private static List<Path> tracked() {
        return walk(ROOT, "").stream()
                .filter(path ->
                        !path.toString()
                                .matches(".*/(target|\\.git|node_modules|\\.brownout)(/.*)?"))
                .toList();
    }

    private static List<Path> walk(Path folder, String suffix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(Path path, int line) {
        return ROOT.relativize(path) + ":" + line + ": ";
    }

    private static void none(List<String> findings) {
        assertEquals("", String.join("\n", findings));
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }
}
