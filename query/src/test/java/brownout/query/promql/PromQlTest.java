// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.MemoryMetrics;
import brownout.query.syntax.QueryError;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the script corpus cannot say: the facade, raw samples, budgets, options.
class PromQlTest {
    private final MemoryMetrics store = new MemoryMetrics();

    PromQlTest() {
        for (int i = 0; i <= 10; i++) {
            store.append(Labels.of(Labels.NAME, "a_total", "job", "x"), i * 15_000L, i * 30);
            store.append(Labels.of(Labels.NAME, "b_total", "job", "x"), i * 15_000L, i * 60);
        }
    }

    private PromQl.Result at(String query, long time, PromQl.Options options) {
        return PromQl.instant(store, PromQl.parse(query), time, options);
    }

    @Test
    void rangeVectorAnswersRawSamples() {
        var value = (Value.Matrix) at("a_total[30s]", 60_000, PromQl.Options.DEFAULT).value();
        assertEquals(1, value.series().size());
        assertArrayEquals(new long[] {45_000, 60_000}, value.series().getFirst().timesMillis());
        assertArrayEquals(new double[] {90, 120}, value.series().getFirst().values());
    }

    @Test
    void lookbackIsAnOption() {
        var options = PromQl.Options.DEFAULT.withLookback(10_000);
        var value = (Value.Vector) at("a_total", 160_000, options).value();
        assertEquals(List.of(), value.samples());
    }

    @Test
    void namesGoAtOnceOrAtTheEnd() {
        var query = "rate({__name__=~\"[ab]_total\"}[1m])";
        var error =
                assertThrows(QueryError.class, () -> at(query, 150_000, PromQl.Options.DEFAULT));
        assertEquals("vector cannot contain metrics with the same labelset", error.getMessage());
        var delayed = PromQl.Options.DEFAULT.withDelayedNameRemoval(true);
        var summed = "sum by (__name__) (" + query + ")";
        var value = (Value.Vector) at(summed, 150_000, delayed).value();
        assertEquals(2, value.samples().size());
        assertThrows(QueryError.class, () -> at(query, 150_000, delayed));
    }

    @Test
    void selectorsAreListedForExemplars() {
        var expr = PromQl.parse("topk(scalar(k), rate(a[5m])) / on () sum({job=\"b\"}) > 1");
        assertEquals(
                "[[__name__=\"k\"], [__name__=\"a\"], [job=\"b\"]]",
                PromQl.selectors(expr).toString());
    }

    @Test
    void matchParametersAreSelectors() {
        var matchers = PromQl.parseSelector("{job=~\"a|b\",__name__=\"up\"}");
        assertEquals("[__name__=\"up\", job=~\"a|b\"]", matchers.toString());
        assertThrows(QueryError.class, () -> PromQl.parseSelector("up + up"));
        assertThrows(QueryError.class, () -> PromQl.parseSelector("{}"));
    }

    @Test
    void budgetStopsAQuery() {
        long[] left = {10};
        var options =
                PromQl.Options.DEFAULT.withBudget(units -> {
                    left[0] -= units;
                    if (left[0] < 0) {
                        throw new QueryError(QueryError.Kind.LIMIT, "too many samples");
                    }
                });
        var error =
                assertThrows(
                        QueryError.class, () -> at("sum(rate(a_total[5m]))", 150_000, options));
        assertEquals(QueryError.Kind.LIMIT, error.kind());
    }

    @Test
    void hugeSubqueriesAreRefused() {
        var error =
                assertThrows(
                        QueryError.class,
                        () -> at("sum_over_time(a_total[100y:1s])", 0, PromQl.Options.DEFAULT));
        assertEquals(QueryError.Kind.LIMIT, error.kind());
    }

    @Test
    void canonicalTextIsPrometheusStyle() {
        assertEquals(
                "sum by (job, code) (rate(http_requests_total{code=~\"5..\"}[1h30m] offset 1m)) > 0.5",
                PromQl.print(
                        PromQl.parse(
                                "sum(rate(http_requests_total{code=~'5..'}[90m] offset 60)) by (job,code)>.5")));
        assertEquals(
                "a + on (x) group_left (y) b @ 12.500",
                PromQl.print(PromQl.parse("a + on(x) group_left(y) b @ 12.5")));
        assertEquals(
                "{\"http.requests\",a=\"b\"}",
                PromQl.print(PromQl.parse("{'http.requests', a='b'}")));
    }

    @Test
    void infosNameTheArgument() {
        store.append(Labels.of(Labels.NAME, "heap"), 0, 1);
        store.append(Labels.of(Labels.NAME, "heap"), 15_000, 2);
        var result = at("1 +\n rate(heap[1m])", 15_000, PromQl.Options.DEFAULT);
        assertEquals(
                List.of(
                        "PromQL info: metric might not be a counter, name does not end in"
                                + " _total/_sum/_count/_bucket: \"heap\" (2:7)"),
                result.infos());
        assertTrue(result.warnings().isEmpty());
    }
}
