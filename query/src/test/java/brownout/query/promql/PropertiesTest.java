// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore;
import brownout.query.syntax.QueryError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What must hold for every query, tried on random ones. A failure names the seed that repeats it.
class PropertiesTest {
    private static final int SEEDS = 400;
    private static final long START = 241_000;
    private static final long STEP = 83_000;
    private static final int STEPS = 9;
    private static final MetricStore STORE = new Queries(1).store();

    @Test
    void printedQueriesReadBackAsTheSameTree() {
        for (long seed = 0; seed < SEEDS * 5; seed++) {
            var query = new Queries(seed).vector(4);
            var expr = Parser.parse(query);
            var printed = PromQl.print(expr);
            assertEquals(
                    Shape.of(expr), Shape.of(Parser.parse(printed)), "seed " + seed + ": " + query);
        }
    }

    @Test
    void rangeQueryIsAnInstantQueryAtEachStep() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var queries = new Queries(seed);
            var store = queries.store();
            var query = queries.vector(3);
            Expr expr;
            try {
                expr = PromQl.parse(query);
            } catch (QueryError _) {
                continue; // such as a comparison of scalars
            }
            assertEquals(
                    stepByStep(store, expr), asRange(store, expr), "seed " + seed + ": " + query);
        }
    }

    /// Whatever the text: a value or a [QueryError] that lies inside of it, nothing else.
    @Test
    void anyTextIsAnsweredOrRefused() {
        for (long seed = 0; seed < SEEDS * 20; seed++) {
            var queries = new Queries(seed);
            var text = seed % 2 == 0 ? queries.soup() : queries.damaged(queries.vector(2));
            try {
                var expr = PromQl.parse(text);
                PromQl.instant(STORE, expr, START, PromQl.Options.DEFAULT);
            } catch (QueryError e) {
                assertTrue(e.pos().end() <= text.length() + 1, "seed " + seed + ": " + text);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    @Test
    void tallestQueriesAreEvaluated() {
        int most = Parser.MAX_HEIGHT - 2;
        for (var text :
                List.of(
                        "up" + " + up".repeat(most),
                        "(".repeat(most) + "up" + ")".repeat(most),
                        "-".repeat(most) + "up",
                        "abs(".repeat(most) + "up" + ")".repeat(most))) {
            assertNotEquals("", outcome(STORE, text));
            assertFalse(outcome(STORE, text).startsWith("error"), text);
        }
    }

    @Test
    void comparisonsTurnAround() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var queries = new Queries(seed);
            var store = queries.store();
            var vector = "(" + queries.vector(2) + ")";
            assertEquals(
                    outcome(store, vector + " > 20"),
                    outcome(store, "20 < " + vector),
                    "seed " + seed + ": " + vector);
            assertEquals(
                    outcome(store, vector + " <= bool 20"),
                    outcome(store, "20 >= bool " + vector),
                    "seed " + seed + ": " + vector);
        }
    }

    @Test
    void orIsAndPlusUnless() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var queries = new Queries(seed);
            var store = queries.store();
            var left = "(" + queries.vector(1) + ")";
            var right = "(" + queries.vector(1) + ")";
            assertEquals(
                    outcome(store, left + " or " + right),
                    outcome(store, left + " or (" + right + " unless " + left + ")"),
                    "seed " + seed);
        }
    }

    private static String outcome(MetricStore store, String query) {
        try {
            return asRange(store, PromQl.parse(query));
        } catch (QueryError e) {
            return "error " + e.kind();
        }
    }

    private static String asRange(MetricStore store, Expr expr) {
        Value value;
        try {
            long end = START + (STEPS - 1) * STEP;
            value = PromQl.range(store, expr, START, end, STEP, PromQl.Options.DEFAULT).value();
        } catch (QueryError e) {
            return "error " + e.kind();
        }
        var rows = new TreeMap<Labels, String[]>();
        for (var series : ((Value.Matrix) value).series()) {
            for (int i = 0; i < series.values().length; i++) {
                int step = (int) ((series.timesMillis()[i] - START) / STEP);
                put(rows, series.labels(), step, series.values()[i]);
            }
        }
        return text(rows);
    }

    private static String stepByStep(MetricStore store, Expr expr) {
        var rows = new TreeMap<Labels, String[]>();
        for (int step = 0; step < STEPS; step++) {
            try {
                long time = START + step * STEP;
                var result = PromQl.instant(store, expr, time, PromQl.Options.DEFAULT);
                for (var sample : ((Value.Vector) result.value()).samples()) {
                    put(rows, sample.labels(), step, sample.value());
                }
            } catch (QueryError e) {
                return "error " + e.kind();
            }
        }
        return text(rows);
    }

    private static void put(Map<Labels, String[]> rows, Labels labels, int step, double value) {
        rows.computeIfAbsent(labels, _ -> new String[STEPS])[step] = GoFloat.format(value);
    }

    private static String text(Map<Labels, String[]> rows) {
        var text = new StringBuilder();
        rows.forEach((labels, values) ->
                text.append(labels).append(Arrays.toString(values)).append('\n'));
        return text.toString();
    }
}
