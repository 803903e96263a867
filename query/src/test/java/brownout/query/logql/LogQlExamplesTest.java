// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.MemoryLogs;
import brownout.query.data.TimeRange;
import brownout.query.syntax.QueryError;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Single queries and single lines: what parses, what the message says, what a pipeline makes of a
/// line.
class LogQlExamplesTest {
    private static final Labels STREAM = Labels.of("app", "a", "level", "info");
    private static final Labels METADATA = Labels.of("pod", "p", "trace", "t");

    @TestFactory
    Stream<DynamicTest> queries() {
        return SharedCorpus.examples("/logql/queries.examples")
                .map(example ->
                        DynamicTest.dynamicTest(
                                example.place(),
                                () ->
                                        assertEquals(
                                                example.part(1),
                                                cut(outcome(example.part(0)), example.part(1)))));
    }

    private static String outcome(String query) {
        try {
            LogQl.parse(query);
            return "ok";
        } catch (QueryError e) {
            return LogQl.message(e);
        }
    }

    private static String cut(String text, String like) {
        return text.startsWith(like) ? like : text;
    }

    @TestFactory
    Stream<DynamicTest> entries() {
        return SharedCorpus.examples("/logql/entries.examples")
                .map(example ->
                        DynamicTest.dynamicTest(
                                example.place(),
                                () ->
                                        assertEquals(
                                                example.part(2),
                                                result(example.part(0), example.part(1)))));
    }

    private static String result(String pipeline, String line) {
        var store = new MemoryLogs();
        store.append(STREAM, 1, line, METADATA);
        var entries = logs(store, "{app=\"a\"} " + pipeline, 10).entries();
        return entries.isEmpty() ? "-" : changes(entries.getFirst());
    }

    private static String changes(LogEntry entry) {
        var fresh = new TreeMap<String, String>();
        entry.labels().forEach(fresh::put);
        var gone = new TreeMap<String, String>();
        STREAM.forEach(gone::put);
        METADATA.forEach(gone::put);
        gone.forEach((name, value) -> fresh.remove(name, value));
        entry.labels().forEach((name, _) -> gone.remove(name));
        var text = Labels.ofExact(fresh).toString();
        text = text.substring(1, text.length() - 1);
        return (text + (gone.isEmpty() ? "" : " WITHOUT " + String.join(", ", gone.keySet())))
                .strip();
    }

    private static Streams logs(MemoryLogs store, String query, int limit) {
        return LogQl.logs(
                store,
                LogQl.parse(query),
                TimeRange.ALL,
                Direction.BACKWARD,
                limit,
                Budget.UNLIMITED);
    }

    @Test
    void aTemplateOfTheWholeLabelSetNeedsAllLabels() {
        var store = new MemoryLogs();
        store.append(STREAM, 1, "{\"a\":1,\"b\":2}", METADATA);
        var query =
                "sum by (l) (count_over_time({app=\"a\"} | json"
                        + " | label_format l=`{{range $name, $_ := .}}{{$name}} {{end}}` [1m]))";
        var value = LogQl.instant(store, LogQl.parse(query), 2, Budget.UNLIMITED);
        var expected = new Value.Sample(Labels.of("l", "a app b level pod trace "), 1);
        assertEquals(List.of(expected), ((Value.Vector) value).samples());
    }

    @Test
    void categoriesStayApart() {
        var store = new MemoryLogs();
        store.append(STREAM, 1, "a=1 level=x", Labels.of("pod", "p", "app", "b"));
        var entry =
                logs(store, "{app=\"a\"} | logfmt | label_format level=a", 1).entries().getFirst();
        assertEquals(Labels.of("app", "a"), entry.stream());
        assertEquals(Labels.of("app_extracted", "b", "pod", "p"), entry.metadata());
        assertEquals(Labels.of("level", "1", "level_extracted", "x"), entry.parsed());
    }

    @Test
    void streamsAreGroupedByLabelsAndSortedByTheirText() {
        var store = new MemoryLogs();
        store.append(Labels.of("app", "b"), 1, "x=1", Labels.EMPTY);
        store.append(Labels.of("app", "a"), 2, "x=2", Labels.EMPTY);
        store.append(Labels.of("app", "a"), 3, "x=1", Labels.EMPTY);
        store.append(Labels.of("app", "a"), 3, "x=1", Labels.EMPTY);
        var streams = logs(store, "{app=~\".+\"} | logfmt", 10);
        assertEquals(
                List.of("{app=\"a\", x=\"1\"}", "{app=\"a\", x=\"2\"}", "{app=\"b\", x=\"1\"}"),
                streams.byLabels().stream().map(one -> one.labels().toString()).toList());
        assertEquals(
                List.of(3L, 2L),
                streams.byStream().getFirst().entries().stream().map(LogEntry::timeNanos).toList());
    }

    @Test
    void anIntervalThinsOutTheMergedStream() {
        var store = new MemoryLogs();
        for (int i = 0; i < 10; i++) {
            store.append(Labels.of("app", i % 2 == 0 ? "a" : "b"), i, "x", Labels.EMPTY);
        }
        var kept =
                LogQl.logs(
                        store,
                        LogQl.parse("{app=~\".+\"}"),
                        new TimeRange(0, 9),
                        Direction.FORWARD,
                        3,
                        3,
                        Budget.UNLIMITED);
        assertEquals(
                List.of(0L, 3L, 6L), kept.entries().stream().map(LogEntry::timeNanos).toList());
    }

    @Test
    void selectorsStandAlone() {
        assertEquals(0, LogQl.parseSelector("{}").size());
        assertEquals(2, LogQl.parseSelector("{a=\"b\", c!~\"d\"}").size());
        var error = assertThrows(QueryError.class, () -> LogQl.parseSelector("{a=\"b\"} |= \"c\""));
        assertEquals("parse error : only label matchers are supported", LogQl.message(error));
    }

    @Test
    void aLineIsReadOnlyAsFarAsTheAnswerNeedsIt() {
        var store = new MemoryLogs();
        store.append(STREAM, 1, "{\"x\":\"1\", broken", Labels.EMPTY);
        assertEquals("[{}=1.0]", vector(store, "sum(count_over_time({app=\"a\"} | json [1m]))"));
        assertEquals(
                "[{x=\"1\"}=1.0]",
                vector(store, "sum by (x) (count_over_time({app=\"a\"} | json [1m]))"));
        var error =
                assertThrows(
                        QueryError.class,
                        () -> vector(store, "count_over_time({app=\"a\"} | json [1m])"));
        assertTrue(LogQl.message(error).startsWith("pipeline error: 'JSONParserErr' for series:"));
    }

    @Test
    void theHealthCheckOfGrafana() {
        assertEquals(
                "[{}=2.0]",
                vector(new MemoryLogs(), "vector(1)+vector(1)", 4_000_000_000_000_000_000L));
    }

    private static String vector(MemoryLogs store, String query) {
        return vector(store, query, 1_000_000_000L);
    }

    private static String vector(MemoryLogs store, String query, long timeNanos) {
        var expr = LogQl.parse(query);
        return LogQl.instant(store, expr, timeNanos, Budget.UNLIMITED)
                        instanceof Value.Vector vector
                ? vector.samples().stream()
                        .map(one -> one.labels() + "=" + one.value())
                        .toList()
                        .toString()
                : "no vector";
    }

    @Test
    void matchesContainTheRequiredText() {
        assertEquals("pool ex", RequiredText.of("pool ex.*d"));
        assertEquals("exhausted", RequiredText.of("^a+exhausted$"));
        assertEquals("ab", RequiredText.of("abc?x*"));
        assertEquals("a.b", RequiredText.of("a\\.b[0-9]xyz"));
        assertEquals("", RequiredText.of("long|x"));
        assertEquals("", RequiredText.of("(?i)long"));
        assertEquals("ab", RequiredText.of("ab\\dlong"));
        assertEquals("long", RequiredText.of("abc{0,3}long"));
    }

    @Test
    void linesAreMeasuredInBytes() {
        assertEquals(4, RangeAggregations.utf8Length("aé€".substring(0, 2) + "x"));
        assertEquals(3, RangeAggregations.utf8Length("€"));
        assertEquals(4, RangeAggregations.utf8Length("😀"));
    }

    @Test
    void deepNestingIsRefused() {
        var deep = "(".repeat(5000) + "1" + ")".repeat(5000);
        var error = assertThrows(QueryError.class, () -> LogQl.parse(deep));
        assertTrue(LogQl.message(error).contains("nested too deeply"));
        var chain = "1" + " + vector(1)".repeat(3000);
        assertEquals(false, LogQl.parse(chain).isLogQuery());
    }
}
