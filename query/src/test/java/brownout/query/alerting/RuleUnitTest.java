// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.RuleTestFile.Expected;
import brownout.query.alerting.RuleTestFile.Firing;
import brownout.query.alerting.RuleTestFile.Scene;
import brownout.query.data.MemoryLogs;
import brownout.query.data.MemoryMetrics;
import brownout.query.promql.SeriesNotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The unit tests of the shipped rules, which `promtool test rules` runs too (`ToolsTest`): both say the
/// same of the same files.
class RuleUnitTest {
    private static final Path FOLDER = Path.of("../simulator/src/test/resources/rules");

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".test.yaml")).sorted().toList();
        }
    }

    private static List<String> failures(Path file, String text) throws IOException {
        var tests = RuleTestFile.read(file, text);
        var failures = new ArrayList<String>();
        tests.scenes().forEach(scene -> failures.addAll(failures(tests, scene)));
        return failures;
    }

    /// Every expectation of `scene` that does not hold, with file and line.
    private static List<String> failures(RuleTestFile tests, Scene scene) {
        var store = new MemoryMetrics();
        scene.series()
                .forEach((labels, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        if (!SeriesNotation.isMissing(values[i])) {
                            store.append(labels, i * scene.gapMillis(), values[i]);
                        }
                    }
                });
        var due = new TreeMap<Long, List<Expected>>(); // by the last evaluation at or before it
        for (var expected : scene.expected()) {
            long at = expected.atMillis() - expected.atMillis() % tests.intervalMillis();
            due.computeIfAbsent(at, _ -> new ArrayList<>()).add(expected);
        }
        var groups = tests.rules().stream().map(CompiledGroup::of).toList();
        var states = new ArrayList<>(groups.stream().map(CompiledGroup::start).toList());
        var failures = new ArrayList<String>();
        for (long at = 0; at <= due.lastKey(); at += tests.intervalMillis()) {
            for (int i = 0; i < groups.size(); i++) {
                var after =
                        groups.get(i)
                                .evaluate(
                                        states.get(i),
                                        store,
                                        new MemoryLogs(),
                                        (int) (at / 1000),
                                        at)
                                .state();
                states.set(i, after);
                for (var rule : after.status().rules()) {
                    assertEquals("", rule.lastError(), rule.rule().name());
                    var written = rule.written();
                    for (int s = 0; s < written.values().length; s++) {
                        store.append(written.series().get(s), at, written.values()[s]);
                    }
                }
            }
            for (var expected : due.getOrDefault(at, List.of())) {
                var wanted = sorted(expected.firing());
                var got = sorted(firing(states, expected.alert()));
                if (!wanted.equals(got)) {
                    failures.add(
                            "%s:%d: %s, %s: expected %s, got %s"
                                    .formatted(
                                            tests.file(),
                                            expected.line(),
                                            scene.name(),
                                            expected.alert(),
                                            wanted,
                                            got));
                }
            }
        }
        return failures;
    }

    private static List<Firing> firing(List<GroupState> states, String name) {
        return states.stream()
                .flatMap(state -> state.status().rules().stream())
                .filter(rule -> rule.rule().name().equals(name))
                .flatMap(rule -> rule.alerts().stream())
                .filter(alert -> alert.state() == Alert.State.FIRING)
                .map(alert -> new Firing(alert.labels(), alert.annotations()))
                .toList();
    }

    private static List<Firing> sorted(List<Firing> alerts) {
        return alerts.stream().sorted(Comparator.comparing(Firing::labels)).toList();
    }

    @Test
    void rulesDoWhatTheirUnitTestsSay() throws IOException {
        var failures = new ArrayList<String>();
        for (var file : files()) {
            failures.addAll(failures(file, Files.readString(file)));
        }
        assertEquals(List.of(), failures);
    }

    /// Whoever tests an alert shows it firing, and not.
    @Test
    void alertsAreSeenFiringAndQuiet() throws IOException {
        var firing = new TreeSet<String>();
        var quiet = new TreeSet<String>();
        for (var file : files()) {
            for (var scene : RuleTestFile.read(file, Files.readString(file)).scenes()) {
                for (var expected : scene.expected()) {
                    (expected.firing().isEmpty() ? quiet : firing).add(expected.alert());
                }
            }
        }
        assertTrue(firing.size() >= 45, "only " + firing);
        quiet.add("Watchdog"); // never
        assertEquals(firing, quiet);
    }

    /// A wrong time, a wrong label and a wrong word are seen.
    @Test
    void wrongExpectationsFail() throws IOException {
        var file = FOLDER.resolve("databases.test.yaml");
        var text = Files.readString(file);
        for (var wrong :
                List.of(
                        text.replaceFirst("eval_time: 6m", "eval_time: 5m"),
                        text.replaceFirst("severity: critical", "severity: warning"),
                        text.replaceFirst("98% of the", "97% of the"),
                        text.replaceFirst("values: '1x4 0x9'", "values: '1x5 0x9'"))) {
            var failures = failures(file, wrong);
            assertEquals(1, failures.size(), failures.toString());
        }
    }
}
