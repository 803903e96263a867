// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.promql.GoFloat;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people read in a shell is what metrics and logs say of the same second, but for what collectors
/// keep back.
class InspectionsTest {
    private static final long T0 = 1_764_000_000;
    private static final int BEGIN = -3480;
    private static final int NOW = -3361; // a scrape follows it

    private static Estate estate;
    private static Telemetry well;
    private static Telemetry blind;

    @BeforeAll
    static void worlds() throws IOException {
        var file = Path.of("src/test/resources/estate/catalogue.yaml");
        estate = EstateFile.read("catalogue.yaml", Files.readString(file));
        var history = Timeline.history(estate, RuleStage.NONE, 21);
        well =
                at(
                        history.fork(
                                BEGIN,
                                21,
                                List.of(
                                        new Scheduled(
                                                BEGIN + 10,
                                                new Effect.Restart("payment-api", ""),
                                                "tester"))));
        blind =
                at(
                        history.fork(
                                BEGIN,
                                21,
                                List.of(
                                        scheduled(new CollectorEffect.StopAgent("", "", "", false)),
                                        scheduled(new CollectorEffect.TargetDown("orders-db", "")),
                                        scheduled(
                                                new CollectorEffect.ScrapeErrors(
                                                        "payments-db", "", 0.5)))));
    }

    private static Scheduled scheduled(Effect effect) {
        return new Scheduled(BEGIN + 20, effect, "tester");
    }

    private static Telemetry at(Timeline timeline) {
        timeline.advanceTo(NOW);
        return new Telemetry(timeline, new Visibility(NOW), T0, new RunKey(3, 4));
    }

    private static List<String> look(String line) {
        return Inspections.look(line, well);
    }

    private static MetricStore.SeriesSet last(MetricStore store, List<Matcher> matchers) {
        long millis = (T0 + NOW + 1) * 1000;
        return store.select(
                matchers, TimeRange.millis(millis, millis), MetricStore.SelectHints.NONE);
    }

    private static double value(MetricStore.SeriesSet set, int series) {
        return set.samples(series).values()[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemctl status node_exporter",
                "docker ps | grep node-exporter",
                "docker logs node-exporter",
                "journalctl -u node_exporter",
                "status",
                "status payment-api",
                "logs payment-api",
                "logs orders-db --tail 5",
                "kubectl logs payment-api --tail=5",
                "events",
                "kubectl get events",
                "events payment-api --tail 3",
                "df",
                "df -h",
                "amtool config routes",
                "amtool config show",
                "amtool cluster show",
                "df orders-db",
                "du -sh orders-db",
                "connections orders-db",
                "describe payment-api",
                "pods payment-api",
                "top nodes"
            })
    void theLinesOfTheCurriculumShowSomethingTwiceTheSame(String line) {
        assertTrue(Inspections.isOne(line));
        var lines = look(line);
        assertFalse(lines.isEmpty());
        assertEquals(lines, look(line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    logs                          | 5  | component     | missing component
                    logs paymnt-api               | 6  | component     | Did you mean "payment-api"?
                    logs payment-api --tail 0     | 25 | --tail        | in 1..500
                    logs payment-api --region x   | 27 | --region      | no such region
                    docker logs paymnt-api        | 13 | component     | Did you mean "payment-api"?
                    journalctl -u payment-api -f  | 27 | action        | unexpected "-f"
                    events nobody                 | 8  | pod or service| no such pod or service
                    status nobody                 | 8  | unit          | no such unit
                    df nobody                     | 4  | volume        | no such volume
                    du                            | 3  | volume        | missing volume
                    amtool config rotes           | 8  | command       | Did you mean "config routes"?
                    curl                          | 5  | instance      | missing instance
                    curl http://nobody:1/metrics  | 6  | instance      | no such instance
                    """)
    void nonsenseIsRefusedWithItsPlace(String line, int column, String field, String text) {
        var error = assertThrows(ActionError.class, () -> look(line));
        assertEquals(column, error.column(), error.text());
        assertEquals(field, error.field(), error.text());
        assertTrue(error.text().contains(text), error.text());
        assertTrue(error.text().length() < 600, error.text());
    }

    @Test
    void dfIsWhatNodeExportersSay() {
        int checked = 0;
        for (var name : List.of("node_filesystem_size_bytes", "node_filesystem_avail_bytes")) {
            var set = last(well.metrics(), List.of(Matcher.equal(Labels.NAME, name)));
            for (int i = 0; i < set.size(); i++) {
                var labels = set.labels(i);
                var blocks = Long.toString((long) value(set, i) >> 10);
                var line =
                        look("df --region " + labels.get("region")).stream()
                                .filter(each -> each.endsWith(" " + labels.get("mountpoint")))
                                .filter(each -> List.of(each.split(" +", -1)).contains(blocks))
                                .findFirst();
                assertTrue(line.isPresent(), labels + " " + blocks);
                checked++;
            }
        }
        assertTrue(checked > 0);
    }

    @Test
    void curlIsWhatTheLastScrapeTook() {
        int series = 0;
        for (var job : List.of("payment-api", "orders-db", "node-exporter")) {
            var up =
                    last(
                            well.metrics(),
                            List.of(Matcher.equal(Labels.NAME, "up"), Matcher.equal("job", job)));
            var instance = up.labels(0).get("instance");
            var lines = look("curl http://" + instance + "/metrics");
            var set =
                    last(
                            well.metrics(),
                            List.of(
                                    Matcher.equal("job", job),
                                    Matcher.equal("instance", instance)));
            long expected = 0;
            for (int i = 0; i < set.size(); i++) {
                var name = set.labels(i).get(Labels.NAME);
                if (name.equals("up") || name.startsWith("scrape_")) {
                    continue;
                }
                expected++;
                var shown = " " + GoFloat.format(value(set, i));
                assertTrue(
                        lines.stream()
                                .anyMatch(line -> line.startsWith(name) && line.endsWith(shown)),
                        set.labels(i) + shown);
            }
            assertTrue(expected > 3, job);
            assertEquals(expected, lines.stream().filter(line -> !line.startsWith("#")).count());
            series += (int) expected;
        }
        assertTrue(series > 30);
    }

    @Test
    void logsAreTheNewestLinesOfTheLogStore() {
        var cursor =
                well.logs()
                        .read(
                                List.of(
                                        Matcher.equal("service", "payment-api"),
                                        new Matcher(
                                                Matcher.Type.NOT_EQUAL,
                                                "job",
                                                "kubernetes-events")),
                                LogStore.LineHints.NONE,
                                TimeRange.afterMillis((T0 + BEGIN) * 1000, (T0 + NOW + 1) * 1000),
                                LogStore.Direction.BACKWARD,
                                50);
        var expected = new ArrayList<String>();
        while (expected.size() < 50 && cursor.next()) {
            expected.add(cursor.entry().line());
        }
        Collections.reverse(expected);
        assertEquals(50, expected.size());
        assertEquals(expected, look("logs payment-api --tail 50"));
    }

    @Test
    void aPodsLogsAreItsOwn() {
        var pod = look("pods payment-api").get(1).split(" ", -1)[0];
        for (var line : look("logs " + pod)) {
            assertTrue(line.contains("\"pod\":\"" + pod + "\""), line);
        }
    }

    @Test
    void eventsTellOfTheRestart() {
        assertTrue(
                look("events payment-api --tail 100").stream()
                        .anyMatch(line -> line.contains("Stopping pod payment-api")));
    }

    @Test
    void nodesHaveTheLinesThatAgentsKeepBack() {
        var cursor =
                blind.logs()
                        .read(
                                List.of(Matcher.equal("service", "payment-api")),
                                LogStore.LineHints.NONE,
                                TimeRange.afterMillis(
                                        (T0 + BEGIN + 30) * 1000, (T0 + NOW + 1) * 1000),
                                LogStore.Direction.BACKWARD,
                                1);
        assertFalse(cursor.next());
        assertEquals(50, Inspections.look("logs payment-api --tail 50", blind).size());
    }

    @Test
    void anExporterThatHasCrashedRefuses() {
        var up =
                last(
                        blind.metrics(),
                        List.of(
                                Matcher.equal(Labels.NAME, "up"),
                                Matcher.equal("job", "orders-db")));
        assertEquals(0, value(up, 0));
        var instance = up.labels(0).get("instance");
        var answer = Inspections.look("curl " + instance + "/metrics", blind).getFirst();
        assertTrue(answer.endsWith("Connection refused"), answer);
        var status = Inspections.look("status orders-db", blind).get(1);
        assertTrue(status.contains("failed (exit-code)"), status);
        assertTrue(Inspections.look("status payment-api", blind).get(1).contains("200 OK"));
        assertEquals(List.of(), Inspections.look("status payments-db | grep -i FAILED", blind));
    }
}
