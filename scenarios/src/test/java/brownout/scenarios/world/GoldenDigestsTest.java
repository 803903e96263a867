// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.TestWorlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What every scenario comes to, when nobody acts and when the reference is done, is kept as a digest
/// beside the engine's version: runs that were begun with this version must find the same world. A line
/// is `scenario inputs idle reference`; `inputs` is of the scenario's file, the estate and its rules, so
/// that their changes are told from the engine's. `-Dupdate=true` rewrites the file, but not with other
/// worlds under the same version.
class GoldenDigestsTest {
    private static final Path FILE = Path.of("src/test/resources/golden/digests.txt");
    private static final String VERSION = "engine ";
    private static final long SEED = 1;
    private static final int ACT = 240;
    private static final int END = 480;

    private record Golden(String inputs, String worlds) {}

    @Test
    void scenariosComeToWhatTheyDid() throws IOException {
        var kept = read(Files.readAllLines(FILE, StandardCharsets.UTF_8));
        var version = Files.readAllLines(FILE, StandardCharsets.UTF_8).getFirst();
        var actual = actual();
        boolean moved = !version.equals(VERSION + Timeline.ENGINE_VERSION);
        for (var each : actual.entrySet()) {
            var before = kept.get(each.getKey());
            if (!moved && before != null && before.inputs().equals(each.getValue().inputs())) {
                assertEquals(
                        before.worlds(),
                        each.getValue().worlds(),
                        each.getKey() + ": digest changed: bump the engine version");
            }
        }
        if (Boolean.getBoolean("update")) {
            Files.writeString(FILE, text(actual), StandardCharsets.UTF_8);
        }
        assertEquals(
                text(actual),
                Files.readString(FILE, StandardCharsets.UTF_8),
                "scenarios or the engine's version changed: rewrite with -Dupdate=true");
    }

    private static Map<String, Golden> read(List<String> lines) {
        var kept = new TreeMap<String, Golden>();
        for (var line : lines.subList(1, lines.size())) {
            var words = List.of(line.split(" ", 3));
            kept.put(words.get(0), new Golden(words.get(1), words.get(2)));
        }
        return kept;
    }

    private static String text(Map<String, Golden> all) {
        var lines = new ArrayList<String>();
        lines.add(VERSION + Timeline.ENGINE_VERSION);
        all.forEach((id, golden) -> lines.add(id + " " + golden.inputs() + " " + golden.worlds()));
        return String.join("\n", lines) + "\n";
    }

    private static String rulesText() throws IOException {
        var texts = new StringBuilder();
        for (var file : RuleFile.files("larkspur")) {
            try (var in = RuleFile.class.getResourceAsStream("/estates/" + file)) {
                var bytes = Objects.requireNonNull(in).readAllBytes();
                texts.append(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return texts.toString();
    }

    private static Map<String, Golden> actual() throws IOException {
        var estate = EstateFile.builtin("larkspur");
        var worlds = TestWorlds.BUILT_IN;
        var actual = new TreeMap<String, Golden>();
        for (var scenario : Catalogue.builtIn(Settings.builtIn()).scenarios()) {
            var inputs =
                    scenario.digest().substring(0, 12)
                            + "-"
                            + estate.digest().substring(0, 12)
                            + "-"
                            + "%08x".formatted(rulesText().hashCode());
            actual.put(scenario.id(), new Golden(inputs, worlds(worlds, scenario)));
        }
        return actual;
    }

    private static String worlds(Worlds worlds, Scenario scenario) {
        var idle = worlds.base(scenario, SEED);
        var reference = idle.act(ACT, scenario.reference(), "golden");
        int from = scenario.firstChangeTick(SEED);
        return digest(idle, from) + " " + digest(reference, from);
    }

    private static String digest(RunWorld world, int from) {
        world.timeline().advanceTo(END);
        return world.timeline().digest(from, END + 1).substring(0, 32);
    }
}
