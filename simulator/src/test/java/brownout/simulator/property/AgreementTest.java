// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.simulator.engine.Rng;
import brownout.simulator.telemetry.JsonLine;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The claim: between two scrapes, a request counter's difference is the number of request lines and of
/// server spans that ended there, per service, pod, route and status; buckets, exemplars, callers'
/// counters and ids say the same. Everything is read through the stores, and lines are parsed from their
/// text, as it is before collectors lose any of it. Where a container stops or a pod ends between two
/// scrapes, what it counted since the last one was never scraped: there the counter may only be less.
class AgreementTest {
    private static final int STEPS = 8;

    /// What OpenTelemetry gives `http.server.request.duration`, both ends as Prometheus has them.
    private static final List<String> BOUNDS =
            List.of(
                    "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75", "1",
                    "2.5", "5", "7.5", "10");

    /// Every signal of a random window of two minutes.
    private static final class Window {
        final RandomWorld world;
        final Telemetry telemetry;
        final int from;
        final int to;
        final Lives lives;
        final List<LogStore.Entry> lines;
        final List<Map<String, String>> fields;
        final List<Trace.Span> spans;

        Window(RandomWorld world, int number) {
            this.world = world;
            telemetry = world.at(RandomWorld.END);
            int steps = (RandomWorld.END + 1 - RandomWorld.FIRST) / Reading.STEP;
            int first = world.draw(10 + number).between(5, steps - STEPS);
            from = RandomWorld.FIRST + first * Reading.STEP;
            to = from + STEPS * Reading.STEP;
            lives = new Lives(world.timeline.snapshot());
            lines = // of services and databases; proxies and Alertmanagers write in formats of
                    // their own
                    Reading.lines(telemetry.written(), Reading.after(from, to)).stream()
                            .filter(entry -> entry.line().startsWith("{"))
                            .toList();
            fields = lines.stream().map(entry -> JsonLine.parse(entry.line())).toList();
            spans = Reading.spans(telemetry.traces(), from, to);
        }

        int step(long nanos) {
            return Reading.step(nanos, from);
        }

        Map<String, double[]> values(String name, String... by) {
            return Reading.values(telemetry.exposed(), name, from, to, by);
        }

        /// The counters' differences are `counts`, in keys whose second word is the pod, except where a
        /// pod's life was cut, where they are no more. Returns how many requests were compared.
        long assertGrowth(Map<String, long[]> counts, Map<String, double[]> counters) {
            var keys = new TreeMap<String, long[]>(counts);
            counters.keySet().forEach(key -> keys.putIfAbsent(key, new long[STEPS]));
            long compared = 0;
            for (var each : keys.entrySet()) {
                var key = each.getKey();
                var row = counters.getOrDefault(key, new double[0]);
                var pod = key.split(" ", -1)[1];
                for (int step = 0; step < STEPS; step++) {
                    int second = from + step * Reading.STEP;
                    double before = row.length == 0 ? Double.NaN : row[step];
                    double after = row.length == 0 ? Double.NaN : row[step + 1];
                    long counted = each.getValue()[step];
                    if (lives.isWhole(pod, second, second + Reading.STEP)) {
                        double grown = Double.isNaN(after) ? 0 : after - orZero(before);
                        assertEquals(
                                (double) counted, grown, 1e-3, key + " after " + second + world);
                        compared += counted;
                    } else {
                        boolean anew = !(after >= before);
                        double grown = anew ? orZero(after) : after - before;
                        assertTrue(grown <= counted + 1e-3, key + " after " + second + world);
                    }
                }
            }
            return compared;
        }

        /// As [#assertGrowth], of counters that do not end with a pod.
        long assertGrown(Map<String, long[]> counts, Map<String, double[]> counters) {
            var keys = new TreeMap<String, long[]>(counts);
            counters.keySet().forEach(key -> keys.putIfAbsent(key, new long[STEPS]));
            long compared = 0;
            for (var each : keys.entrySet()) {
                var row = counters.getOrDefault(each.getKey(), new double[STEPS + 1]);
                for (int step = 0; step < STEPS; step++) {
                    assertEquals(
                            (double) each.getValue()[step],
                            orZero(row[step + 1]) - orZero(row[step]),
                            1e-3,
                            each.getKey() + " in step " + step + " after " + from + world);
                    compared += each.getValue()[step];
                }
            }
            return compared;
        }

        /// The buckets up to `le`.
        Map<String, double[]> bucket(String name, String le, String... by) {
            var all = Arrays.copyOf(by, by.length + 1);
            all[by.length] = "le";
            var found = new TreeMap<String, double[]>();
            values(name, all)
                    .forEach((key, row) -> {
                        if (key.endsWith(" " + le)) {
                            found.put(key.substring(0, key.length() - le.length() - 1), row);
                        }
                    });
            return found;
        }

        private static double orZero(double value) {
            return Double.isNaN(value) ? 0 : value;
        }
    }

    private static final Map<String, Window> WINDOWS = new HashMap<>();

    private static Window window(RandomWorld world) {
        return WINDOWS.computeIfAbsent("" + world.seed, _ -> new Window(world, 0));
    }

    private static boolean isRequest(Map<String, String> fields) {
        return fields.containsKey("status");
    }

    private static String counter(Map<String, String> fields) {
        return fields.get("service")
                + " "
                + fields.get("pod")
                + " "
                + fields.get("method")
                + " "
                + fields.get("endpoint");
    }

    @ForEachWorld
    void p03_countersLinesAndSpansAgree(RandomWorld world) {
        var w = window(world);
        var byLine = new TreeMap<String, long[]>();
        var asSpans = new TreeMap<String, long[]>();
        long errors = 0;
        long errorLines = 0;
        for (int i = 0; i < w.lines.size(); i++) {
            var fields = w.fields.get(i);
            int step = w.step(w.lines.get(i).timeNanos());
            if (isRequest(fields)) {
                Reading.count(byLine, counter(fields) + " " + fields.get("status"), step, STEPS);
                Reading.count(asSpans, counter(fields) + " " + spanStatus(fields), step, STEPS);
                errors += fields.getOrDefault("status", "").startsWith("5") ? 1 : 0;
                errorLines += "ERROR".equals(fields.get("level")) ? 1 : 0;
            } else {
                boolean ofSpan = fields.containsKey("traceId");
                assertTrue(!ofSpan || "WARN".equals(fields.get("level")), fields + "" + world);
            }
        }
        var bySpan = new TreeMap<String, long[]>();
        long failed = 0;
        for (var span : w.spans) {
            if (span.kind() == Trace.Kind.SERVER || span.kind() == Trace.Kind.CONSUMER) {
                Reading.count(bySpan, spanKey(span), w.step(span.endNanos()), STEPS);
                failed += span.status() == Trace.Status.ERROR ? 1 : 0;
            }
        }
        assertSame(asSpans, bySpan, world);
        assertEquals(errors, errorLines, world.toString());
        assertEquals(errors, failed, world.toString());
        var counters =
                w.values("http_requests_total", "service", "pod", "method", "route", "status");
        w.values("messaging_client_consumed_messages_total", "service", "pod", "topic", "status")
                .forEach((key, row) -> counters.put(consumed(key), row));
        long compared = w.assertGrowth(byLine, counters);
        world.assertEnough(compared, 500, "requests compared");
    }

    /// `service pod topic status` as lines have it.
    private static String consumed(String key) {
        var words = key.split(" ", -1);
        return words[0] + " " + words[1] + " CONSUME " + words[2] + " " + words[3];
    }

    private static String spanKey(Trace.Span span) {
        boolean consumes = span.kind() == Trace.Kind.CONSUMER;
        var attributes = span.attributes();
        return span.service()
                + " "
                + span.resource().get("k8s.pod.name")
                + " "
                + (consumes ? "CONSUME" : attributes.get("http.request.method"))
                + " "
                + attributes.get(consumes ? "messaging.destination.name" : "http.route")
                + " "
                + (consumes
                        ? span.status() == Trace.Status.ERROR ? 500 : 200
                        : attributes.get("http.response.status_code"));
    }

    /// What the span of a line says of its status: that of a message only whether it failed.
    private static String spanStatus(Map<String, String> fields) {
        var status = fields.getOrDefault("status", "");
        return "CONSUME".equals(fields.get("method"))
                ? status.startsWith("5") ? "500" : "200"
                : status;
    }

    private static void assertSame(
            Map<String, long[]> expected, Map<String, long[]> actual, RandomWorld world) {
        assertEquals(expected.keySet(), actual.keySet(), world.toString());
        expected.forEach((key, row) -> assertArrayEquals(row, actual.get(key), key + world));
    }

    /// What callers count of their calls, what pools count of those who gave up, and how many tries were
    /// warned about.
    @ForEachWorld
    void p03_callersCountersAndPoolTimeoutsAgree(RandomWorld world) {
        var w = window(world);
        var calls = new TreeMap<String, long[]>();
        for (var span : w.spans) {
            var peer = span.attributes().get("peer.service");
            if (span.kind() == Trace.Kind.CLIENT && span.attributes().get("http.route") != null) {
                var status = span.attributes().get("http.response.status_code");
                var key =
                        span.service()
                                + " "
                                + span.resource().get("k8s.pod.name")
                                + " "
                                + peer
                                + " "
                                + (status == null ? "none" : status);
                Reading.count(calls, key, w.step(span.endNanos()), STEPS);
            }
        }
        var timeouts = new TreeMap<String, long[]>();
        for (int i = 0; i < w.lines.size(); i++) {
            var fields = w.fields.get(i);
            if ("DBConnectionTimeout".equals(fields.get("error_type")) && isRequest(fields)) {
                var key = fields.get("service") + " " + fields.get("pod");
                Reading.count(timeouts, key, w.step(w.lines.get(i).timeNanos()), STEPS);
            }
        }
        var counters = new TreeMap<String, double[]>();
        w.values("http_client_requests_total", "service", "pod", "peer_service", "status")
                .forEach((key, row) -> sumInto(counters, answered(key), row));
        w.assertGrowth(calls, counters);
        var pools = new TreeMap<String, double[]>();
        w.values("hikaricp_connections_timeout_total", "service", "pod", "pool")
                .forEach((key, row) -> sumInto(pools, key.substring(0, key.lastIndexOf(' ')), row));
        w.assertGrowth(timeouts, pools);
    }

    /// The key with `none` in the place of the many ways to get no answer, which spans name otherwise.
    private static String answered(String key) {
        int last = key.lastIndexOf(' ');
        boolean isCode = Character.isDigit(key.charAt(last + 1));
        return isCode ? key : key.substring(0, last) + " none";
    }

    /// Adds up what there is: a status that has not happened yet has no series.
    private static void sumInto(Map<String, double[]> sums, String key, double[] row) {
        var sum = sums.get(key);
        if (sum == null) {
            sums.put(key, row.clone());
            return;
        }
        for (int i = 0; i < row.length; i++) {
            boolean both = !Double.isNaN(sum[i]) && !Double.isNaN(row[i]);
            sum[i] = both ? sum[i] + row[i] : Double.isNaN(sum[i]) ? row[i] : sum[i];
        }
    }

    /// What is counted of spans on their way, and by the mesh, of all pods of a workload together: these
    /// counters go on when pods do not.
    @ForEachWorld
    void p03_spanMetricsAndTheMeshAgree(RandomWorld world) {
        var w = window(world);
        var calls = new TreeMap<String, long[]>();
        var fast = new TreeMap<String, long[]>();
        var micros = new TreeMap<String, long[]>();
        var edges = new TreeMap<String, long[]>();
        var failed = new TreeMap<String, long[]>();
        var mesh = new TreeMap<String, long[]>();
        var services = world.estate.serviceNames();
        for (var span : w.spans) {
            int step = w.step(span.endNanos());
            boolean isError = span.status() == Trace.Status.ERROR;
            if (span.kind() == Trace.Kind.SERVER || span.kind() == Trace.Kind.CONSUMER) {
                var key = span.service() + " " + span.name() + " SPAN_KIND_" + span.kind();
                Reading.count(calls, key + (isError ? " ERROR" : " UNSET"), step, STEPS);
                Reading.add(fast, key, step, STEPS, span.durationNanos() <= 250_000_000 ? 1 : 0);
                Reading.add(micros, key, step, STEPS, span.durationNanos() / 1000);
                continue;
            }
            var peer = String.valueOf(span.attributes().get("peer.service"));
            var pair = span.service() + " " + peer;
            Reading.count(edges, pair, step, STEPS);
            Reading.add(failed, pair, step, STEPS, isError ? 1 : 0);
            var code = span.attributes().get("http.response.status_code");
            if (services.contains(peer) && code != null) {
                var region = span.resource().get("cloud.region");
                Reading.count(mesh, region + " " + pair + " " + code, step, STEPS);
            }
        }
        var of = new String[] {"service", "span_name", "span_kind"};
        var byStatus = new String[] {"service", "span_name", "span_kind", "status_code"};
        var found = new TreeMap<String, double[]>();
        w.values("traces_spanmetrics_calls_total", byStatus)
                .forEach((key, row) -> found.put(key.replace("STATUS_CODE_", ""), row));
        w.assertGrown(calls, found);
        var seconds = w.values("traces_spanmetrics_latency_sum", of);
        seconds.replaceAll((_, row) -> times(row, 1e6));
        w.assertGrown(micros, seconds);
        w.assertGrown(fast, w.bucket("traces_spanmetrics_latency_bucket", "0.25", of));
        var graph = "traces_service_graph_request_";
        var ends = new String[] {"client", "server"};
        var total = w.values(graph + "total", ends);
        total.keySet().removeIf(key -> key.startsWith("user "));
        world.assertEnough(w.assertGrown(edges, total), 500, "calls compared");
        var failures = w.values(graph + "failed_total", ends);
        failures.keySet().removeIf(key -> key.startsWith("user "));
        w.assertGrown(failed, failures);
        assertServersSaw(w, calls);
        if (world.estate.platform().isPresent()) {
            var codes =
                    w.values(
                            "istio_requests_total",
                            "region",
                            "source_workload",
                            "destination_workload",
                            "response_code",
                            "response_flags");
            var answered = new TreeMap<String, double[]>();
            codes.forEach((key, row) -> {
                if (key.endsWith(" -")) {
                    answered.put(key.substring(0, key.length() - 2), row);
                }
            });
            w.assertGrown(mesh, answered); // in a few worlds nobody answers
        }
    }

    /// The requests that services saw from each client are those they answered, messages aside.
    private static void assertServersSaw(Window w, Map<String, long[]> calls) {
        var spans = new TreeMap<String, long[]>();
        calls.forEach((key, row) -> {
            if (key.contains("SPAN_KIND_SERVER")) {
                var sum = spans.computeIfAbsent(key.split(" ", -1)[0], _ -> new long[STEPS]);
                for (int i = 0; i < STEPS; i++) {
                    sum[i] += row[i];
                }
            }
        });
        var seen = new TreeMap<String, double[]>();
        w.values("traces_service_graph_request_server_seconds_count", "client", "server")
                .forEach((key, row) -> sumInto(seen, key.split(" ", -1)[1], row));
        w.assertGrown(spans, seen);
    }

    private static double[] times(double[] row, double factor) {
        return Arrays.stream(row).map(value -> value * factor).toArray();
    }

    @ForEachWorld
    void p04_bucketsAreTheLinesDurations(RandomWorld world) {
        var w = window(world);
        var buckets = new TreeMap<String, long[]>();
        var sums = new TreeMap<String, long[]>();
        for (int i = 0; i < w.lines.size(); i++) {
            var fields = w.fields.get(i);
            int step = w.step(w.lines.get(i).timeNanos());
            if (!isRequest(fields) || "CONSUME".equals(fields.get("method"))) {
                continue;
            }
            long micros = JsonLine.micros(fields.getOrDefault("duration_ms", "-1"));
            Reading.add(sums, counter(fields), step, STEPS, micros);
            for (var le : BOUNDS) {
                if (micros <= Double.parseDouble(le) * 1e6) {
                    Reading.count(buckets, counter(fields) + " " + le, step, STEPS);
                }
            }
            Reading.count(buckets, counter(fields) + " +Inf", step, STEPS);
        }
        var name = "http_request_duration_seconds";
        w.assertGrowth(
                buckets, w.values(name + "_bucket", "service", "pod", "method", "route", "le"));
        var seconds = w.values(name + "_sum", "service", "pod", "method", "route");
        seconds.replaceAll((_, row) -> times(row, 1e6));
        w.assertGrowth(sums, seconds);
        w.values(name + "_count", "service", "pod", "method", "route")
                .forEach((key, row) ->
                        assertArrayEquals(
                                row,
                                w.values(
                                                name + "_bucket",
                                                "service",
                                                "pod",
                                                "method",
                                                "route",
                                                "le")
                                        .get(key + " +Inf"),
                                key + world));
    }

    @ForEachWorld
    void p06_exemplarsLieInTheirBucketAndWindow(RandomWorld world) {
        var w = window(world);
        var name = Matcher.equal(Labels.NAME, "http_request_duration_seconds_bucket");
        var exemplars = w.telemetry.exposed().exemplars(List.of(name), Reading.after(w.from, w.to));
        world.assertEnough(exemplars.size(), 50, "exemplars");
        int step = Math.max(1, exemplars.size() / 400);
        for (int i = 0; i < exemplars.size(); i += step) {
            var exemplar = exemplars.get(i);
            var where = exemplar + "" + world;
            var id = TraceId.parse(exemplar.labels().get("traceID")).orElseThrow();
            assertTrue(
                    w.telemetry.traces().get(id).orElseThrow().spans().stream()
                            .anyMatch(span -> isOf(span, exemplar)),
                    where);
            var le =
                    BOUNDS.stream()
                            .filter(bound -> exemplar.value() <= Double.parseDouble(bound))
                            .findFirst();
            assertEquals(le.orElse("+Inf"), exemplar.series().get("le"), where);
            assertTrue(
                    exemplar.timeMillis() >= Reading.millis(w.from)
                            && exemplar.timeMillis() <= Reading.millis(w.to),
                    where);
        }
    }

    private static boolean isOf(Trace.Span span, MetricStore.Exemplar exemplar) {
        return span.kind() == Trace.Kind.SERVER
                && span.durationNanos() == Math.round(exemplar.value() * 1e9)
                && span.endNanos() / 1_000_000 == exemplar.timeMillis()
                && exemplar.series().get("pod").equals(span.resource().get("k8s.pod.name"))
                && exemplar.series().get("route").equals(span.attributes().get("http.route"));
    }

    @ForEachWorld
    void p07_everyTraceIdInALineResolvesToItsSpan(RandomWorld world) {
        var w = window(world);
        int checked = 0;
        int step = Math.max(1, w.lines.size() / 6000);
        for (int i = world.draw(20).below(step); i < w.lines.size(); i += step) {
            var entry = w.lines.get(i);
            var fields = w.fields.get(i);
            if (!fields.containsKey("traceId")) {
                continue;
            }
            var where = entry.line() + world;
            var trace =
                    w.telemetry
                            .traces()
                            .get(TraceId.parse(fields.get("traceId")).orElseThrow())
                            .orElseThrow(() -> new AssertionError(where));
            var span =
                    trace.spans().stream()
                            .filter(s -> TraceId.hex16(s.id()).equals(fields.get("spanId")))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(where));
            assertEquals(fields.get("service"), span.service(), where);
            assertEquals(fields.get("pod"), span.resource().get("k8s.pod.name"), where);
            assertEquals(
                    JsonLine.micros(fields.getOrDefault("duration_ms", "-1")) * 1000,
                    span.durationNanos(),
                    where);
            assertEquals(fields.get("traceId"), entry.metadata().get("trace_id"), where);
            assertTrue(
                    entry.timeNanos() <= span.endNanos()
                            && entry.timeNanos() > span.endNanos() - 1000,
                    where);
            if (isRequest(fields)) {
                assertEquals(spanKey(span), counter(fields) + " " + spanStatus(fields), where);
                assertEquals(fields.get("user_id"), span.attributes().get("user.id"), where);
                assertEquals(
                        "ERROR".equals(fields.get("level")),
                        span.status() == Trace.Status.ERROR,
                        where);
            }
            checked++;
        }
        world.assertEnough(checked, 500, "lines checked");
    }

    /// Nobody guesses an id: neither one of random bits, nor one made of a real one, nor another run's.
    @ForEachWorld
    void p07_otherIdsResolveToNothing(RandomWorld world) {
        var w = window(world);
        var other =
                new Telemetry(
                        world.timeline.snapshot(),
                        RandomWorld.END,
                        RandomWorld.T0,
                        new brownout.simulator.telemetry.RunKey(world.seed, 6));
        var ids = new ArrayList<TraceId>();
        for (int i = 0; i < w.fields.size() && ids.size() < 500; i += 7) {
            TraceId.parse(w.fields.get(i).getOrDefault("traceId", "")).ifPresent(ids::add);
        }
        world.assertEnough(ids.size(), 50, "ids");
        for (int i = 0; i < ids.size(); i++) {
            var id = ids.get(i);
            assertTrue(w.telemetry.traces().get(id).isPresent(), id + "" + world);
            assertTrue(other.traces().get(id).isEmpty(), id + "" + world);
            var flipped = new TraceId(id.high() ^ 1L << i % 60, id.low());
            assertTrue(w.telemetry.traces().get(flipped).isEmpty(), id + "" + world);
            var random = new TraceId(Rng.hash(world.seed, i, 1), Rng.hash(world.seed, i, 2));
            assertTrue(w.telemetry.traces().get(random).isEmpty(), random + "" + world);
        }
    }
}
