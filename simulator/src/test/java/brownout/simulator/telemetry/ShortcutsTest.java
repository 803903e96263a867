// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import brownout.query.data.Labels;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.Entry;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.MetricStore.SeriesSet;
import brownout.query.data.TimeRange;
import brownout.query.promql.PromQl;
import brownout.simulator.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stores skip on the way changes no answer.
class ShortcutsTest {
    private static final long T0_SECONDS = 1_700_000_040L;
    private static final int FROM = -3300;
    private static final int NOW = -3001;
    private static final Telemetry TELEMETRY = telemetry();

    private static Telemetry telemetry() {
        Timeline world =
                Worlds.history(FROM - 1)
                        .fork(
                                FROM,
                                List.of(
                                        new Scheduled(FROM, Worlds.BAD_DEPLOY, "me"),
                                        new Scheduled(
                                                FROM + 60,
                                                new Effect.Restart("cart-service", ""),
                                                "me")));
        world.advanceTo(NOW);
        return new Telemetry(world, new Visibility(NOW), T0_SECONDS, new RunKey(1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_requests_total",
                "http_requests_total{status=~\"5..\"}",
                "http_request_duration_seconds_bucket{service=\"payment-api\", le!=\"+Inf\"}",
                "http_client_requests_total{pod=~\"payment-.*\"}",
                "{service=~\"p.*\", instance!~\".*1:8080\"}",
                "up",
                "{__name__=~\"up|hikaricp_.*\", region=\"eu-west-1\"}",
                "kube_pod_container_status_restarts_total{namespace!=\"\"}",
                "up{namespace=\"elsewhere\"}",
                "{job=\"payment-api\", version=~\"1.18.*\"}",
                "ALERTS"
            })
    void aSelectionIsTheMatchingPartOfEverything(String selector) {
        var range = TimeRange.afterMillis(millis(FROM + 30), millis(NOW));
        var matchers = PromQl.parseSelector(selector);
        var all = new ArrayList<Integer>();
        var everything = select(List.of(), range);
        for (int i = 0; i < everything.size(); i++) {
            if (Matcher.all(matchers, everything.labels(i))) {
                all.add(i);
            }
        }
        var selected = select(matchers, range);
        assertEquals(
                all.stream().map(everything::labels).toList(),
                labels(selected),
                "other series than those that match");
        for (int i = 0; i < selected.size(); i++) {
            var samples = selected.samples(i);
            var expected = everything.samples(all.get(i));
            assertEquals(expected.size(), samples.size());
            for (int at = 0; at < samples.size(); at++) {
                assertEquals(expected.timesMillis()[at], samples.timesMillis()[at]);
                assertEquals(
                        Double.doubleToRawLongBits(expected.values()[at]),
                        Double.doubleToRawLongBits(samples.values()[at]));
            }
        }
    }

    private static SeriesSet select(List<Matcher> matchers, TimeRange range) {
        return TELEMETRY.metrics().select(matchers, range, SelectHints.NONE);
    }

    private static List<Labels> labels(SeriesSet set) {
        var labels = new ArrayList<Labels>();
        for (int i = 0; i < set.size(); i++) {
            labels.add(set.labels(i));
        }
        return labels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_7", "user_42", "user_1234", "user_0", "user_", "r_42"})
    void linesOfAUserAreFoundByPartsOfTheirName(String text) {
        Predicate<Entry> wanted = entry -> entry.line().contains(text);
        var found = lines(new LineHints(List.of(text), Map.of()), wanted);
        assertArrayEquals(lines(LineHints.NONE, wanted).toArray(), found.toArray());
        assertEquals(text.equals("user_0"), found.isEmpty());
    }

    @Test
    void linesOfAUserAreFoundByTheirField() {
        var first = lines(LineHints.NONE, entry -> entry.line().contains("user_id")).getFirst();
        var user = first.replaceAll(".*\"user_id\":\"(user_[0-9]+)\".*", "$1");
        Predicate<Entry> wanted = entry -> entry.line().contains("\"" + user + "\"");
        var found = lines(new LineHints(List.of(), Map.of("user_id", user)), wanted);
        assertEquals(lines(LineHints.NONE, wanted), found);
        assertFalse(found.isEmpty());
    }

    private static List<String> lines(LineHints hints, Predicate<Entry> wanted) {
        var range = TimeRange.millis(millis(NOW - 120), millis(NOW - 60));
        var cursor = TELEMETRY.logs().read(List.of(), hints, range, Direction.FORWARD, 0);
        var found = new ArrayList<String>();
        while (cursor.next()) {
            var entry = cursor.entry();
            if (wanted.test(entry)) {
                found.add(entry.timeNanos() + " " + entry.stream() + entry.line());
            }
        }
        return found;
    }

    private static long millis(int tick) {
        return (T0_SECONDS + tick) * 1000;
    }
}
