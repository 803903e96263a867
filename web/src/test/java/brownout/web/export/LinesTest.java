// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.scenarios.world.Worlds;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Logs and traces of a small piece of a run: every line is JSON of the promised shape, parts laid end
/// to end are the whole, and a second export is the same bytes.
final class LinesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static LocalRun run;
    private static long start;

    @BeforeAll
    static void world() {
        var estate = EstateFile.builtin("larkspur");
        var worlds = new Worlds(estate, RuleFile.builtin("larkspur"));
        var scenario = Catalogue.builtIn(Settings.builtIn()).scenarios().getFirst();
        run = LocalRun.of(worlds, scenario, 3, 1_767_607_237_000L);
        start = run.startMillis() - 1_700_000;
    }

    @Test
    void logsComeInOrderAndInParts() throws IOException {
        var whole = export(Signal.LOGS, 0, 4000);
        assertTrue(whole.size() > 100, "only " + whole.size() + " lines");
        long before = start * 1_000_000;
        for (var line : whole) {
            var entry = JSON.readTree(line);
            long time = Long.parseLong(entry.get("timestamp").asString());
            assertTrue(time >= before && time <= (start + 4000) * 1_000_000, line);
            before = time;
            assertTrue(entry.get("stream").has("service"), line);
            assertTrue(entry.get("structuredMetadata").isObject(), line);
        }
        var parts = new ArrayList<>(export(Signal.LOGS, 0, 1500));
        parts.addAll(export(Signal.LOGS, 1500, 4000));
        assertEquals(whole, parts);
    }

    @Test
    void tracesAreOtlpJson() throws IOException {
        var ids = new TreeSet<String>();
        int spans = 0;
        for (var line : export(Signal.TRACES, 0, 4000)) {
            for (var resource : JSON.readTree(line).get("resourceSpans")) {
                assertEquals(
                        "service.name",
                        resource.get("resource").get("attributes").get(0).get("key").asString());
                for (var span : resource.get("scopeSpans").get(0).get("spans")) {
                    checkSpan(span);
                    ids.add(span.get("traceId").asString());
                    spans++;
                }
            }
        }
        assertTrue(ids.size() > 50 && spans > 2 * ids.size(), ids.size() + " " + spans);
        var parts = new ArrayList<String>();
        for (int from = 0; from < 4000; from += 1000) {
            for (var line : export(Signal.TRACES, from, from + 1000)) {
                var inLine = new TreeSet<String>();
                JSON.readTree(line).findValues("traceId").forEach(id -> inLine.add(id.asString()));
                parts.addAll(inLine);
            }
        }
        parts.sort(null);
        assertEquals(List.copyOf(ids), parts, "each trace is in exactly one part");
    }

    private static void checkSpan(JsonNode span) {
        var text = span.toString();
        assertTrue(span.get("traceId").asString().matches("[0-9a-f]{32}"), text);
        assertTrue(span.get("spanId").asString().matches("[0-9a-f]{16}"), text);
        assertTrue(span.get("kind").isInt() && span.get("kind").intValue() <= 5, text);
        assertTrue(span.get("startTimeUnixNano").isString(), text);
        assertTrue(
                Long.parseLong(span.get("endTimeUnixNano").asString())
                        >= Long.parseLong(span.get("startTimeUnixNano").asString()),
                text);
        span.findValues("intValue").forEach(value -> assertTrue(value.isString(), text));
        span.findValues("code").forEach(value -> assertTrue(value.isInt(), text));
    }

    @Test
    void theSameCommandWritesTheSameBytes() throws IOException {
        for (var signal : Signal.values()) {
            assertEquals(export(signal, 0, 16_000), export(signal, 0, 16_000), signal.text());
        }
    }

    private static List<String> export(Signal signal, long from, long to) throws IOException {
        var seen = run.at(run.startMillis() - 1_600_000);
        var out = new ByteArrayOutputStream();
        var window = new Window(start + from, start + to);
        signal.document(seen::metrics, seen::logs, seen::traces, window).writeTo(out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
