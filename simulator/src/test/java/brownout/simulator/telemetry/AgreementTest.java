// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.data.TraceStore;
import brownout.simulator.Worlds;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The claim: between two scrapes, a request counter's difference is the number of request lines and of
/// server spans that ended there, per service, pod, route and status. Everything is read through the
/// stores and lines are parsed from their text. The window has a bad rollout, a restart and an
/// action's fork in it.
class AgreementTest {
    private static final long T0 = 1_764_000_000;
    private static final RunKey KEY = new RunKey(0x1234, 0x5678);
    private static final int FROM = -195;
    private static final int TO = -135;

    private static final Map<Long, Telemetry> WORLDS = new TreeMap<>();

    private static Telemetry world(long seed) {
        return WORLDS.computeIfAbsent(
                seed, s -> new Telemetry(timeline(s), new Visibility(TO - 1), T0, KEY));
    }

    private static Timeline timeline(long seed) {
        var before =
                List.of(
                        new Scheduled(-420, Worlds.BAD_DEPLOY, "deploy-bot"),
                        new Scheduled(-280, new Effect.Restart("payment-api", ""), "somebody"));
        var timeline = Worlds.history(-300).fork(-430, seed, before);
        timeline.advanceTo(-192);
        var action = new Scheduled(-186, new Effect.Restart("orders-service", ""), "trainee");
        var fork = timeline.fork(-191, List.of(action));
        fork.advanceTo(TO + 60);
        return fork;
    }

    private static TimeRange between(int fromSecond, int toSecond) {
        return TimeRange.afterMillis((T0 + fromSecond) * 1000, (T0 + toSecond) * 1000);
    }

    private static List<LogStore.Entry> lines(Telemetry world, TimeRange range) {
        var cursor =
                world.logs()
                        .read(
                                List.of(),
                                LogStore.LineHints.NONE,
                                range,
                                LogStore.Direction.FORWARD,
                                0);
        var entries = new ArrayList<LogStore.Entry>();
        while (cursor.next()) {
            entries.add(cursor.entry());
        }
        return entries;
    }

    private static void count(Map<String, Long> counts, String key, long by) {
        counts.merge(key, by, Long::sum);
    }

    /// How much each series of `name` grew between two scrapes; one that was not there grew from 0.
    private static Map<String, Long> growth(Telemetry world, String name, String... by) {
        var range = TimeRange.millis((T0 + FROM) * 1000, (T0 + TO) * 1000);
        var set =
                world.metrics()
                        .select(
                                List.of(Matcher.equal(Labels.NAME, name)),
                                range,
                                MetricStore.SelectHints.NONE);
        var growth = new TreeMap<String, Long>();
        for (int series = 0; series < set.size(); series++) {
            var samples = set.samples(series);
            double first = samples.timesMillis()[0] == (T0 + FROM) * 1000 ? samples.values()[0] : 0;
            int last = samples.size() - 1;
            while (last >= 0 && MetricStore.Samples.isStale(samples.values()[last])) {
                last--;
            }
            long by1 = last < 0 ? 0 : (long) (samples.values()[last] - first);
            if (by1 != 0) {
                count(growth, key(set.labels(series), by), by1);
            }
        }
        return growth;
    }

    private static String key(Labels labels, String... by) {
        var key = new StringBuilder();
        for (var name : by) {
            key.append(labels.get(name)).append(' ');
        }
        return key.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countersLinesAndSpansAgree(long seed) {
        var world = world(seed);
        var byLine = new TreeMap<String, Long>();
        long errors = 0;
        long errorLines = 0;
        for (var entry : lines(world, between(FROM, TO))) {
            var fields = JsonLine.parse(entry.line());
            var status = fields.get("status");
            if (status != null) {
                count(
                        byLine,
                        String.join(
                                " ",
                                fields.get("service"),
                                fields.get("pod"),
                                fields.get("method"),
                                fields.get("endpoint"),
                                status),
                        1);
                errors += status.startsWith("5") ? 1 : 0;
            }
            errorLines += "ERROR".equals(fields.get("level")) ? 1 : 0;
        }
        var bySpan = new TreeMap<String, Long>();
        long slowestStart = T0 + FROM - 61;
        var cursor =
                world.traces()
                        .find(
                                TraceStore.SpanHints.NONE,
                                new TimeRange(slowestStart * 1_000_000_000L, Long.MAX_VALUE),
                                0);
        while (cursor.next()) {
            for (var span : cursor.trace().spans()) {
                if (span.kind() == Trace.Kind.SERVER
                        && between(FROM, TO).contains(span.endNanos())) {
                    count(
                            bySpan,
                            String.join(
                                    " ",
                                    span.service(),
                                    (String) span.resource().get("k8s.pod.name"),
                                    (String) span.attributes().get("http.request.method"),
                                    (String) span.attributes().get("http.route"),
                                    String.valueOf(
                                            span.attributes().get("http.response.status_code"))),
                            1);
                }
            }
        }
        var byCounter =
                growth(world, "http_requests_total", "service", "pod", "method", "route", "status");
        assertEquals(byLine, byCounter, "seed " + seed);
        assertEquals(bySpan, byCounter, "seed " + seed);
        assertEquals(errors, errorLines, "seed " + seed);
        assertTrue(errors >= 1000, "only " + errors + " errors, seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bucketsAreTheLinesDurations(long seed) {
        var world = world(seed);
        var expected = new TreeMap<String, Long>();
        var sums = new TreeMap<String, Long>();
        var bounds =
                new double[] {.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10};
        for (var entry : lines(world, between(FROM, TO))) {
            var fields = JsonLine.parse(entry.line());
            if (fields.containsKey("status")) {
                var series =
                        fields.get("service")
                                + " "
                                + fields.get("pod")
                                + " "
                                + fields.get("endpoint");
                long micros = JsonLine.micros(fields.getOrDefault("duration_ms", "-1"));
                for (double bound : bounds) {
                    if (micros <= bound * 1e6) {
                        var le =
                                bound == (long) bound
                                        ? Long.toString((long) bound)
                                        : Double.toString(bound);
                        count(expected, series + " " + le, 1);
                    }
                }
                count(expected, series + " +Inf", 1);
                count(sums, series, 1);
            }
        }
        assertEquals(
                expected,
                growth(
                        world,
                        "http_request_duration_seconds_bucket",
                        "service",
                        "pod",
                        "route",
                        "le"),
                "seed " + seed);
        assertEquals(
                sums,
                growth(world, "http_request_duration_seconds_count", "service", "pod", "route"),
                "seed " + seed);
    }

    /// Callers' counters, WARN lines and pool timeouts come from the same spans.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void clientCountersRetriesAndPoolTimeoutsAgree(long seed) {
        var world = world(seed);
        var calls = new TreeMap<String, Long>();
        long resent = 0;
        var cursor =
                world.traces()
                        .find(
                                TraceStore.SpanHints.NONE,
                                new TimeRange((T0 + FROM - 61) * 1_000_000_000L, Long.MAX_VALUE),
                                0);
        while (cursor.next()) {
            for (var span : cursor.trace().spans()) {
                if (span.kind() == Trace.Kind.CLIENT
                        && between(FROM, TO).contains(span.endNanos())
                        && span.attributes().get("http.route") != null) {
                    var status = span.attributes().get("http.response.status_code");
                    count(
                            calls,
                            span.service()
                                    + " "
                                    + span.attributes().get("peer.service")
                                    + " "
                                    + (status == null
                                            ? span.attributes().get("error.type")
                                            : status),
                            1);
                }
            }
        }
        long poolTimeouts = 0;
        for (var entry : lines(world, between(FROM, TO))) {
            var fields = JsonLine.parse(entry.line());
            resent += "WARN".equals(fields.get("level")) ? 1 : 0;
            poolTimeouts += "DBConnectionTimeout".equals(fields.get("error_type")) ? 1 : 0;
        }
        assertEquals(
                calls,
                growth(world, "http_client_requests_total", "service", "peer_service", "status"),
                "seed " + seed);
        long counted =
                growth(world, "hikaricp_connections_timeout_total", "service").values().stream()
                        .mapToLong(n -> n)
                        .sum();
        assertEquals(poolTimeouts, counted, "seed " + seed);
        assertTrue(poolTimeouts > 1000 && resent > 300, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyTraceIdInALineResolvesToItsSpan(long seed) {
        var world = world(seed);
        int checked = 0;
        for (var entry : lines(world, between(-200, -185))) {
            var fields = JsonLine.parse(entry.line());
            if (!fields.containsKey("traceId")) {
                continue;
            }
            var where = "seed " + seed + ": " + entry.line();
            var trace =
                    world.traces()
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
            if (fields.containsKey("status")) {
                assertEquals(
                        fields.get("status"),
                        String.valueOf(span.attributes().get("http.response.status_code")),
                        where);
                assertEquals(fields.get("user_id"), span.attributes().get("user.id"), where);
                assertEquals(
                        "ERROR".equals(fields.get("level")),
                        span.status() == Trace.Status.ERROR,
                        where);
            }
            if (fields.containsKey("error_type")) {
                assertEquals(fields.get("message"), span.statusMessage(), where);
                assertEquals("exception", span.events().getFirst().name(), where);
            }
            checked++;
        }
        assertTrue(checked > 5000, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void spansNest(long seed) {
        var world = world(seed);
        var cursor = world.traces().find(TraceStore.SpanHints.NONE, between(-180, -150), 0);
        int traces = 0;
        long newest = Long.MAX_VALUE;
        while (cursor.next()) {
            var trace = cursor.trace();
            var byId = new TreeMap<Long, Trace.Span>();
            for (var span : trace.spans()) {
                assertTrue(
                        span.durationNanos() > 0 && span.durationNanos() <= 60_000_000_000L,
                        "seed " + seed);
                assertTrue(byId.put(span.id(), span) == null, "seed " + seed);
                var parent = byId.get(span.parentId());
                if (parent != null && span.kind() == Trace.Kind.CLIENT) {
                    assertTrue(
                            span.startNanos() >= parent.startNanos()
                                    && span.endNanos() <= parent.endNanos(),
                            "seed " + seed + " " + span);
                } else if (parent != null) {
                    assertTrue(
                            span.startNanos() >= parent.startNanos(), "seed " + seed + " " + span);
                }
            }
            long start =
                    trace.spans().stream().mapToLong(Trace.Span::startNanos).min().orElseThrow();
            assertTrue(start <= newest, "newest first, seed " + seed);
            newest = start;
            traces++;
        }
        assertTrue(traces > 3000, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void exemplarsLieInTheirBucketAndWindow(long seed) {
        var world = world(seed);
        var name = Matcher.equal(Labels.NAME, "http_request_duration_seconds_bucket");
        var exemplars = world.metrics().exemplars(List.of(name), between(FROM, TO));
        assertTrue(exemplars.size() > 1000, "seed " + seed);
        int step = exemplars.size() / 300;
        for (int i = 0; i < exemplars.size(); i += step) {
            var exemplar = exemplars.get(i);
            var where = "seed " + seed + " " + exemplar;
            var trace =
                    world.traces()
                            .get(TraceId.parse(exemplar.labels().get("traceID")).orElseThrow())
                            .orElseThrow();
            assertTrue(
                    trace.spans().stream()
                            .anyMatch(span ->
                                    span.kind() == Trace.Kind.SERVER
                                            && span.durationNanos()
                                                    == Math.round(exemplar.value() * 1e9)
                                            && span.endNanos() / 1_000_000 == exemplar.timeMillis()
                                            && exemplar.series()
                                                    .get("pod")
                                                    .equals(span.resource().get("k8s.pod.name"))
                                            && exemplar.series()
                                                    .get("route")
                                                    .equals(span.attributes().get("http.route"))),
                    where);
            var le = exemplar.series().get("le");
            assertTrue(le.equals("+Inf") || exemplar.value() <= Double.parseDouble(le), where);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void countersOnlyGrow(long seed) {
        var world = world(seed);
        int seen = 0; // this estate does not have everything that can be counted
        for (var metric : world.metrics().metadata()) {
            if (!metric.type().equals("counter")) {
                continue;
            }
            var set =
                    world.metrics()
                            .select(
                                    List.of(Matcher.equal(Labels.NAME, metric.name())),
                                    TimeRange.ALL,
                                    MetricStore.SelectHints.NONE);
            seen += set.size() > 0 ? 1 : 0;
            for (int series = 0; series < set.size(); series++) {
                var samples = set.samples(series);
                for (int i = 1; i < samples.size(); i++) {
                    boolean grows = samples.values()[i] >= samples.values()[i - 1];
                    boolean ends =
                            i == samples.size() - 1
                                    && MetricStore.Samples.isStale(samples.values()[i]);
                    assertTrue(grows || ends, "seed " + seed + " " + set.labels(series));
                }
            }
        }
        assertTrue(seen > 15, "only " + seen + " counters have series");
    }

    /// Reading is the same in both directions, in parts, with and without hints, and as counted.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsAreConsistent(long seed) {
        var world = world(seed);
        var logs = world.logs();
        int middle = -185 + Rng.below(Rng.hash(seed, 1), 10);
        var whole = lines(world, between(-190, -170));
        var parts = new ArrayList<>(lines(world, between(-190, middle)));
        parts.addAll(lines(world, between(middle, -170)));
        assertEquals(whole, parts, "seed " + seed);
        var backward = new ArrayList<LogStore.Entry>();
        var cursor =
                logs.read(
                        List.of(),
                        LogStore.LineHints.NONE,
                        between(-190, -170),
                        LogStore.Direction.BACKWARD,
                        10);
        while (cursor.next()) {
            backward.addFirst(cursor.entry());
        }
        assertEquals(whole, backward, "seed " + seed);
        for (var hints :
                List.of(
                        new LogStore.LineHints(List.of("ERROR"), Map.of()),
                        new LogStore.LineHints(
                                List.of(), Map.of("service", "payment-api", "level", "WARN")),
                        new LogStore.LineHints(
                                List.of(), Map.of("error_type", "DBConnectionTimeout")),
                        new LogStore.LineHints(
                                List.of(),
                                Map.of(
                                        "traceId",
                                        JsonLine.parse(whole.get(77).line()).get("traceId"))),
                        new LogStore.LineHints(
                                List.of("0123456789abcdef0123456789abcdef"), Map.of()))) {
            var found = new ArrayList<LogStore.Entry>();
            var hinted =
                    logs.read(List.of(), hints, between(-190, -170), LogStore.Direction.FORWARD, 0);
            while (hinted.next()) {
                if (satisfies(hinted.entry(), hints)) {
                    found.add(hinted.entry());
                }
            }
            assertEquals(
                    whole.stream().filter(e -> satisfies(e, hints)).toList(),
                    found,
                    "seed " + seed + " " + hints);
        }
        var counts =
                logs.count(
                                List.of(),
                                LogStore.LineHints.NONE,
                                between(-190, -170),
                                java.time.Duration.ofSeconds(10))
                        .orElseThrow();
        var expected = new TreeMap<Labels, List<Long>>();
        for (var entry : whole) {
            var row =
                    expected.computeIfAbsent(entry.stream(), _ -> new ArrayList<>(List.of(0L, 0L)));
            int step =
                    (int) ((entry.timeNanos() - 1 - (T0 - 190) * 1_000_000_000L) / 10_000_000_000L);
            row.set(step, row.get(step) + 1);
        }
        assertEquals(List.copyOf(expected.keySet()), counts.streams(), "seed " + seed);
        for (int i = 0; i < counts.streams().size(); i++) {
            assertEquals(
                    expected.get(counts.streams().get(i)),
                    java.util.Arrays.stream(counts.counts()[i]).boxed().toList(),
                    "seed " + seed);
        }
        assertEquals(
                List.copyOf(expected.keySet()),
                logs.streams(List.of(), between(-190, -170)),
                "seed " + seed);
    }

    private static boolean satisfies(LogStore.Entry entry, LogStore.LineHints hints) {
        var fields = JsonLine.parse(entry.line());
        return hints.substrings().stream().allMatch(entry.line()::contains)
                && hints.fields().entrySet().stream()
                        .allMatch(field -> field.getValue().equals(fields.get(field.getKey())));
    }

    /// What may be seen at an instant ends there, and a later look at the same stretch shows the same.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void nothingBeyondNowIsVisible(long seed) {
        var timeline = timeline(seed);
        var early = new Telemetry(timeline, new Visibility(-200), T0, KEY);
        var late = new Telemetry(timeline, new Visibility(-100), T0, KEY);
        var all = lines(early, new TimeRange((T0 - 230) * 1_000_000_000L + 1, Long.MAX_VALUE));
        assertEquals(lines(late, between(-230, -199)), all, "seed " + seed);
        var cursor = early.traces().find(TraceStore.SpanHints.NONE, TimeRange.ALL, 20);
        for (int i = 0; i < 500 && cursor.next(); i++) {
            for (var span : cursor.trace().spans()) {
                assertTrue(span.endNanos() <= (T0 - 199) * 1_000_000_000L, "seed " + seed);
            }
        }
        var up = List.of(Matcher.equal(Labels.NAME, "http_requests_total"));
        var seen = early.metrics().select(up, TimeRange.ALL, MetricStore.SelectHints.NONE);
        for (int series = 0; series < seen.size(); series++) {
            var samples = seen.samples(series);
            assertTrue(
                    samples.timesMillis()[samples.size() - 1] <= (T0 - 199) * 1000, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void hintedTraceSearchesFindWhatThereIs(long seed) {
        var world = world(seed);
        for (var hints :
                List.of(
                        new TraceStore.SpanHints(java.util.Set.of(), true, 0, Long.MAX_VALUE),
                        new TraceStore.SpanHints(
                                java.util.Set.of("payment-api"),
                                false,
                                1_000_000_001L,
                                Long.MAX_VALUE),
                        new TraceStore.SpanHints(
                                java.util.Set.of("search-service"),
                                false,
                                310_000_000L,
                                Long.MAX_VALUE))) {
            var expected = new ArrayList<TraceId>();
            var everything = world.traces().find(TraceStore.SpanHints.NONE, between(-180, -150), 0);
            while (everything.next()) {
                if (everything.trace().spans().stream().anyMatch(span -> matches(span, hints))) {
                    expected.add(everything.trace().id());
                }
            }
            var found = new ArrayList<TraceId>();
            var cursor = world.traces().find(hints, between(-180, -150), 0);
            while (cursor.next()) {
                if (cursor.trace().spans().stream().anyMatch(span -> matches(span, hints))) {
                    found.add(cursor.trace().id());
                }
            }
            assertEquals(expected, found, "seed " + seed + " " + hints);
            assertTrue(expected.size() > 5, "seed " + seed + " " + hints);
        }
    }

    private static boolean matches(Trace.Span span, TraceStore.SpanHints hints) {
        return (hints.services().isEmpty() || hints.services().contains(span.service()))
                && (!hints.error() || span.status() == Trace.Status.ERROR)
                && span.durationNanos() >= hints.minDurationNanos();
    }
}
