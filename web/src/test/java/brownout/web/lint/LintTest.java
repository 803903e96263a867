// SPDX-License-Identifier: Apache-2.0
package brownout.web.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.world.Worlds;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person or a program meets it.
class LintTest {
    private static final Worlds WORLDS =
            new Worlds(EstateFile.builtin("larkspur"), RuleFile.builtin("larkspur"));
    private static final String FILE = "payment-pool-cut-by-deploy.yaml";

    @TempDir Path folder;

    private record Ended(int status, String out) {}

    private static Ended lint(String... words) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = Lint.run(LintOptions.parse(List.of(words)), WORLDS, out);
        return new Ended(status, bytes.toString(StandardCharsets.UTF_8));
    }

    private String file(String old, String replacement) throws IOException {
        var text = Catalogue.builtInFiles().getOrDefault(FILE, "");
        assertTrue(text.contains(old), old);
        var path = folder.resolve("mine.yaml");
        return Files.writeString(path, text.replace(old, replacement)).toString();
    }

    @Test
    void runsComeInOrderWhateverEndsFirst() {
        var ended = lint("--seeds", "2", "--json", "saturday-at-the-till");
        assertEquals(0, ended.status(), ended.out());
        var document = new JsonObject(ended.out());
        assertTrue(document.getBoolean("passed"));
        var runs = document.getJsonArray("runs");
        assertEquals(2, runs.size());
        for (int i = 0; i < 2; i++) {
            var run = runs.getJsonObject(i);
            assertEquals("saturday-at-the-till", run.getString("drill"));
            assertEquals(i + 1, run.getInteger("seed"));
            assertTrue(run.getJsonObject("difficulty").getInteger("naiveRank") >= 1);
            assertTrue(run.getJsonArray("findings").size() > 20);
        }
    }

    @Test
    void whatIsRedIsLocatedAndEndsWithOne() throws IOException {
        var path = file("reference: rollback payment-api", "reference: restart payment-api");
        var ended = lint("--seeds", "1", path);
        assertEquals(1, ended.status());
        var red = ended.out().lines().filter(line -> line.startsWith("  " + path)).toList();
        assertEquals(1, red.size(), ended.out());
        assertTrue(red.getFirst().contains("the reference fix restores"), red.getFirst());
        var number = red.getFirst().replaceAll(".*mine.yaml:([0-9]+):.*", "$1");
        var line = Files.readAllLines(Path.of(path)).get(Integer.parseInt(number) - 1);
        assertEquals("reference: restart payment-api", line);
        assertTrue(ended.out().contains("1 of 1 runs do not pass their gates"), ended.out());
    }

    @Test
    void aMistakeInAFileIsNamedAndNothingIsRun() throws IOException {
        var ended = lint(file("severity: P1", "severity: P9"));
        assertEquals(1, ended.status());
        assertTrue(ended.out().contains("mine.yaml:"), ended.out());
        assertTrue(ended.out().contains("no such severity"), ended.out());
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        refused("Did you mean \"saturday-at-the-till\"?", "saturday-at-the-tilt");
        refused("cannot read", folder.resolve("no.yaml").toString());
        refused("give 1 to 10000", "--seeds", "0");
        refused("--seeds needs a value", "--seeds");
        refused("unknown option --sedes", "--sedes", "3");
    }

    private static void refused(String why, String... words) {
        var error = assertThrows(IllegalArgumentException.class, () -> lint(words));
        assertTrue(String.valueOf(error.getMessage()).contains(why), error.getMessage());
    }
}
