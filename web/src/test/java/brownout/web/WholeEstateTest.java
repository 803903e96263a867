// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.scenarios.world.Worlds;
import brownout.web.live.Client;
import brownout.web.store.HistoryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A run in the whole estate, over HTTP: the log works while the world is being computed, queries wait
/// for it, and what they say agrees. The incident is that of the small estate, without the changes that
/// lie before this short history.
final class WholeEstateTest {
    private static final int HISTORY_SECONDS = 600;
    private static final String FILE = "payment-pool-cut-by-deploy.yaml";
    private static final String SERVICE = "orders-service";

    @TempDir Path data;

    private static String retargeted() {
        var text = Catalogue.builtInFiles().getOrDefault(FILE, "");
        var early = text.indexOf("  - id: recommendation-release");
        var kept = text.indexOf("  - id: shipping-release");
        return (text.substring(0, early) + text.substring(kept))
                .replace("estate: larkspur\n", "estate: larkspur-whole\n");
    }

    @Test
    void aRunInTheWholeEstate() throws Exception {
        var settings = Settings.builtIn();
        var scenario = settings.read("whole.yaml", retargeted());
        var images = data.resolve("history");
        var world =
                new World(
                        new Catalogue(List.of(scenario)),
                        new Worlds(settings, new HistoryFolder(images)));
        var config =
                new Config(
                        "127.0.0.1",
                        0,
                        data,
                        "",
                        HISTORY_SECONDS,
                        Optional.empty(),
                        Optional.empty(),
                        false);
        try (var server = Server.start(config, world)) {
            var run = Client.create(server.origin(), scenario.drill().slug(), 3);
            run.accepted("noted", "{\"text\":\"before there is anything to see\"}");
            var page = run.get("/r/" + run.run() + "/declare").body();
            assertTrue(page.contains("eu-west-1 and us-east-1 and ap-southeast-1"), page);
            run.warp(200);
            long t0 = run.status().get("t0").asLong() / 1000;
            assertEquals(
                    59,
                    number(run, "count(count by (service) (kube_deployment_spec_replicas))", t0));
            assertEquals(3, number(run, "count(count by (region) (http_requests_total))", t0));
            agree(run, t0 + 120, t0 + 150);
            assertTrue(failed(run, t0 + 195) > 0.1, "checkouts fail");
            run.accepted("acted", "{\"line\":\"rollback payment-api\"}");
            assertEquals("[]", changesOf(run, "search-service").toString());
            try (var files = Files.list(images)) {
                assertEquals(1, files.count(), "one image");
            }
        }
    }

    private static double failed(Client run, long at) {
        var checkouts =
                "sum(rate(http_requests_total{service=\"frontend\",route=\"/api/v1/checkout\"";
        return number(run, checkouts + ",status=~\"5..\"}[1m])) / " + checkouts + "}[1m]))", at);
    }

    private static double number(Client run, String query, long at) {
        var result = run.instant(query, at);
        assertEquals(1, result.size(), query + ": " + result);
        return Double.parseDouble(result.get(0).get("value").get(1).asString());
    }

    private static List<JsonNode> changesOf(Client run, String target) {
        return run.json("/api/v1/runs/" + run.run() + "/changes")
                .get("changes")
                .valueStream()
                .filter(change -> change.get("target").asString().equals(target))
                .toList();
    }

    /// Counters, lines and spans of one service in (from, to], by status.
    private static void agree(Client run, long from, long to) {
        var query = "sum by (status) (http_requests_total{service=\"" + SERVICE + "\"})";
        var counted = byStatus(run.instant(query, to));
        byStatus(run.instant(query, from))
                .forEach((status, before) -> counted.merge(status, -before, Long::sum));
        counted.values().removeIf(count -> count == 0);
        assertTrue(
                counted.keySet().size() > 1 && counted.getOrDefault("200", 0L) > 100,
                counted.toString());

        var lines =
                "sum by (status) (count_over_time({service=\"%s\"} | json | status != \"\" [%ds]))"
                        .formatted(SERVICE, to - from);
        var params = Map.of("query", lines, "time", Long.toString(to));
        var answer = run.json(run.path("loki", "/loki/api/v1/query", params));
        assertEquals(counted, byStatus(answer.get("data").get("result")), "lines");
        assertEquals(counted, spans(run, from, to), "spans");
    }

    private static Map<String, Long> byStatus(JsonNode result) {
        var counts = new TreeMap<String, Long>();
        for (var each : result) {
            counts.put(
                    each.get("metric").get("status").asString(),
                    (long) Double.parseDouble(each.get("value").get(1).asString()));
        }
        return counts;
    }

    private static Map<String, Long> spans(Client run, long from, long to) {
        var query =
                "{ kind = server && resource.service.name = \"%s\"".formatted(SERVICE)
                        + " && span.http.response.status_code != nil }";
        var params =
                Map.of(
                        "q",
                        query,
                        "start",
                        Long.toString(from - 60),
                        "end",
                        Long.toString(to + 1),
                        "limit",
                        "100000",
                        "spss",
                        "100");
        var counts = new TreeMap<String, Long>();
        for (var trace : run.json(run.path("tempo", "/api/search", params)).get("traces")) {
            for (var span : trace.get("spanSets").get(0).get("spans")) {
                long end =
                        span.get("startTimeUnixNano").asLong() + span.get("durationNanos").asLong();
                if (end > from * 1_000_000_000L && end <= to * 1_000_000_000L) {
                    for (var attribute : span.get("attributes")) {
                        if (attribute.get("key").asString().equals("http.response.status_code")) {
                            var status = attribute.get("value").iterator().next().asString();
                            counts.merge(status, 1L, Long::sum);
                        }
                    }
                }
            }
        }
        return counts;
    }
}
