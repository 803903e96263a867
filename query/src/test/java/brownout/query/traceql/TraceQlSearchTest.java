// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.TimeRange;
import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.query.data.TraceStore;
import brownout.query.logql.Dice;
import brownout.query.logql.SharedCorpus;
import brownout.query.logql.Trees;
import brownout.query.syntax.QueryError;
import brownout.query.traceql.TraceQl.Hit;
import brownout.query.traceql.TraceQl.NamedValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What queries find in two small traces, and what answers show of it.
class TraceQlSearchTest {
    @TestFactory
    Stream<DynamicTest> examplesAreAnswered() {
        return SharedCorpus.examples("/traceql/search.examples")
                .map(example ->
                        DynamicTest.dynamicTest(
                                example.place(),
                                () -> assertEquals(example.part(1), answer(example.part(0)))));
    }

    private static String answer(String query) {
        var hits = search(SearchFixture.traces(), query, 20, 0);
        return hits.isEmpty()
                ? "-"
                : hits.stream().map(TraceQlSearchTest::names).collect(Collectors.joining(" | "));
    }

    /// Names in the order of the trace.
    private static String names(Hit hit) {
        return hit.sets().stream()
                .map(set ->
                        set.spans().stream()
                                .map(TraceQl.SpanMatch::span)
                                .sorted(Comparator.comparingLong(Trace.Span::id))
                                .map(Trace.Span::name)
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" / "));
    }

    private static List<Hit> search(TraceStore store, String query, int limit, int spans) {
        return TraceQl.search(
                store, TraceQl.parse(query), TimeRange.ALL, limit, spans, Budget.UNLIMITED);
    }

    @Test
    void answersShowWhatTheQueryMentions() {
        var hit =
                search(
                                SearchFixture.traces(),
                                "{ span.code = 500 && status = error && duration > 1ms }"
                                        + " | select(.region, event:name, span:childCount)",
                                1,
                                3)
                        .getFirst();
        var span = hit.sets().getFirst().spans().getFirst();
        assertEquals(
                "code=500 status=error region=eu event:name=retry span:childCount=2",
                text(span.attributes()));
        assertEquals(false, hit.mentionsName());
        assertTrue(
                search(SearchFixture.traces(), "{ name = \"pay\" }", 1, 3)
                        .getFirst()
                        .mentionsName());
    }

    @Test
    void setsShowGroupsAndAggregates() {
        var hit =
                search(
                                SearchFixture.traces(),
                                "{ kind = client } | by(status) | avg(duration) > 0",
                                1,
                                3)
                        .getFirst();
        assertEquals(
                List.of(
                        "by(status)=error avg(duration)=400ms",
                        "by(status)=ok avg(duration)=100ms"),
                hit.sets().stream().map(set -> text(set.attributes())).toList());
    }

    private static String text(List<NamedValue> values) {
        return values.stream()
                .map(one -> one.key() + "=" + one.value().text())
                .collect(Collectors.joining(" "));
    }

    @Test
    void spansAreCutByStartButCounted() {
        var set = search(SearchFixture.traces(), "{ }", 1, 2).getFirst().sets().getFirst();
        assertEquals(5, set.matched());
        assertEquals(
                List.of("pay", "checkout"),
                set.spans().stream().map(one -> one.span().name()).toList());
    }

    @Test
    void theRangeChoosesTracesThatOverlapIt() {
        var early = new TimeRange(0, 900 * SearchFixture.MILLI);
        var hits =
                TraceQl.search(
                        SearchFixture.traces(),
                        TraceQl.everything(),
                        early,
                        20,
                        3,
                        Budget.UNLIMITED);
        assertEquals(
                List.of(new TraceId(7, 9)), hits.stream().map(hit -> hit.trace().id()).toList());
    }

    @Test
    void valuesOfAttributes() {
        assertEquals(List.of("db", "payment", "shop"), values("resource.service.name", ""));
        assertEquals(List.of("us"), values(".region", "{ name = \"home\" }"));
        assertEquals(List.of("a", "b"), values("span.tags", ""));
        assertEquals(
                List.of("7", "200", "500"),
                values("span.code", "").stream()
                        .sorted(Comparator.comparingInt(Integer::parseInt))
                        .toList());
        assertEquals(List.of("ok", "error", "unset"), values("status", ""));
        assertEquals(List.of("exception", "retry"), values("event:name", ""));
        assertEquals(List.of(), values("duration", ""));
        assertEquals(List.of("db", "payment", "shop"), values("resource.service.name", "{ .a = }"));
        assertThrows(QueryError.class, () -> TraceQl.parseAttribute("service.name"));
    }

    private static List<String> values(String attribute, String filter) {
        return TraceQl.values(
                        SearchFixture.traces(),
                        TraceQl.parseAttribute(attribute),
                        TraceQl.parseLenient(filter),
                        TimeRange.ALL,
                        0,
                        Budget.UNLIMITED)
                .stream()
                .map(Static::text)
                .toList();
    }

    @Test
    void errorsSayWhere() {
        assertEquals(
                "invalid TraceQL query: parse error at line 1, col 1: syntax error: unexpected"
                        + " duration",
                message("duration > 1s"));
        assertEquals(
                "invalid TraceQL query: parse error at line 1, col 3: unknown identifier: foo",
                message("{ foo = 4 }").split("\\. Attributes", 2)[0]);
        assertEquals(
                "invalid TraceQL query: parse error at line 2, col 3: rate() is not supported yet",
                message("{ }\n| rate()"));
        assertEquals(
                "invalid TraceQL query: parse error at line 1, col 7: syntax error: unexpected =",
                message("{ .a == 1 }"));
    }

    private static String message(String query) {
        return TraceQl.message(assertThrows(QueryError.class, () -> TraceQl.parse(query)));
    }

    @Test
    void printedQueriesParseToTheSameTree() {
        SharedCorpus.examples("/traceql/search.examples")
                .forEach(example -> {
                    var expr = TraceQl.parse(example.part(0));
                    var printed = TraceQl.print(expr);
                    assertTrue(Trees.same(expr, TraceQl.parse(printed)), printed);
                });
    }

    @Test
    void generatedConditionsPrintAndIgnoreHints() {
        for (long seed = 0; seed < 500; seed++) {
            var query = "{ " + condition(new Dice(seed), 3) + " }";
            var expr = TraceQl.parse(query);
            var printed = TraceQl.print(expr);
            assertTrue(Trees.same(expr, TraceQl.parse(printed)), "seed " + seed + ": " + query);
            var store = SearchFixture.traces();
            assertEquals(
                    search(new Blind(store), query, 20, 0),
                    search(store, query, 20, 0),
                    "seed " + seed + ": " + query);
        }
    }

    @Test
    void brokenQueriesAreParsedOrRefused() {
        var queries =
                SharedCorpus.examples("/traceql/search.examples").map(one -> one.part(0)).toList();
        for (long seed = 0; seed < 8000; seed++) {
            var dice = new Dice(seed);
            var text = new StringBuilder(dice.pick(queries));
            int at = dice.roll(text.length());
            switch (dice.roll(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, dice.pick(queries));
                default -> text.insert(at, "{}()|=!~\"`,. -5msE:\\".charAt(dice.roll(20)));
            }
            try {
                TraceQl.parse(text.toString());
            } catch (QueryError e) {
                assertTrue(TraceQl.message(e).startsWith("invalid TraceQL query: "));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    private static String condition(Dice dice, int depth) {
        if (depth > 0 && !dice.oneIn(3)) {
            return switch (dice.roll(4)) {
                case 0 -> "!(" + condition(dice, depth - 1) + ")";
                case 1 -> "(" + condition(dice, depth - 1) + ")";
                default ->
                        condition(dice, depth - 1)
                                + dice.pick(" && ", " || ")
                                + condition(dice, depth - 1);
            };
        }
        return switch (dice.roll(6)) {
            case 0 ->
                    "resource.service.name "
                            + dice.pick("=", "!=", "=~")
                            + " "
                            + dice.pick("\"shop\"", "\"db\"", "\"none\"");
            case 1 -> "duration " + comparison(dice) + " " + dice.pick("50ms", "0.4s", "100000000");
            case 2 -> dice.pick("50ms", "1s") + " " + comparison(dice) + " duration";
            case 3 -> "status " + dice.pick("=", "!=") + " " + dice.pick("error", "ok", "unset");
            case 4 ->
                    dice.pick("span.code", ".code * 2 - 1", "-span.code ^ 2")
                            + " "
                            + comparison(dice)
                            + " "
                            + dice.pick("200", "-3", "1.5e2", "1 + 2 * 3");
            default -> dice.pick(".region = \"eu\"", "span.cached", ".x = nil", ".code != nil");
        };
    }

    private static String comparison(Dice dice) {
        return dice.pick("=", "!=", "<", "<=", ">", ">=");
    }

    /// Passes no hint on.
    private record Blind(TraceStore store) implements TraceStore {
        @Override
        public Optional<Trace> get(TraceId id) {
            return store.get(id);
        }

        @Override
        public TraceCursor find(SpanHints hints, TimeRange range, int limit) {
            return store.find(SpanHints.NONE, range, 0);
        }

        @Override
        public AttributeNames attributeNames(TimeRange range) {
            return store.attributeNames(range);
        }
    }
}
