// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.logql.LogQlScript.Eval;
import brownout.query.syntax.QueryError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Upstream's own assertions: each is answered right or refused as not supported yet, and the number
/// of right answers never falls below the recorded one.
class LogQlCorpusTest {
    @TestFactory
    Stream<DynamicContainer> corpus() {
        var ratchet = SharedCorpus.ratchet("/logql/corpus.ratchet");
        return SharedCorpus.files("logql", ".logqltest").stream()
                .map(file -> container(file, ratchet.getOrDefault(name(file), 0)));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static DynamicContainer container(Path file, int wanted) {
        var passed = new ArrayList<String>();
        var tests = new ArrayList<DynamicTest>();
        for (var eval : LogQlScript.read(file)) {
            tests.add(
                    DynamicTest.dynamicTest(
                            eval.name(),
                            () -> {
                                if (answered(eval)) {
                                    passed.add(eval.name());
                                }
                            }));
        }
        tests.add(
                DynamicTest.dynamicTest(
                        name(file) + " passes at least " + wanted,
                        () -> {
                            System.out.println(
                                    name(file) + " " + passed.size() + " of " + (tests.size() - 1));
                            assertTrue(passed.size() >= wanted, passed.size() + " < " + wanted);
                        }));
        return DynamicContainer.dynamicContainer(name(file), tests);
    }

    /// False where the query is refused as unsupported.
    private static boolean answered(Eval eval) {
        Value value;
        try {
            value = evaluate(eval);
        } catch (QueryError e) {
            if (e.kind() == QueryError.Kind.UNSUPPORTED) {
                return false;
            }
            checkFailure(eval, e);
            return true;
        }
        if (eval.expectation().fails) {
            fail(eval.query() + " should fail, but gives " + text(value));
        }
        check(eval, value);
        return true;
    }

    private static Value evaluate(Eval eval) {
        var expr = LogQl.parse(eval.query());
        return eval.stepNanos() == 0
                ? LogQl.instant(eval.store(), expr, eval.startNanos(), Budget.UNLIMITED)
                : LogQl.range(
                        eval.store(),
                        expr,
                        eval.startNanos(),
                        eval.endNanos(),
                        eval.stepNanos(),
                        Budget.UNLIMITED);
    }

    private static void checkFailure(Eval eval, QueryError error) {
        var message = LogQl.message(error);
        assertTrue(eval.expectation().fails, eval.query() + " should not fail: " + message);
        // Their text quotes the error's details with escapes, as a label's value.
        eval.expectation()
                .message
                .ifPresent(wanted ->
                        assertTrue(message.contains(wanted), eval.query() + ": " + message));
        eval.expectation()
                .pattern
                .ifPresent(wanted ->
                        assertTrue(wanted.matcher(message).find(), eval.query() + ": " + message));
    }

    private static void check(Eval eval, Value value) {
        var expectation = eval.expectation();
        var got = series(eval, value);
        if (expectation.empty) {
            assertTrue(got.isEmpty(), () -> eval.query() + " gives " + text(value));
            return;
        }
        var wanted = new TreeMap<>(expectation.series);
        expectation.scalar.ifPresent(scalar ->
                wanted.put(
                        Labels.EMPTY,
                        java.util.Collections.nCopies(steps(eval), Optional.of(scalar))));
        assertEquals(wanted.keySet(), got.keySet(), eval.query());
        wanted.forEach((labels, points) -> {
            var found = got.getOrDefault(labels, List.of());
            for (int i = 0; i < points.size(); i++) {
                assertTrue(
                        same(points.get(i), found.get(i)),
                        eval.query() + " " + labels + ": wanted " + points + ", got " + found);
            }
        });
    }

    private static int steps(Eval eval) {
        return eval.stepNanos() == 0
                ? 1
                : (int) ((eval.endNanos() - eval.startNanos()) / eval.stepNanos()) + 1;
    }

    private static Map<Labels, List<Optional<Double>>> series(Eval eval, Value value) {
        var all = new TreeMap<Labels, List<Optional<Double>>>();
        switch (value) {
            case Value.Scalar scalar -> all.put(Labels.EMPTY, List.of(Optional.of(scalar.value())));
            case Value.Vector vector ->
                    vector.samples()
                            .forEach(one ->
                                    all.put(one.labels(), List.of(Optional.of(one.value()))));
            case Value.Matrix matrix ->
                    matrix.series().forEach(one -> all.put(one.labels(), points(eval, one)));
        }
        return all;
    }

    private static List<Optional<Double>> points(Eval eval, Value.Series series) {
        var points = new ArrayList<Optional<Double>>();
        int next = 0;
        for (long at = eval.startNanos(); at <= eval.endNanos(); at += eval.stepNanos()) {
            boolean here =
                    next < series.values().length && series.timesMillis()[next] == at / 1_000_000;
            points.add(here ? Optional.of(series.values()[next++]) : Optional.empty());
        }
        assertEquals(series.values().length, next, "samples beside the steps");
        return points;
    }

    private static boolean same(Optional<Double> wanted, Optional<Double> got) {
        if (wanted.isEmpty() || got.isEmpty()) {
            return wanted.isEmpty() && got.isEmpty();
        }
        double a = wanted.get();
        double b = got.get();
        return Double.compare(a, b) == 0
                || Math.abs(a - b) <= 1e-9
                || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    private static String text(Value value) {
        return value.toString();
    }
}
