// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.TimeRange;
import brownout.query.logql.LogQl;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.simulator.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.RuleFile;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What rules record is there as other series are: at its times, with its ends, in forks, and the same
/// whenever it is computed.
class RecordingTest {
    private static final int LAST = -3600 + 900;
    private static final long T0 = 1_767_225_600;

    private static final String RULES =
            """
            groups:
              - name: requests
                interval: 30s
                rules:
                  - record: service:requests:rate1m
                    expr: sum by (service) (rate(http_requests_total[1m]))
                    labels: {source: rules}
                  - record: all:requests:rate1m
                    expr: sum(service:requests:rate1m)
                  - record: sometimes
                    expr: vector(1) and on () vector(time() % 120) < 60
                  - record: wrong
                    expr: up * on () up
                  - alert: Busy
                    expr: service:requests:rate1m{service="frontend"} > 1
                    for: 1m
              - name: later
                query_offset: 30s
                interval: 1m
                rules:
                  - record: late
                    expr: sum(rate(http_requests_total[1m]))
            """;

    private static final String LOG_RULES =
            """
            groups:
              - name: lines
                interval: 1m
                rules:
                  - record: log_lines:rate1m
                    expr: sum by (service) (rate({level=~"INFO|ERROR"}[1m]))
            """;

    private static final RuleEvaluation STAGE = stage();
    private static final Timeline WORLD = world();

    private static RuleEvaluation stage() {
        var groups = new ArrayList<>(RuleFile.read("rules.yaml", RULES));
        groups.addAll(RuleFile.read("log-rules.yaml", LOG_RULES));
        return new RuleEvaluation(groups);
    }

    private static Timeline world() {
        var world = Timeline.history(Worlds.LARKSPUR, STAGE, 7);
        world.advanceTo(LAST);
        return world;
    }

    private static Telemetry telemetry(Timeline world) {
        return new Telemetry(world.snapshot(), world.closedTick(), T0, new RunKey(1, 2));
    }

    private static long millis(int second) {
        return (T0 + second) * 1000;
    }

    private static NavigableMap<String, Double> at(MetricStore store, String query, int second) {
        var found = new TreeMap<String, Double>();
        var value =
                PromQl.instant(store, PromQl.parse(query), millis(second), PromQl.Options.DEFAULT)
                        .value();
        ((Value.Vector) value)
                .samples()
                .forEach(sample -> found.put(sample.labels().toString(), sample.value()));
        return found;
    }

    @Test
    void aRecordIsWhatItsExpressionSaidThen() {
        var store = telemetry(WORLD).metrics();
        for (int second = -3300; second <= LAST; second += 30) {
            var recorded = at(store, "sum by (service) (service:requests:rate1m)", second + 14);
            var said = at(store, "sum by (service) (rate(http_requests_total[1m]))", second);
            assertTrue(said.size() > 10, "few services: " + said);
            assertEquals(said, recorded, "at " + second);
            assertEquals(
                    at(store, "sum(service:requests:rate1m)", second).values().toString(),
                    at(store, "all:requests:rate1m", second).values().toString());
        }
        assertEquals(
                at(store, "sum(rate(http_requests_total[1m]))", -3030).values().toString(),
                at(store, "late", -3001).values().toString());
    }

    @Test
    void samplesLieAtEvaluationsAndSeriesEnd() {
        var store = telemetry(WORLD).metrics();
        var range = TimeRange.afterMillis(millis(-3241), millis(-3001));
        var series =
                store.select(
                        List.of(Matcher.equal("__name__", "sometimes")),
                        range,
                        MetricStore.SelectHints.NONE);
        assertEquals(1, series.size());
        var samples = series.samples(0);
        var seen = new ArrayList<String>();
        for (int i = 0; i < samples.size(); i++) {
            long second = samples.timesMillis()[i] / 1000 - T0;
            seen.add(second + (Samples.isStale(samples.values()[i]) ? " ends" : ""));
        }
        assertEquals(List.of("-3240", "-3210", "-3180 ends", "-3120", "-3090", "-3060 ends"), seen);
        assertEquals(1, at(store, "sometimes", -3181).size());
        assertEquals(0, at(store, "sometimes", -3180).size());
        assertEquals(1, at(store, "service:requests:rate1m{service=\"frontend\"}", -3016).size());
    }

    @Test
    void alertsAreSeriesBetweenEvaluationsToo() {
        var store = telemetry(WORLD).metrics();
        for (int second : new int[] {-3000, -2985, -2970}) {
            assertEquals(1, at(store, "ALERTS{alertstate=\"firing\"}", second).size());
            assertEquals(0, at(store, "ALERTS{alertstate=\"pending\"}", second).size());
            var since = at(store, "ALERTS_FOR_STATE", second).firstEntry().getValue();
            assertTrue(since >= T0 - 3600 && since <= T0 - 3480, "active since " + since);
        }
    }

    @Test
    void linesAreRecordedToo() {
        var telemetry = telemetry(WORLD);
        int second = -3000;
        var value =
                LogQl.instant(
                        telemetry.logs(),
                        LogQl.parse("sum by (service) (rate({level=~\"INFO|ERROR\"}[1m]))"),
                        millis(second) * 1_000_000,
                        Budget.UNLIMITED);
        var said = new TreeMap<String, Double>();
        ((brownout.query.logql.Value.Vector) value)
                .samples()
                .forEach(sample -> said.put(sample.labels().toString(), sample.value()));
        assertTrue(said.size() > 5, "few services: " + said);
        assertEquals(said, at(telemetry.metrics(), "sum by (service) (log_lines:rate1m)", second));
    }

    @Test
    void failuresAreSaidAndWriteNothing() {
        var rules = telemetry(WORLD).rules().getFirst().rules();
        assertTrue(rules.get(3).lastError().contains("many-to-many"), rules.get(3).lastError());
        assertEquals(0, at(telemetry(WORLD).metrics(), "wrong", LAST).size());
        assertEquals("", rules.getFirst().lastError());
    }

    @Test
    void forksAndReplaysRecordTheSame() {
        var again = world();
        var fork = WORLD.fork(-2905, 7, List.of());
        fork.advanceTo(LAST);
        assertEquals(WORLD.digest(-3600, LAST), again.digest(-3600, LAST));
        assertEquals(WORLD.digest(-3600, LAST), fork.digest(-3600, LAST));
        var query = "{__name__=~\".+:.+\"}";
        var here = at(telemetry(WORLD).metrics(), query, LAST);
        assertEquals(here, at(telemetry(fork).metrics(), query, LAST));
        assertTrue(here.size() > 20, "few records: " + here);
        var other = WORLD.fork(-2905, 8, List.of());
        other.advanceTo(LAST);
        assertNotEquals(here, at(telemetry(other).metrics(), query, LAST));
        assertEquals(
                at(telemetry(WORLD).metrics(), query, -2910),
                at(telemetry(other).metrics(), query, -2910));
    }
}
