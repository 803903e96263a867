// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Timelines in, notifications out: the rules of grouping, timers, flushes, inhibition, silences, times
/// and clusters, one file each.
class RoutingScriptTest {
    private static final List<String> FILES =
            List.of("routing", "timers", "flush", "inhibition", "silences", "times", "cluster");

    @TestFactory
    List<DynamicTest> everyTimeline() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var file : FILES) {
            var scripts = RoutingScript.read(resource("/routing/" + file + ".txt"));
            assertTrue(scripts.size() >= 4, file);
            for (var script : scripts) {
                tests.add(DynamicTest.dynamicTest(file + ": " + script.name, () -> play(script)));
            }
        }
        return tests;
    }

    private static void play(RoutingScript script) {
        var expected = String.join("\n", script.expected());
        assertEquals(expected, String.join("\n", script.play(true)), "second by second");
        assertEquals(expected, String.join("\n", script.play(false)), "from event to event");
    }

    private static String resource(String name) throws IOException {
        try (var in = RoutingScriptTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
