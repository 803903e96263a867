// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.TestWorlds;
import brownout.scenarios.world.Worlds;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every built-in scenario passes every gate: three seeds here, more with `-Dgates.seeds=20`, one
/// scenario with `-Dgates.only=ID`. Every second one is tested by [EvenGatesTest], the others by
/// [OddGatesTest], because test classes run side by side.
abstract class BuiltInGates {
    private static final int SEEDS = Integer.getInteger("gates.seeds", 3);
    private static final String ONLY = System.getProperty("gates.only", "");
    private static final Worlds WORLDS = TestWorlds.BUILT_IN;

    private final int half;

    BuiltInGates(int half) {
        this.half = half;
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioPassesItsGates() {
        var all = Catalogue.builtIn(Settings.builtIn()).scenarios();
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == half)
                .mapToObj(all::get)
                .filter(scenario -> ONLY.isEmpty() || scenario.id().equals(ONLY))
                .flatMap(scenario ->
                        LongStream.rangeClosed(1, SEEDS)
                                .mapToObj(seed ->
                                        DynamicTest.dynamicTest(
                                                scenario.id() + " seed " + seed,
                                                () -> check(scenario, seed))));
    }

    private static void check(Scenario scenario, long seed) {
        var verdict = Gates.check(WORLDS, scenario, seed);
        var text = new StringBuilder();
        for (var finding : verdict.findings()) {
            text.append(finding.passed() ? "\n  ok    " : "\n  FAIL  ").append(finding.title());
            text.append(": ").append(finding.detail());
        }
        text.append("\n  ").append(verdict.difficulty());
        if (Boolean.getBoolean("gates.show")) {
            System.out.println(scenario.id() + " seed " + seed + text);
        }
        assertTrue(verdict.passed(), scenario.id() + " --seed=" + seed + text);
    }
}
