// SPDX-License-Identifier: Apache-2.0
package brownout.web.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import brownout.scenarios.world.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Until a scenario's first change all four APIs answer, to the byte and the header, what they answer
/// for the same seed without the scenario. Two servers, one run key: one world has the scenario.
final class BeforeTheFirstChangeOverHttpTest {
    private static final long T0 = 1_764_000_000 / 60 * 60;
    private static final RunKey KEY = new RunKey(0x1234, 0x5678);
    private static final Worlds WORLDS =
            new Worlds(EstateFile.builtin("larkspur"), RuleFile.builtin("larkspur"));
    private static final Pattern TRACE_ID = Pattern.compile("\"traceID\":\"([0-9a-f]{32})\"");
    private static final Pattern STRING = Pattern.compile("\"([A-Za-z_][^\"]*)\"");

    private static final long SEED = 17;

    /// The first scenario and the last; all of them with `-Dgates.seeds=20`. That stores keep the secret
    /// of each is `BeforeTheFirstChangeTest`'s.
    static Stream<Scenario> scenarios() {
        var all = Catalogue.builtIn(Settings.builtIn()).scenarios();
        return Integer.getInteger("gates.seeds", 3) > 3
                ? all.stream()
                : Stream.of(all.getFirst(), all.getLast());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyAnswerIsThatOfTheSameSeedWithoutTheScenario(Scenario scenario) {
        int first = scenario.firstChangeTick(SEED);
        var without = WORLDS.history(scenario, SEED).fork(first, SEED, List.of());
        var with = WORLDS.base(scenario, SEED).timeline();
        try (var one = server(with, first - 1);
                var other = server(without, first - 1)) {
            int compared = 0;
            for (var path : paths(one, first)) {
                same(path, one, other);
                compared++;
            }
            assertTrue(compared > 300, compared + " answers compared");
        }
        seesTheDifferenceLater(scenario, SEED, with, without);
    }

    /// The comparison is not blind: a minute and a half into the fault what services answer, caches hold or
    /// Alertmanagers know of each other differs.
    private static void seesTheDifferenceLater(
            Scenario scenario, long seed, Timeline with, Timeline without) {
        int later = scenario.faultTick(seed) + 90;
        try (var one = server(with, later);
                var other = server(without, later)) {
            var seen =
                    "{__name__=~\"http_requests_total|redis_memory_used_bytes"
                            + "|alertmanager_cluster_members\"}";
            var path = prometheus("query", "query", "sum by (service, status) (" + seen + ")");
            assertFalse(body(one, path).equals(body(other, path)), "nothing was compared");
        }
    }

    private static ApiServer server(Timeline timeline, int tick) {
        timeline.advanceTo(tick);
        var telemetry = new Telemetry(timeline, new Visibility(tick), T0, KEY);
        return new ApiServer(
                new Signals(
                        telemetry::metrics,
                        telemetry::logs,
                        telemetry::traces,
                        telemetry::rules,
                        telemetry::targets,
                        telemetry::tsdbStatus,
                        telemetry::alertmanager,
                        (T0 + tick + 1) * 1000));
    }

    private static void same(String path, ApiServer one, ApiServer other) {
        var a = one.send("GET", path, new TreeMap<>(), "");
        var b = other.send("GET", path, new TreeMap<>(), "");
        assertEquals(a.statusCode(), b.statusCode(), path);
        assertEquals(a.headers().map(), b.headers().map(), path);
        assertArrayEquals(
                a.body().getBytes(StandardCharsets.UTF_8),
                b.body().getBytes(StandardCharsets.UTF_8),
                path);
    }

    /// Every metric as a range of the last hour, every label and its values, the rules, exemplars, the
    /// lines and errors of every service, the tags, slow and failed traces and each of those whole.
    private static Set<String> paths(ApiServer server, int first) {
        long now = T0 + first;
        var start = Long.toString(now - 3600);
        var end = Long.toString(now);
        var all = new LinkedHashSet<String>();
        for (var rest : List.of("labels", "metadata", "rules", "alerts", "status/buildinfo")) {
            all.add("/r/x/prometheus/api/v1/" + rest);
        }
        for (var label : names(server, "/r/x/prometheus/api/v1/labels")) {
            all.add("/r/x/prometheus/api/v1/label/" + label + "/values");
        }
        for (var metric : names(server, "/r/x/prometheus/api/v1/label/__name__/values")) {
            all.add(
                    prometheus(
                            "query_range",
                            "query",
                            metric,
                            "start",
                            start,
                            "end",
                            end,
                            "step",
                            "15"));
            all.add(prometheus("series", "match[]", metric));
        }
        all.add(
                prometheus(
                        "query_exemplars",
                        "query",
                        "http_request_duration_seconds_bucket",
                        "start",
                        Long.toString(now - 300),
                        "end",
                        end));
        for (var label : names(server, "/r/x/loki/loki/api/v1/labels")) {
            all.add("/r/x/loki/loki/api/v1/label/" + label + "/values");
        }
        for (var service : names(server, "/r/x/loki/loki/api/v1/label/service/values")) {
            var stream = "{service=\"" + service + "\"}";
            all.add(loki(stream, now - 60, now));
            all.add(loki("{service=\"" + service + "\", level=~\"WARN|ERROR\"}", now - 1800, now));
            all.add(loki("sum by (level) (count_over_time(" + stream + "[1m]))", now - 900, now));
        }
        all.add("/r/x/tempo/api/v2/search/tags");
        for (var query : List.of("{ }", "{ status = error }", "{ duration > 300ms }")) {
            var search =
                    url(
                            "/r/x/tempo/api/search",
                            "q",
                            query,
                            "limit",
                            "60",
                            "start",
                            Long.toString(now - 600),
                            "end",
                            end);
            all.add(search);
            var ids = TRACE_ID.matcher(body(server, search));
            while (ids.find()) {
                all.add("/r/x/tempo/api/v2/traces/" + ids.group(1));
            }
        }
        for (var rest : List.of("status", "alerts", "receivers")) {
            all.add("/r/x/alertmanager/api/v2/" + rest);
        }
        return all;
    }

    private static String prometheus(String endpoint, String... params) {
        return url("/r/x/prometheus/api/v1/" + endpoint, params);
    }

    private static String loki(String query, long from, long to) {
        return url(
                "/r/x/loki/loki/api/v1/query_range",
                "query",
                query,
                "limit",
                "5000",
                "start",
                Long.toString(from),
                "end",
                Long.toString(to),
                "step",
                "15");
    }

    private static String url(String path, String... params) {
        var text = new StringBuilder(path);
        for (int i = 0; i < params.length; i += 2) {
            text.append(i == 0 ? '?' : '&')
                    .append(URLEncoder.encode(params[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(params[i + 1], StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /// The strings of a list answer.
    private static List<String> names(ApiServer server, String path) {
        var data = body(server, path);
        var found = new ArrayList<String>();
        var strings = STRING.matcher(data.substring(data.indexOf('[')));
        while (strings.find()) {
            found.add(strings.group(1));
        }
        assertFalse(found.isEmpty(), path + " -> " + data);
        return found;
    }

    private static String body(ApiServer server, String path) {
        var reply = server.send("GET", path, new TreeMap<>(), "");
        assertEquals(200, reply.statusCode(), path + " -> " + reply.body());
        return reply.body();
    }
}
