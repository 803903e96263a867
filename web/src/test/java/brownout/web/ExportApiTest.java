// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Exports of an open run over HTTP: what its APIs show up to now, and refusals that say why.
final class ExportApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir static Path folder;
    private static LiveServer server;
    private static String run = "";
    private static long now; // the last closed second when everything was set up

    @BeforeAll
    static void start() {
        server = new LiveServer(folder.resolve("data"));
        run = server.newRun(5);
        server.warp(run, 60);
        var status = server.get("/api/v1/runs/" + run).json();
        now = status.get("t0").longValue() / 1000 + status.get("tick").intValue() + 1;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LiveServer.Answer export(String signal, String query) {
        return server.get("/api/v1/runs/" + run + "/export/" + signal + query);
    }

    private static String window(int seconds) {
        return "?start=" + (now - seconds) + "&end=" + now;
    }

    @Test
    void metricsAreOneWholeText() {
        var answer = export("metrics", window(60));
        assertEquals(200, answer.status(), answer.body());
        assertTrue(answer.header("Content-Type").startsWith("application/openmetrics-text"));
        assertTrue(answer.header("Content-Disposition").startsWith("attachment; filename=\"metr"));
        assertTrue(answer.body().endsWith("# EOF\n"), "the end is missing");
        var samples = answer.body().lines().filter(line -> line.startsWith("up{")).toList();
        assertTrue(samples.size() > 20, samples.toString());
        var counted =
                server.get(
                                "/r/"
                                        + run
                                        + "/prometheus/api/v1/query?query=sum(count_over_time(up%5B60s%5D))&time="
                                        + now)
                        .json();
        assertEquals(
                Integer.toString(samples.size()),
                counted.get("data").get("result").get(0).get("value").get(1).stringValue());
    }

    @Test
    void linesArriveInManyChunksAndNothingIsLaterThanNow() {
        var answer = export("logs", window(20));
        assertEquals(200, answer.status(), answer.body());
        assertTrue(answer.body().length() > 1_000_000, "more than a few chunks");
        var lines = answer.body().lines().toList();
        for (var line : List.of(lines.getFirst(), lines.getLast())) {
            long time = Long.parseLong(JSON.readTree(line).get("timestamp").stringValue());
            assertTrue(time > (now - 20) * 1_000_000_000 && time <= now * 1_000_000_000, line);
        }
        var counted =
                server.get(
                                "/r/"
                                        + run
                                        + "/loki/loki/api/v1/query?query=sum(count_over_time(%7Bservice%3D~%22.%2B%22%7D%5B20s%5D))&time="
                                        + now)
                        .json();
        assertEquals(
                Integer.toString(lines.size()),
                counted.get("data").get("result").get(0).get("value").get(1).stringValue());
        assertTrue(export("traces", window(5)).body().startsWith("{\"resourceSpans\":["));
    }

    @Test
    void theFutureIsEmptyOrRefused() {
        var metrics = export("metrics", "?start=" + now + "&end=" + (now + 9000));
        assertTrue(metrics.body().endsWith("# EOF\n"), metrics.body());
        assertEquals(400, export("logs", "?start=" + (now + 9000)).status());
    }

    @Test
    void refusalsAreProblems() {
        problem(400, "start", export("logs", "?start=yesterday"));
        problem(400, "start", export("logs", "?start=" + (now - 7 * 3600) + "&end=" + now));
        problem(400, "end", export("logs", "?start=" + now + "&end=" + (now - 5)));
        problem(404, "signal", export("profiles", ""));
        assertEquals(404, server.get("/api/v1/runs/" + "0".repeat(40) + "/export/logs").status());
    }

    private static void problem(int status, String field, LiveServer.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(field, answer.json().get("field").stringValue(), answer.body());
    }
}
