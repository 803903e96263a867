// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The tools engineers have at hand, `promtool` and `amtool`, against a live run: what they print is
/// what the APIs say.
final class ToolsTest {
    private static final String QUERY = "sum by (service, status) (rate(http_requests_total[1m]))";

    @TempDir static Path folder;
    private static ServerProcess server;
    private static Client run;
    private static long now;

    @BeforeAll
    static void start() {
        Tools.required("promtool");
        Tools.required("amtool");
        server = ServerProcess.start(folder.resolve("data"));
        run = Client.create(server.url(), "saturday-at-the-till", 3);
        run.warp(240);
        now = run.status().get("t0").asLong() / 1000 + 240;
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void promtoolInstantQuery() throws Exception {
        var printed =
                json(
                        "promtool",
                        "query",
                        "instant",
                        "--time=" + now,
                        "-o",
                        "json",
                        prometheus(),
                        QUERY);
        var result = run.instant(QUERY, now);
        assertTrue(result.size() > 20, "too few series: " + result);
        assertEquals(values(result), values(printed));
    }

    @Test
    void promtoolRangeQuery() throws Exception {
        var start = now - 120;
        var printed =
                json(
                        "promtool",
                        "query",
                        "range",
                        "--start=" + start,
                        "--end=" + now,
                        "--step=15s",
                        "-o",
                        "json",
                        prometheus(),
                        QUERY);
        var params = new LinkedHashMap<String, String>();
        params.put("query", QUERY);
        params.put("start", Long.toString(start));
        params.put("end", Long.toString(now));
        params.put("step", "15");
        var result =
                run.json(run.path("prometheus", "/api/v1/query_range", params))
                        .get("data")
                        .get("result");
        assertTrue(result.size() > 20, "too few series: " + result);
        assertEquals(values(result), values(printed));
    }

    @Test
    void promtoolSeriesAndLabels() throws Exception {
        var series =
                run("promtool", "query", "series", "--match=up", prometheus()).lines().toList();
        var expected =
                run.json(run.path("prometheus", "/api/v1/series", Map.of("match[]", "up")))
                        .get("data");
        assertTrue(!series.isEmpty());
        assertEquals(expected.size(), series.size(), String.join("\n", series));

        var services = run("promtool", "query", "labels", prometheus(), "service").lines().toList();
        var values = new ArrayList<String>();
        run.json(run.path("prometheus", "/api/v1/label/service/values", Map.of()))
                .get("data")
                .forEach(value -> values.add(value.asString()));
        assertTrue(values.contains("payment-api"), values.toString());
        assertEquals(values, services);
    }

    @Test
    void amtoolAlertQuery() throws Exception {
        var printed =
                json(
                        "amtool",
                        "--alertmanager.url=" + base("alertmanager"),
                        "-o",
                        "json",
                        "alert",
                        "query");
        var expected =
                run.json(
                        run.path(
                                "alertmanager",
                                "/api/v2/alerts",
                                Map.of("silenced", "false", "inhibited", "false")));
        assertTrue(expected.size() > 0, "no alert fires");
        assertEquals(fingerprints(expected), fingerprints(printed));
    }

    @Test
    void amtoolSilenceQuery() throws Exception {
        run.accepted("acted", "{\"line\":\"silence alertname=NobodyHasThis --minutes 30\"}");
        run.warp(300);
        var printed =
                json(
                        "amtool",
                        "--alertmanager.url=" + base("alertmanager"),
                        "-o",
                        "json",
                        "silence",
                        "query",
                        "alertname=NobodyHasThis");
        var filter = Map.of("filter", "alertname=\"NobodyHasThis\"");
        var listed = run.json(run.path("alertmanager", "/api/v2/silences", filter));
        assertEquals(1, printed.size(), printed.toString());
        var id = listed.get(0).get("id").asString();
        assertEquals(id, printed.get(0).get("id").asString());
        assertEquals("active", printed.get(0).get("status").get("state").asString());
        assertEquals(
                "NobodyHasThis", printed.get(0).get("matchers").get(0).get("value").asString());
        var one = run.json(run.path("alertmanager", "/api/v2/silence/" + id, Map.of()));
        assertEquals(listed.get(0), one);
    }

    /// Setting, changing and ending a silence, each listed at once.
    @Test
    void amtoolSilenceAddUpdateExpire() throws Exception {
        var id =
                amtool(
                                "silence",
                                "add",
                                "--duration=2h",
                                "--comment=known, see \"the ticket\"",
                                "--author=somebody",
                                "alertname=NobodyHasThisEither",
                                "service=~a|b")
                        .strip();
        var set = silence(id);
        assertEquals("active", set.get("status").get("state").asString());
        assertEquals("known, see \"the ticket\"", set.get("comment").asString());
        assertEquals("somebody", set.get("createdBy").asString());
        assertEquals(2, set.get("matchers").size());
        var same = amtool("silence", "update", "--duration=3h", "--comment=longer", id);
        assertTrue(same.contains(id), same);
        assertEquals("longer", silence(id).get("comment").asString());
        amtool("silence", "expire", id);
        assertEquals("expired", silence(id).get("status").get("state").asString());
    }

    private static JsonNode silence(String id) throws Exception {
        return run.json(run.path("alertmanager", "/api/v2/silence/" + id, Map.of()));
    }

    private static String amtool(String... arguments) throws Exception {
        var words = new ArrayList<String>();
        words.add("amtool");
        words.add("--alertmanager.url=" + base("alertmanager"));
        words.addAll(List.of(arguments));
        return run(words.toArray(String[]::new));
    }

    @Test
    void theServersOwnMetricsPassTheLint() throws Exception {
        var metrics = run.get("/metrics").body();
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
        var file = Files.writeString(folder.resolve("metrics.txt"), metrics);
        var process =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void promtoolSeesWhatRulesRecord() throws Exception {
        var printed =
                json(
                        "promtool",
                        "query",
                        "instant",
                        "--time=" + now,
                        "-o",
                        "json",
                        prometheus(),
                        "log_errors:rate5m");
        assertTrue(printed.size() > 0, "nothing recorded");
        assertEquals(values(run.instant("log_errors:rate5m", now)), values(printed));
        var rules =
                run.json(run.path("prometheus", "/api/v1/rules", Map.of("type", "record")))
                        .get("data")
                        .get("groups");
        assertEquals(1, rules.size());
        var rule = rules.get(0).get("rules").get(0);
        assertEquals("recording", rule.get("type").asString());
        assertEquals("ok", rule.get("health").asString());
    }

    private static String base(String api) {
        return server.url() + "/r/" + run.run() + "/" + api;
    }

    private static String prometheus() {
        return base("prometheus");
    }

    /// Labels and values of a vector or matrix, in label order.
    private static List<String> values(JsonNode result) {
        var lines = new ArrayList<String>();
        for (var series : result) {
            lines.add(
                    new TreeSet<>(series.get("metric").propertyNames())
                            + " "
                            + series.get("metric")
                            + " "
                            + (series.has("value") ? series.get("value") : series.get("values")));
        }
        lines.sort(null);
        return lines;
    }

    private static Set<String> fingerprints(JsonNode alerts) {
        var all = new TreeSet<String>();
        alerts.forEach(alert -> all.add(alert.get("fingerprint").asString()));
        return all;
    }

    private static JsonNode json(String... command) throws IOException, InterruptedException {
        return Client.JSON.readTree(run(command));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var said = Tools.run(command);
        assertEquals(0, said.status(), Arrays.toString(command) + ": " + said.complaint());
        return said.printed();
    }
}
