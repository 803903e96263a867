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
import brownout.query.data.TraceStore;
import brownout.simulator.action.Inspections;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A database's own counters and its log say of statements what the spans of those who made them say,
/// and what people look up says the same once more.
class DatabaseSignalsTest {
    private static final long T0 = 1_764_000_000;
    private static final int BEGIN = -3480;
    private static final int FROM = -3420;
    private static final int TO = -3360;

    private static Timeline timeline;
    private static Telemetry world;

    @BeforeAll
    static void world() throws IOException {
        var file = Path.of("src/test/resources/estate/catalogue.yaml");
        Estate estate = EstateFile.read("catalogue.yaml", Files.readString(file));
        var effects =
                List.<Effect>of(
                        new DatabaseEffect.FlipPlan("payments-db", "", "selectPayment"),
                        new DatabaseEffect.StartSession(
                                "orders-db", "", "archive", "orders", 0, 0, 0, 0.2),
                        new DatabaseEffect.LeakConnections(
                                "payments-db", "", "reporting-service", "", 900));
        timeline =
                Timeline.history(estate, RuleStage.NONE, 21)
                        .fork(
                                BEGIN,
                                21,
                                effects.stream()
                                        .map(e -> new Scheduled(BEGIN, e, "tester"))
                                        .toList());
        timeline.advanceTo(TO + 60);
        world = new Telemetry(timeline, new Visibility(TO - 1), T0, new RunKey(3, 4));
    }

    private static TimeRange window() {
        return TimeRange.afterMillis((T0 + FROM) * 1000, (T0 + TO) * 1000);
    }

    private static double growth(String name, String job) {
        var set =
                world.metrics()
                        .select(
                                List.of(
                                        Matcher.equal(Labels.NAME, name),
                                        Matcher.equal("job", job)),
                                TimeRange.millis((T0 + FROM) * 1000, (T0 + TO) * 1000),
                                MetricStore.SelectHints.NONE);
        double sum = 0;
        for (int series = 0; series < set.size(); series++) {
            var samples = set.samples(series);
            sum += samples.values()[samples.size() - 1] - samples.values()[0];
        }
        return sum;
    }

    private static long lines(String service, String text) {
        var cursor =
                world.logs()
                        .read(
                                List.of(
                                        Matcher.equal("job", "postgres"),
                                        Matcher.equal("service", service)),
                                LogStore.LineHints.NONE,
                                window(),
                                LogStore.Direction.FORWARD,
                                0);
        long count = 0;
        while (cursor.next()) {
            count += cursor.entry().line().contains(text) ? 1 : 0;
        }
        return count;
    }

    private static long spans(String database, Predicate<Trace.Span> some) {
        long count = 0;
        var cursor =
                world.traces()
                        .find(
                                TraceStore.SpanHints.NONE,
                                new TimeRange((T0 + FROM - 61) * 1_000_000_000L, Long.MAX_VALUE),
                                0);
        while (cursor.next()) {
            for (var span : cursor.trace().spans()) {
                if (span.kind() == Trace.Kind.CLIENT
                        && database.equals(span.attributes().get("server.address"))
                        && window().contains(span.endNanos())
                        && some.test(span)) {
                    count++;
                }
            }
        }
        return count;
    }

    @Test
    void statementsAreCountedOnce() {
        for (var database : List.of("orders-db", "payments-db")) {
            long made = spans(database, _ -> true);
            assertTrue(made > 500, database + " " + made);
            assertEquals(
                    (double) made, growth("pg_stat_statements_calls_total", database), database);
            assertEquals(
                    (double) made,
                    growth("pg_stat_database_xact_commit_total", database)
                            + growth("pg_stat_database_xact_rollback_total", database),
                    database);
        }
    }

    @Test
    void slowStatementsAreLoggedOnce() {
        for (var database : List.of("orders-db", "payments-db")) {
            long slow = spans(database, span -> span.durationNanos() > 300_000_000L);
            assertTrue(slow > 100, database + " " + slow);
            assertEquals(slow, lines(database, "LOG:  duration: "), database);
        }
    }

    @Test
    void countingLinesIsReadingThem() {
        for (var database : List.of("orders-db", "payments-db")) {
            var counted =
                    world.logs()
                            .count(
                                    List.of(
                                            Matcher.equal("job", "postgres"),
                                            Matcher.equal("service", database)),
                                    LogStore.LineHints.NONE,
                                    window(),
                                    Duration.ofSeconds(60))
                            .orElseThrow();
            long sum = 0;
            for (var row : counted.counts()) {
                for (long count : row) {
                    sum += count;
                }
            }
            assertEquals(lines(database, ""), sum, database);
        }
        assertTrue(lines("payments-db", "remaining connection slots are reserved") > 30);
        assertTrue(lines("orders-db", "ShareLock on transaction") > 10);
    }

    @Test
    void whatPeopleLookUpIsTheSameState() {
        var snapshot = timeline.snapshot();
        var explain = look("explain payments-db selectPayment");
        assertTrue(explain.contains("Seq Scan on payments"), explain);
        assertTrue(look("locks orders-db").contains("archive"), look("locks orders-db"));
        assertTrue(look("connections payments-db").contains("reporting-service"));
        assertTrue(look("slow-queries payments-db").contains("SELECT token"));
        assertTrue(look("replication payments-db").contains("payments-db-1"));
        assertTrue(look("disk orders-db").contains("pg_wal"));
        assertTrue(Inspections.isOne("disk orders-db"));
        assertEquals(explain, look("explain payments-db selectPayment"));
        assertTrue(snapshot.has(TO));
    }

    private static String look(String line) {
        return String.join("\n", Inspections.look(line, timeline.snapshot(), TO));
    }
}
