// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that starts again and has to recompute everything answers the same bytes for what is
/// over: queries of all four APIs, the change feed, and the event stream, before and after an action.
class RestartTest {
    /// New runs would have another past; the one that is there keeps its own.
    private static final int OTHER_HISTORY_SECONDS = 4500;

    private static final List<String> PROMQL =
            List.of(
                    "up",
                    "sum by (service) (rate(http_requests_total[5m]))",
                    "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
                    "ALERTS");

    @Test
    void closedTimeIsTheSameAfterARestart(@TempDir Path data) {
        Map<String, String> before;
        String run;
        List<String> stream;
        long end;
        try (var server = new LiveServer(data)) {
            run = server.newRun(23);
            server.warp(run, 90);
            var act = "{\"line\":\"restart payment-api\"}";
            assertEquals(201, server.post("/api/v1/runs/" + run + "/actions", act).status());
            server.warp(run, 120);
            end = server.get("/api/v1/runs/" + run).json().get("time").longValue() / 1000 - 61;
            before = answers(server, run, end);
            stream = server.stream(run, "", 20);
        }
        try (var server = new LiveServer(data, World.builtIn(), OTHER_HISTORY_SECONDS)) {
            answers(server, run, end)
                    .forEach((path, answer) -> assertEquals(before.get(path), answer, path));
            assertEquals(stream, server.stream(run, "", stream.size()));
        }
    }

    private static Map<String, String> answers(LiveServer server, String run, long end) {
        var base = "/r/" + run;
        long start = end - 600;
        var range = "&start=" + start + "&end=" + end;
        var paths = new ArrayList<String>();
        for (var query : PROMQL) {
            var escaped = escape(query);
            paths.add(base + "/prometheus/api/v1/query_range?step=15&query=" + escaped + range);
            paths.add(base + "/prometheus/api/v1/query?query=" + escaped + "&time=" + end);
        }
        paths.add(
                base
                        + "/prometheus/api/v1/query_exemplars?query=http_request_duration_seconds_bucket"
                        + range);
        paths.add(base + "/prometheus/api/v1/labels?x=" + range);
        var lines = escape("{service=\"payment-api\"} |= \"ERROR\"");
        paths.add(base + "/loki/loki/api/v1/query_range?limit=200&query=" + lines + range);
        var counts = escape("sum by (level) (count_over_time({service=~\".+\"}[1m]))");
        paths.add(base + "/loki/loki/api/v1/query_range?step=60&query=" + counts + range);
        var traces = escape("{ status = error }");
        paths.add(base + "/tempo/api/search?limit=20&q=" + traces + range);
        var answers = new LinkedHashMap<String, String>();
        for (var path : paths) {
            var answer = server.get(path);
            assertEquals(200, answer.status(), path + " " + answer.body());
            assertFalse(answer.body().contains("\"result\":[]"), path + " is empty");
            answers.put(path, answer.body());
        }
        return answers;
    }

    private static String escape(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
