// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.promql.GoFloat;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import brownout.scenarios.world.Worlds;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.web.export.LocalRun;
import brownout.web.export.Signal;
import brownout.web.export.Window;
import brownout.web.export.push.Plan;
import brownout.web.export.push.Push;
import brownout.web.export.push.Receiver;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A real Prometheus is sent ten minutes of a run, over the moment at which it breaks, and then says
/// the same about it as the run's own store and engine; and `promtool` takes the exported text.
final class PushTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Services whose pods and series live through all of it: how a rate is extrapolated to where a counter began
    /// differs between versions of Prometheus.
    private static final String STEADY = "service=~\"frontend|cart-service|catalog-service\"";

    private static final long HISTORY_MILLIS = 4 * 60_000;
    private static final long LENGTH_MILLIS = 6 * 60_000;

    @TempDir static Path folder;
    private static LocalRun run;
    private static long end; // of what was pushed
    private static @Nullable Process prometheus;
    private static String url = "";
    private static String report = "";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void pushARun() throws Exception {
        var program = Tools.required("prometheus");
        Tools.required("promtool");
        startPrometheus(program);
        var estate = EstateFile.builtin("larkspur");
        var worlds = new Worlds(estate, RuleFile.builtin("larkspur"));
        var scenario =
                Catalogue.builtIn(Settings.builtIn())
                        .scenario("saturday-at-the-till")
                        .orElseThrow();
        // A whole minute, so that every run of this test sees the same world.
        long start = Math.floorDiv(System.currentTimeMillis() - LENGTH_MILLIS, 60_000L) * 60_000;
        run = LocalRun.of(worlds, scenario, 7, start);
        end = run.startMillis() + LENGTH_MILLIS;
        var to = Receiver.of(url + "/api/v1/write", List.of());
        var plan =
                new Plan(
                        run,
                        HISTORY_MILLIS,
                        Double.POSITIVE_INFINITY,
                        LENGTH_MILLIS,
                        Map.of(Signal.METRICS, to));
        var printed = new ByteArrayOutputStream();
        boolean complete = new Push(plan).run(new PrintStream(printed));
        report = printed.toString(StandardCharsets.UTF_8);
        assertTrue(complete, report);
    }

    private static void startPrometheus(Path program) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        var started =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.enable-remote-write-receiver",
                                "--enable-feature=exemplar-storage",
                                "--log.level=warn")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("prometheus.log").toFile())
                        .start();
        prometheus = started;
        url = "http://127.0.0.1:" + port;
        while (!isReady()) {
            assertTrue(started.isAlive(), Files.readString(folder.resolve("prometheus.log")));
            started.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        HTTP.close();
        if (prometheus != null) {
            prometheus.destroy();
            if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
                prometheus.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void everySampleAndStaleMarkerArrived() throws Exception {
        var store = run.at(end).metrics();
        var all =
                store.select(
                        List.of(),
                        TimeRange.afterMillis(run.startMillis() - HISTORY_MILLIS, end),
                        MetricStore.SelectHints.NONE);
        var ours = new TreeMap<String, Double>();
        long stale = 0;
        for (int i = 0; i < all.size(); i++) {
            var some = all.samples(i);
            for (int s = 0; s < some.size(); s++) {
                if (MetricStore.Samples.isStale(some.values()[s])) {
                    stale++;
                } else {
                    ours.put(all.labels(i) + "@" + some.timesMillis()[s], some.values()[s]);
                }
            }
        }
        assertTrue(ours.size() > 50_000 && stale > 0, ours.size() + " samples, " + stale);
        var theirs = query("/api/v1/query", "query", "{__name__!=\"\"}[11m]", "time", seconds(end));
        assertTrue(ours.equals(points(theirs)), "not the same samples; " + report);
        var head = JSON.readTree(get("/api/v1/status/tsdb").body()).get("data").get("headStats");
        assertEquals(all.size(), head.get("numSeries").intValue());
    }

    @Test
    void exemplarsArrived() throws Exception {
        var name = "http_request_duration_seconds_bucket";
        var theirs =
                JSON.readTree(
                                get("/api/v1/query_exemplars?query="
                                                + name
                                                + "&start="
                                                + seconds(end - 120_000)
                                                + "&end="
                                                + seconds(end - 20_000))
                                        .body())
                        .get("data");
        var ids = new TreeMap<String, Double>();
        theirs.findValues("exemplars")
                .forEach(list ->
                        list.forEach(exemplar ->
                                ids.put(
                                        exemplar.get("labels").get("traceID").asString(),
                                        Double.parseDouble(exemplar.get("value").asString()))));
        var ours = new TreeMap<String, Double>();
        run.at(end)
                .metrics()
                .exemplars(
                        List.of(Matcher.equal(Labels.NAME, name)),
                        TimeRange.millis(end - 120_000, end - 20_000))
                .forEach(exemplar -> ours.put(exemplar.labels().get("traceID"), exemplar.value()));
        assertTrue(ids.size() > 20, ids.toString());
        ids.forEach((id, value) -> assertEquals(ours.get(id), value, id));
    }

    @Test
    void fiftyQueriesAreAnsweredAlike() throws Exception {
        var queries = queries();
        assertTrue(queries.size() >= 50, queries.size() + " queries");
        var store = run.at(end).metrics();
        // Off the scrapes, so that no sample lies on the bound of a window: there versions differ.
        long at = end - Math.floorMod(end, 15_000L) - 8_000;
        int empty = 0;
        var wrong = new ArrayList<String>();
        for (int i = 0; i < queries.size(); i++) {
            var query = queries.get(i);
            var expr = PromQl.parse(query);
            long when = at - 45_000L * (i % 3);
            boolean range = i % 2 == 1;
            long from = when - 120_000;
            var ours =
                    range
                            ? PromQl.range(store, expr, from, when, 20_000, PromQl.Options.DEFAULT)
                            : PromQl.instant(store, expr, when, PromQl.Options.DEFAULT);
            var theirs =
                    range
                            ? query(
                                    "/api/v1/query_range",
                                    "query",
                                    query,
                                    "start",
                                    seconds(from),
                                    "end",
                                    seconds(when),
                                    "step",
                                    "20")
                            : query("/api/v1/query", "query", query, "time", seconds(when));
            var left = points(ours.value());
            var right = points(theirs);
            empty += left.isEmpty() ? 1 : 0;
            compare((range ? "range " : "instant ") + query, left, right, wrong);
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(empty <= 3, empty + " of the queries say nothing");
    }

    /// Times from seven minutes of data on look back five minutes at most.
    private static List<String> queries() {
        var names =
                List.of(
                        "up",
                        "http_requests_total",
                        "http_request_duration_seconds_bucket{service=\"frontend\"}",
                        "http_client_requests_total{service=\"frontend\"}",
                        "hikaricp_connections_active",
                        "process_resident_memory_bytes",
                        "pg_stat_activity_count",
                        "ALERTS",
                        "{__name__=~\"redis_.+\"}",
                        "kube_deployment_status_replicas_available");
        var queries = new ArrayList<>(names);
        for (var window : List.of("1m", "90s", "5m")) {
            for (var function : List.of("rate", "increase", "delta")) {
                queries.add(
                        "sum by (service, status) (%s(http_requests_total{%s}[%s]))"
                                .formatted(function, STEADY, window));
            }
            for (var function : List.of("irate", "resets")) {
                queries.add(
                        "sum by (service, status) (%s(http_requests_total[%s]))"
                                .formatted(function, window));
            }
        }
        for (var quantile : List.of("0.5", "0.9", "0.99")) {
            queries.add(
                    "histogram_quantile(%s, sum by (le, service) (rate(http_request_duration_seconds_bucket{%s}[2m])))"
                            .formatted(quantile, STEADY));
            queries.add(
                    "quantile by (service) (%s, process_resident_memory_bytes)"
                            .formatted(quantile));
        }
        queries.addAll(
                List.of(
                        "count({__name__!=\"\"})",
                        "count by (__name__) ({__name__!=\"\"})",
                        "count by (service, version) (process_resident_memory_bytes)",
                        "topk(3, sum by (route) (rate(http_requests_total{" + STEADY + "}[1m])))",
                        "sum(rate(http_requests_total{status=~\"5..\","
                                + STEADY
                                + "}[1m])) / sum(rate(http_requests_total{"
                                + STEADY
                                + "}[1m]))",
                        "max_over_time(hikaricp_connections_active[2m])",
                        "avg_over_time(process_resident_memory_bytes[2m])",
                        "stddev_over_time(hikaricp_connections_pending[3m])",
                        "min by (service) (process_cpu_seconds_total)",
                        "rate(process_cpu_seconds_total{" + STEADY + "}[2m])",
                        "changes(kube_deployment_status_replicas_available[4m])",
                        "http_requests_total{service=\"payment-api\"} offset 1m",
                        "absent(no_such_metric{a=\"b\"})",
                        "hikaricp_connections_active / on (pod, pool) hikaricp_connections_max > 0.1",
                        "sort_desc(sum by (service) (increase(http_requests_total{"
                                + STEADY
                                + "}[3m])))",
                        "max_over_time(sum by (service) (rate(http_requests_total{"
                                + STEADY
                                + "}[1m]))[2m:20s])",
                        "predict_linear(process_resident_memory_bytes[3m], 600)",
                        "deriv(process_resident_memory_bytes[3m])",
                        "label_replace(up, \"who\", \"$1\", \"job\", \"(.*)-.*\")",
                        "up unless on (service) pg_up",
                        "timestamp(up)",
                        "count_over_time(up[2m])"));
        return queries;
    }

    // ---- answers as points: labels and time -> value

    private static Map<String, Double> points(Value value) {
        var points = new TreeMap<String, Double>();
        switch (value) {
            case Value.Vector(var samples) ->
                    samples.forEach(sample ->
                            points.put(
                                    sample.labels() + "@" + sample.timeMillis(), sample.value()));
            case Value.Matrix(var all) ->
                    all.forEach(series -> {
                        for (int i = 0; i < series.values().length; i++) {
                            points.put(
                                    series.labels() + "@" + series.timesMillis()[i],
                                    series.values()[i]);
                        }
                    });
            case Value.Scalar _, Value.Text _ -> throw new AssertionError("no series: " + value);
        }
        return points;
    }

    private static Map<String, Double> points(JsonNode result) {
        var points = new TreeMap<String, Double>();
        for (var series : result) {
            var map = new TreeMap<String, String>();
            var metric = series.get("metric");
            metric.propertyNames().forEach(name -> map.put(name, metric.get(name).asString()));
            var labels = Labels.of(map);
            if (series.has("value")) {
                put(points, labels, series.get("value"));
            } else {
                series.get("values").forEach(point -> put(points, labels, point));
            }
        }
        return points;
    }

    private static void put(Map<String, Double> points, Labels labels, JsonNode point) {
        long millis = Math.round(point.get(0).doubleValue() * 1000);
        points.put(labels + "@" + millis, number(point.get(1).asString()));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void compare(
            String query, Map<String, Double> left, Map<String, Double> right, List<String> wrong) {
        if (!left.keySet().equals(right.keySet())) {
            var ours = new ArrayList<>(left.keySet());
            ours.removeAll(right.keySet());
            var theirs = new ArrayList<>(right.keySet());
            theirs.removeAll(left.keySet());
            wrong.add(
                    "%s: %d of ours are missing there, as %s; %d of theirs here, as %s"
                            .formatted(
                                    query,
                                    ours.size(),
                                    ours.stream().findFirst().orElse("-"),
                                    theirs.size(),
                                    theirs.stream().findFirst().orElse("-")));
            return;
        }
        left.forEach((point, value) -> {
            double other = right.getOrDefault(point, Double.NaN);
            double tolerance = 1e-9 * Math.max(Math.abs(value), Math.abs(other));
            boolean same =
                    Double.compare(value, other) == 0 || Math.abs(value - other) <= tolerance;
            if (!same && wrong.size() < 20) {
                wrong.add(
                        "%s: %s is %s here, %s there"
                                .formatted(
                                        query,
                                        point,
                                        GoFloat.format(value),
                                        GoFloat.format(other)));
            }
        });
    }

    // ---- the exported text

    @Test
    void promtoolTakesTheExportedText() throws Exception {
        var text = folder.resolve("metrics.om");
        var window = new Window(end - 150_000, end);
        var seen = run.at(end);
        try (var file = new BufferedOutputStream(Files.newOutputStream(text))) {
            Signal.METRICS.document(seen::metrics, seen::logs, seen::traces, window).writeTo(file);
        }
        long lines;
        try (var all = Files.lines(text)) {
            lines = all.filter(line -> !line.startsWith("#")).count();
        }
        var blocks = folder.resolve("blocks");
        Files.createDirectories(blocks.resolve("wal")); // `dump` wants one
        var said =
                promtool("create-blocks-from", "openmetrics", text.toString(), blocks.toString());
        assertTrue(said.contains("NUM SAMPLES"), said);
        assertTrue(lines > 10_000, lines + " samples");
        assertEquals(lines, promtool("dump", blocks.toString()).lines().count());
    }

    private static String promtool(String... args) throws Exception {
        var command = new ArrayList<>(List.of("promtool", "tsdb"));
        command.addAll(List.of(args));
        var out = folder.resolve("promtool.out");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("promtool.err").toFile())
                        .start();
        assertEquals(0, process.waitFor(), Files.readString(folder.resolve("promtool.err")));
        return Files.readString(out);
    }

    // ---- asking Prometheus

    private static JsonNode query(String path, String... params) throws Exception {
        var text = new StringBuilder(path);
        for (int i = 0; i < params.length; i += 2) {
            text.append(i == 0 ? "?" : "&").append(params[i]).append('=');
            text.append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
        }
        var answer = JSON.readTree(get(text.toString()).body());
        assertEquals("success", answer.get("status").asString(), answer.toString());
        return answer.get("data").get("result");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String seconds(long millis) {
        return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
    }
}
