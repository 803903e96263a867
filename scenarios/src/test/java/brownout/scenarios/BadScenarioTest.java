// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.FileError;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every case of `bad-scenarios.txt` is the built-in file with one mistake: a line to look for, what
/// to write instead, and the error, with `LINE` for that line's number.
class BadScenarioTest {
    private static final Estate ESTATE = EstateFile.builtin("larkspur");
    private static final String GOOD = Catalogue.resource("payment-pool-cut-by-deploy.yaml");

    /// One mistake.
    private record Case(String name, String line, String instead, String error) {}

    @TestFactory
    List<DynamicTest> mistakesAreLocated() {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)))
                .toList();
    }

    private static void check(Case each) {
        var lines = new ArrayList<>(List.of(GOOD.split("\n", -1)));
        int at = lines.indexOf(each.line());
        assertTrue(at >= 0, "the file has no line: " + each.line());
        assertEquals(at, lines.lastIndexOf(each.line()), "the line is there twice");
        lines.set(at, each.instead().replace("\\n", "\n"));
        var text = String.join("\n", lines);
        var error =
                assertThrows(FileError.class, () -> ScenarioFile.read("bad.yaml", text, ESTATE));
        assertEquals(located(each.error(), at + 1), error.getMessage());
    }

    /// `bad.yaml:LINE-2: …` with the number in place.
    private static String located(String error, int line) {
        return Pattern.compile("LINE([+-][0-9]+)?")
                .matcher(error)
                .replaceFirst(match -> {
                    var offset = match.group(1);
                    return String.valueOf(line + (offset == null ? 0 : Integer.parseInt(offset)));
                });
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        var lines = resource().lines().filter(line -> !line.startsWith("#")).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("--- ")) {
                cases.add(
                        new Case(
                                lines.get(i).substring(4),
                                lines.get(i + 1),
                                lines.get(i + 2),
                                lines.get(i + 3)));
            }
        }
        return cases;
    }

    private static String resource() {
        try (var in = BadScenarioTest.class.getResourceAsStream("/bad-scenarios.txt")) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
