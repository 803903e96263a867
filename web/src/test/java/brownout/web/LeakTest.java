// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.web.live.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing a trainee can fetch before a run is closed holds a secret of its scenario. A canary is
/// planted in every secret text of the scenario file; then everything reachable is fetched, by links
/// and by the lists of the APIs, and searched.
final class LeakTest {
    private static final String CANARY = "zq7canary";
    private static final String FILE = "payment-pool-cut-by-deploy.yaml";

    /// Fields whose whole text is secret; ids are referred to by other fields, so they are replaced everywhere.
    private static final Pattern SECRET =
            Pattern.compile(
                    "^(?:scenario|  - id|    note|  - name|    because|  cause|  bar): *(.+)$"
                            + "|^  - \"(.+)\"$"
                            + "|text: \"([^\"]+)\", evidence"
                            + "|kind: (?:declare|act), text: \"([^\"]+)\"",
                    Pattern.MULTILINE);

    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)");

    @TempDir Path folder;

    @Test
    void noSecretIsInAnythingATraineeCanFetch() {
        var planted = plant();
        var builtIn = World.builtIn();
        var scenario = builtIn.worlds().settings().read("planted.yaml", planted);
        var world = new World(new Catalogue(List.of(scenario)), builtIn.worlds());
        var config = ((Config.Command.Serve) Config.parse(args())).config();
        try (var server = Server.start(config, world)) {
            var run = Client.create(server.origin(), scenario.drill().slug(), 11);
            run.warp(150);
            run.accepted("acted", "{\"line\":\"restart payment-api\"}");
            run.accepted(
                    "pinned",
                    "{\"id\":\"p1\",\"url\":\"/x/logs\",\"title\":\"t\",\"signal\":\"log\",\"fromTick\":100,\"toTick\":150,\"atTick\":140,\"snapshot\":\"\"}");
            run.warp(400);
            var seen = crawl(run);
            assertTrue(seen > 60, "only " + seen + " documents were fetched");
            assertEquals(404, run.get("/api/v1/runs/" + run.run() + "/debrief").statusCode());
            assertEquals(404, run.get("/r/" + run.run() + "/debrief").statusCode());

            run.accepted("finished", "{}");
            var debrief = run.get("/api/v1/runs/" + run.run() + "/debrief").body();
            assertTrue(
                    debrief.contains(CANARY), "the canary is not where the truth is: " + debrief);
        }
    }

    private String[] args() {
        return new String[] {"serve", "--port", "0", "--data", folder.resolve("data").toString()};
    }

    /// The built-in scenario with the canary in every secret text.
    private static String plant() {
        String text;
        try (var in = Catalogue.class.getResourceAsStream("/scenarios/" + FILE)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var secrets =
                new TreeSet<String>((a, b) ->
                        b.length() == a.length() ? a.compareTo(b) : b.length() - a.length());
        var match = SECRET.matcher(text);
        while (match.find()) {
            for (int group = 1; group <= match.groupCount(); group++) {
                if (match.group(group) != null) {
                    secrets.add(match.group(group).strip());
                }
            }
        }
        // An alert's name and the names of estate parts are public; they cannot carry a canary.
        secrets.remove("CheckoutErrorBudgetBurn");
        assertTrue(secrets.size() > 20, "secrets found: " + secrets);
        int number = 0;
        for (var secret : secrets) {
            text = text.replace(secret, secret + "-" + CANARY + number++);
        }
        return text.replace("explanation: |\n", "explanation: |\n    " + CANARY + " ");
    }

    private static int crawl(Client run) {
        var queue = new ArrayDeque<String>(start(run));
        var seen = new TreeSet<String>();
        while (!queue.isEmpty()) {
            var path = queue.remove();
            if (!seen.add(path) || seen.size() > 600) {
                continue;
            }
            var reply = run.get(path);
            assertFalse(
                    reply.statusCode() >= 500, path + " -> " + reply.statusCode() + reply.body());
            clean(path, reply.body());
            reply.headers()
                    .map()
                    .forEach((name, values) -> clean(path + " header " + name, values.toString()));
            if (reply.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
                var links = LINK.matcher(reply.body());
                while (links.find()) {
                    queue.add(links.group(1).replace("&amp;", "&"));
                }
            }
        }
        clean("event stream", run.feedUntil("\"pinned\""));
        return seen.size();
    }

    private static void clean(String where, String text) {
        int at = text.indexOf(CANARY);
        assertTrue(
                at < 0,
                () ->
                        where
                                + " leaks: …"
                                + text.substring(
                                        Math.max(0, at - 120), Math.min(text.length(), at + 60)));
    }

    /// The pages, every list that the four APIs give, what those lists name, and their errors.
    private static List<String> start(Client run) {
        var paths =
                new ArrayList<String>(
                        List.of(
                                "/",
                                "/practice",
                                "/join",
                                "/nothing-here",
                                "/metrics",
                                "/healthz"));
        var page = "/r/" + run.run();
        for (var sub :
                List.of(
                        "",
                        "/x/metrics",
                        "/x/logs",
                        "/x/traces",
                        "/changes",
                        "/hints",
                        "/channel",
                        "/declare",
                        "/debrief",
                        "/debrief.md",
                        "/nothing")) {
            paths.add(page + sub);
        }
        for (var sub :
                List.of(
                        "",
                        "/events",
                        "/changes",
                        "/actions",
                        "/inventory",
                        "/scorecard",
                        "/debrief",
                        "/hints",
                        "/nothing")) {
            paths.add("/api/v1/runs/" + run.run() + sub);
        }
        paths.add("/api/v1/drills");
        run.json("/api/v1/drills")
                .findValues("slug")
                .forEach(slug -> paths.add("/api/v1/drills/" + slug.asString()));

        var all = Map.of("query", "{__name__=~\".+\"}");
        paths.add(run.path("prometheus", "/api/v1/query", all));
        for (var path :
                List.of(
                        "labels",
                        "metadata",
                        "rules",
                        "alerts",
                        "status/buildinfo",
                        "targets",
                        "query?query=oops(",
                        "nothing")) {
            paths.add(run.path("prometheus", "/api/v1/" + path, Map.of()));
        }
        for (var label : run.json(run.path("prometheus", "/api/v1/labels", Map.of())).get("data")) {
            paths.add(
                    run.path(
                            "prometheus",
                            "/api/v1/label/" + label.asString() + "/values",
                            Map.of()));
        }
        paths.add(run.path("prometheus", "/api/v1/query_exemplars", exemplars(run)));
        for (var label : run.json(run.path("loki", "/loki/api/v1/labels", Map.of())).get("data")) {
            paths.add(
                    run.path(
                            "loki",
                            "/loki/api/v1/label/" + label.asString() + "/values",
                            Map.of()));
        }
        for (var level : List.of("WARN", "ERROR", "INFO")) {
            paths.add(
                    run.path(
                            "loki",
                            "/loki/api/v1/query_range",
                            Map.of("query", "{level=\"" + level + "\"}", "limit", "5000")));
        }
        paths.add(run.path("loki", "/loki/api/v1/query_range", Map.of("query", "{bad")));
        paths.add(run.path("tempo", "/api/v2/search/tags", Map.of()));
        var traces =
                run.json(
                                run.path(
                                        "tempo",
                                        "/api/search",
                                        Map.of("q", "{ status = error }", "limit", "30")))
                        .get("traces");
        traces.forEach(trace ->
                paths.add(
                        run.path(
                                "tempo",
                                "/api/v2/traces/" + trace.get("traceID").asString(),
                                Map.of())));
        traces.forEach(trace -> paths.add(page + "/x/traces/" + trace.get("traceID").asString()));
        paths.add(run.path("tempo", "/api/search", Map.of("q", "{ bad")));
        for (var path :
                List.of("status", "alerts", "alerts/groups", "receivers", "silences", "nothing")) {
            paths.add(run.path("alertmanager", "/api/v2/" + path, Map.of()));
        }
        return paths;
    }

    private static Map<String, String> exemplars(Client run) {
        long t0 = run.status().get("t0").asLong() / 1000;
        var params = new LinkedHashMap<String, String>();
        params.put("query", "http_request_duration_seconds_bucket");
        params.put("start", Long.toString(t0));
        params.put("end", Long.toString(t0 + 180));
        return params;
    }
}
