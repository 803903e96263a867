// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The central claim, checked on the text that any client gets over HTTP: between two scrapes at s1
/// and s2 the difference of the request counter = the request lines in (s1, s2] = the server spans
/// that end in (s1, s2], per service, pod, route and status; histogram buckets hold those lines'
/// durations; every trace id in a line resolves to a span that says the same; exemplars lie in their
/// bucket. Three windows a seed: a steady incident, one across a rolling restart, one across the fork
/// that an action makes. Two seeds here (`-Dagreement.seeds=N` for more): that it holds in any world is
/// for the simulator's properties to show, over random ones; here that nothing is lost on the way out.
final class AgreementTest {
    private static final int SEEDS = Integer.getInteger("agreement.seeds", 2);
    private static final String DRILL = "saturday-at-the-till";

    @TempDir static Path folder;
    private static ServerProcess server;

    private record Window(String name, int from, int to) {}

    /// A request line: where it was counted, how long it took, and its ids.
    private record Line(
            String key, double millis, String service, String pod, String trace, String span) {}

    @BeforeAll
    static void start() {
        server = ServerProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    List<DynamicTest> signalsAgreeExactly() {
        var tests = new ArrayList<DynamicTest>();
        for (int i = 1; i <= SEEDS; i++) {
            long seed = i;
            tests.add(DynamicTest.dynamicTest("seed " + seed, () -> agree(seed)));
        }
        return tests;
    }

    private static void agree(long seed) {
        var run = Client.create(server.url(), DRILL, seed);
        run.warp(180);
        run.accepted("acted", "{\"line\":\"restart payment-api\"}");
        run.warp(300);
        run.accepted("acted", "{\"line\":\"pool payment-api payments-db --size 50\"}");
        run.warp(360);
        for (var window :
                List.of(
                        new Window("steady incident", 120, 150),
                        new Window("across a restart", 180, 240),
                        new Window("across an action", 285, 315))) {
            check(run, seed, window);
        }
    }

    private static void check(Client run, long seed, Window window) {
        long t0 = run.status().get("t0").asLong() / 1000;
        long from = t0 + window.from();
        long to = t0 + window.to();
        var name = "seed " + seed + ", " + window.name() + " (" + from + ", " + to + "]";

        var lines = lines(run, from, to);
        long errors = lines.stream().filter(line -> line.key().matches(".* 5\\d\\d")).count();
        assertTrue(errors >= 1000, name + ": only " + errors + " errors");
        assertEquals(countLines(lines), countSpans(run, from, to), name + ": lines = spans");

        var before = counters(run, "http_requests_total", from);
        var after = counters(run, "http_requests_total", to);
        var livingLines = lines.stream().filter(line -> alive(after, line.pod())).toList();
        assertEquals(
                difference(before, after), countLines(livingLines), name + ": counters = lines");
        buckets(run, from, to, livingLines, name);
        resolve(run, lines, name);
        exemplars(run, from, to, name);
    }

    private static boolean alive(Map<String, Long> series, String pod) {
        return series.keySet().stream().anyMatch(key -> key.contains(" " + pod + " "));
    }

    private static Map<String, Long> counters(Client run, String metric, long at) {
        var counts = new TreeMap<String, Long>();
        for (var sample : run.instant(metric, at)) {
            var labels = sample.get("metric");
            if (labels.has("pod") && labels.has("route")) {
                var key =
                        String.join(
                                " ",
                                text(labels, "service"),
                                text(labels, "pod"),
                                text(labels, "method"),
                                text(labels, "route"),
                                labels.has("le") ? text(labels, "le") : text(labels, "status"));
                counts.put(key, Long.parseLong(sample.get("value").get(1).asString()));
            }
        }
        assertTrue(!counts.isEmpty(), metric + " has no samples at " + at);
        return counts;
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        var result = new TreeMap<String, Long>();
        after.forEach((key, value) -> {
            long grown = value - before.getOrDefault(key, 0L);
            assertTrue(grown >= 0, key + " fell");
            if (grown > 0) {
                result.put(key, grown);
            }
        });
        return result;
    }

    private static Map<String, Long> countLines(List<Line> lines) {
        var counts = new TreeMap<String, Long>();
        lines.forEach(line -> counts.merge(line.key(), 1L, Long::sum));
        return counts;
    }

    /// All request lines of a window, page by page: `end` is exclusive and times are nanoseconds.
    private static List<Line> lines(Client run, long from, long to) {
        var lines = new ArrayList<Line>();
        var seen = new HashSet<String>();
        long start = from * 1_000_000_000L + 1;
        long end = to * 1_000_000_000L + 1;
        while (true) {
            var params = new LinkedHashMap<String, String>();
            params.put("query", "{namespace=\"production\"}");
            params.put("start", Long.toString(start));
            params.put("end", Long.toString(end));
            params.put("limit", "5000");
            params.put("direction", "forward");
            var result =
                    run.json(run.path("loki", "/loki/api/v1/query_range", params))
                            .get("data")
                            .get("result");
            int count = 0;
            long last = start;
            for (var stream : result) {
                for (var value : stream.get("values")) {
                    count++;
                    last = Math.max(last, Long.parseLong(value.get(0).asString()));
                    if (seen.add(value.get(0).asString() + value.get(1).asString())) {
                        addLine(lines, Client.JSON.readTree(value.get(1).asString()));
                    }
                }
            }
            if (count < 5000) {
                return lines;
            }
            start = last;
        }
    }

    private static void addLine(List<Line> lines, JsonNode line) {
        if (!line.has("status")) {
            return;
        }
        lines.add(
                new Line(
                        String.join(
                                " ",
                                text(line, "service"),
                                text(line, "pod"),
                                text(line, "method"),
                                text(line, "endpoint"),
                                line.get("status").asString()),
                        line.get("duration_ms").asDouble(),
                        text(line, "service"),
                        text(line, "pod"),
                        text(line, "traceId"),
                        text(line, "spanId")));
    }

    private static Map<String, Long> countSpans(Client run, long from, long to) {
        var params = new LinkedHashMap<String, String>();
        params.put(
                "q",
                "{ kind = server && resource.service.name != nil && resource.k8s.pod.name != nil"
                        + " && span.http.request.method != nil && span.http.route != nil"
                        + " && span.http.response.status_code != nil }");
        params.put("start", Long.toString(from - 60));
        params.put("end", Long.toString(to + 1));
        params.put("limit", "200000");
        params.put("spss", "100");
        var counts = new TreeMap<String, Long>();
        for (var trace : run.json(run.path("tempo", "/api/search", params)).get("traces")) {
            var set = trace.get("spanSets").get(0);
            assertEquals(set.get("matched").asInt(), set.get("spans").size(), "spans were cut");
            for (var span : set.get("spans")) {
                long end =
                        span.get("startTimeUnixNano").asLong() + span.get("durationNanos").asLong();
                if (end > from * 1_000_000_000L && end <= to * 1_000_000_000L) {
                    var values = attributes(span.get("attributes"));
                    counts.merge(
                            String.join(
                                    " ",
                                    value(values, "service.name"),
                                    value(values, "k8s.pod.name"),
                                    value(values, "http.request.method"),
                                    value(values, "http.route"),
                                    value(values, "http.response.status_code")),
                            1L,
                            Long::sum);
                }
            }
        }
        return counts;
    }

    private static void buckets(Client run, long from, long to, List<Line> lines, String name) {
        var grown =
                difference(
                        counters(run, "http_request_duration_seconds_bucket", from),
                        counters(run, "http_request_duration_seconds_bucket", to));
        var expected = new TreeMap<String, Long>();
        var bounds = new ArrayList<String>();
        for (var key : counters(run, "http_request_duration_seconds_bucket", to).keySet()) {
            var bound = key.substring(key.lastIndexOf(' ') + 1);
            if (!bounds.contains(bound)) {
                bounds.add(bound);
            }
        }
        for (var line : lines) {
            var withoutStatus = line.key().substring(0, line.key().lastIndexOf(' '));
            for (var bound : bounds) {
                double le =
                        bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
                if (line.millis() <= le * 1000) {
                    expected.merge(withoutStatus + " " + bound, 1L, Long::sum);
                }
            }
        }
        assertEquals(expected, grown, name + ": buckets = durations of lines");
    }

    /// Some 200 lines, spread over the window: the trace has the span, and it says the same.
    private static void resolve(Client run, List<Line> lines, String name) {
        int step = Math.max(1, lines.size() / 200);
        for (int i = 0; i < lines.size(); i += step) {
            var line = lines.get(i);
            var trace =
                    run.json(run.path("tempo", "/api/v2/traces/" + line.trace(), Map.of()))
                            .get("trace");
            boolean found = false;
            for (var resource : trace.get("resourceSpans")) {
                var owner = attributes(resource.get("resource").get("attributes"));
                for (var scope : resource.get("scopeSpans")) {
                    for (var span : scope.get("spans")) {
                        if (hex(span.get("spanId").asString()).equals(line.span())) {
                            found = true;
                            assertEquals(line.service(), value(owner, "service.name"), name);
                            assertEquals(line.pod(), value(owner, "k8s.pod.name"), name);
                            long nanos =
                                    span.get("endTimeUnixNano").asLong()
                                            - span.get("startTimeUnixNano").asLong();
                            assertEquals(line.millis(), nanos / 1e6, 1e-9, name + ": duration");
                            assertEquals(
                                    line.key().substring(line.key().lastIndexOf(' ') + 1),
                                    value(
                                            attributes(span.get("attributes")),
                                            "http.response.status_code"),
                                    name);
                        }
                    }
                }
            }
            assertTrue(found, name + ": span of " + line);
        }
    }

    private static void exemplars(Client run, long from, long to, String name) {
        var params = new LinkedHashMap<String, String>();
        params.put("query", "http_request_duration_seconds_bucket{service=\"payment-api\"}");
        params.put("start", Long.toString(from + 1));
        params.put("end", Long.toString(to));
        int seen = 0;
        for (var series :
                run.json(run.path("prometheus", "/api/v1/query_exemplars", params)).get("data")) {
            var bound = text(series.get("seriesLabels"), "le");
            double le = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
            for (var exemplar : series.get("exemplars")) {
                seen++;
                double seconds = Double.parseDouble(exemplar.get("value").asString());
                assertTrue(seconds <= le, name + ": " + exemplar + " in le " + bound);
                if (seen % 10 == 0) {
                    var id = text(exemplar.get("labels"), "traceID");
                    var trace = run.get(run.path("tempo", "/api/traces/" + id, Map.of()));
                    assertEquals(200, trace.statusCode(), name + ": exemplar's trace");
                }
            }
        }
        assertTrue(seen > 0, name + ": no exemplars");
    }

    private static Map<String, JsonNode> attributes(JsonNode list) {
        var values = new TreeMap<String, JsonNode>();
        list.forEach(each -> values.put(each.get("key").asString(), each.get("value")));
        return values;
    }

    private static String value(Map<String, JsonNode> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + values.keySet());
        }
        return value.iterator().next().asString();
    }

    private static String text(JsonNode object, String name) {
        var value = object.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + object);
        }
        return value.asString();
    }

    private static String hex(String base64) {
        var text = new StringBuilder();
        for (byte each : java.util.Base64.getDecoder().decode(base64)) {
            text.append("%02x".formatted(each & 0xff));
        }
        return text.toString();
    }
}
