// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.data.TraceStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The ingress writes one line for each request of the customers: where a service answered, at the end
/// of the root's span and with its status, pod and duration; where none did, one that says so and has no
/// root.
class IngressTest {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\[(?<time>\\S+Z)] \"(?<method>[A-Z]+) (?<path>/\\S*) HTTP/2\""
                            + " (?<code>\\d{3}) (?<flags>-|U[HCT]) \\d+ \\d+ (?<millis>\\d+)"
                            + " (?<upstream>\\d+|-) \"198\\.1[89]\\.\\d+\\.\\d+\" \"[^\"]+\""
                            + " \"(?<trace>[0-9a-f]{32})\" \"(?<host>[^\"]+)\""
                            + " \"(?<pod>-|10\\.[0-9.]+:8080)\"");

    private record Root(TraceId trace, Trace.Span span) {}

    @ForEachWorld
    void p03_accessLinesAreTheRootsOfTraces(RandomWorld world) {
        var telemetry = world.at(RandomWorld.END);
        var job = List.of(Matcher.equal("job", "gateway"));
        int to = RandomWorld.END - world.draw(50).below(200);
        int from = to - 150;
        var range = Reading.after(from, to);
        var logs = telemetry.written();
        var lines =
                Reading.lines(
                        logs, job, LogStore.LineHints.NONE, range, LogStore.Direction.FORWARD);
        var roots = roots(telemetry.traces(), from, to);
        if (world.estate.platform().isEmpty()) {
            assertEquals(List.of(), lines, world.toString());
            return;
        }
        var seen = new TreeSet<String>();
        for (var entry : lines) {
            var where = entry.line() + world;
            var said = LINE.matcher(entry.line());
            assertTrue(said.matches(), where);
            var id = said.group("trace");
            assertTrue(seen.add(id), where);
            assertEquals(id, entry.metadata().get("trace_id"), where);
            var root = roots.remove(id);
            assertEquals(said.group("flags").equals("-"), root != null, where);
            if (root != null) {
                assertSame(entry, said, root, where);
            } else {
                assertEquals("-", said.group("upstream"), where);
                assertTrue(said.group("code").startsWith("50"), where);
            }
        }
        assertEquals(Map.of(), roots, "without a line" + world);
        var counts = logs.count(job, LogStore.LineHints.NONE, range, Duration.ofSeconds(to - from));
        long counted = 0;
        for (var row : counts.orElseThrow().counts()) {
            counted += row[0];
        }
        assertEquals(lines.size(), counted, world.toString());
        world.assertEnough(lines.size(), 300, "access lines");
    }

    private static void assertSame(
            LogStore.Entry entry, java.util.regex.Matcher said, Root root, String where) {
        var span = root.span;
        assertTrue(
                entry.timeNanos() <= span.endNanos() && entry.timeNanos() > span.endNanos() - 1000,
                where);
        assertEquals(
                String.valueOf(span.attributes().get("http.response.status_code")),
                said.group("code"),
                where);
        assertEquals(span.attributes().get("http.request.method"), said.group("method"), where);
        assertEquals(
                span.attributes().get("http.route"),
                said.group("path").replaceAll("/[0-9]{6}(?=/|$)", "/{id}"),
                where);
        assertEquals(String.valueOf(span.durationNanos() / 1_000_000), said.group("millis"), where);
        assertEquals(span.resource().get("cloud.region"), entry.stream().get("region"), where);
    }

    /// Roots of requests that ended in `(from, to]`, by trace id.
    private static Map<String, Root> roots(TraceStore store, int from, int to) {
        var began =
                new TimeRange(
                        Reading.millis(from - 61) * 1_000_000, Reading.millis(to) * 1_000_000 + 1);
        var range = Reading.after(from, to);
        var roots = new HashMap<String, Root>();
        for (var trace : Reading.traces(store, TraceStore.SpanHints.NONE, began)) {
            for (var span : trace.spans()) {
                if (span.parentId() == 0
                        && span.kind() == Trace.Kind.SERVER
                        && "web".equals(span.resource().get("service.name")) // not what jobs ask
                        && range.contains(span.endNanos())) {
                    roots.put(trace.id().hex(), new Root(trace.id(), span));
                }
            }
        }
        return roots;
    }
}
