// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.syntax.QueryError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What holds for every query, tried on generated ones. A failure names the seed.
class LogQlPropertiesTest {
    private static final int SEEDS = 400;
    private static final long SECOND = 1_000_000_000L;
    private static final TimeRange RANGE = new TimeRange(10 * SECOND, 170 * SECOND);

    private interface Property {
        void hold(long seed, QueryGenerator generator);
    }

    private static void forEverySeed(Property property) {
        for (long seed = 0; seed < SEEDS; seed++) {
            property.hold(seed, new QueryGenerator(seed));
        }
    }

    @Test
    void printedQueriesParseToTheSameTree() {
        forEverySeed((seed, generator) -> {
            for (var query : List.of(generator.log(), generator.metric(3))) {
                var expr = LogQl.parse(query);
                var printed = LogQl.print(expr);
                assertTrue(
                        Trees.same(expr, LogQl.parse(printed)),
                        "seed " + seed + ": " + query + " prints as " + printed);
                assertEquals(printed, LogQl.print(LogQl.parse(printed)), "seed " + seed);
            }
        });
    }

    @Test
    void brokenQueriesAreParsedOrRefused() {
        forEverySeed((seed, generator) -> {
            for (int i = 0; i < 20; i++) {
                var query = generator.broken();
                try {
                    LogQl.parse(query);
                } catch (QueryError e) {
                    assertTrue(LogQl.message(e).startsWith("parse error "), "seed " + seed);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + query, e);
                }
            }
        });
    }

    @Test
    void hintsNeverChangeAnAnswer() {
        forEverySeed((seed, generator) -> {
            var store = generator.store();
            var blind = new BlindStore(store);
            var log = generator.log();
            assertEquals(lines(blind, log, 1000), lines(store, log, 1000), "seed " + seed + log);
            var metric = generator.metric(2);
            assertEquals(values(blind, metric), values(store, metric), "seed " + seed + metric);
        });
    }

    @Test
    void backwardIsForwardReversed() {
        forEverySeed((seed, generator) -> {
            var store = generator.store();
            var query = generator.log();
            var expr = LogQl.parse(query);
            var forward = entries(store, expr, Direction.FORWARD, 1000);
            var backward = entries(store, expr, Direction.BACKWARD, 1000);
            assertEquals(forward, backward.reversed(), "seed " + seed + ": " + query);
        });
    }

    @Test
    void aLimitGivesThePrefix() {
        forEverySeed((seed, generator) -> {
            var store = generator.store();
            var query = generator.log();
            var all = lines(store, query, 1000);
            assertEquals(
                    all.subList(0, Math.min(5, all.size())),
                    lines(store, query, 5),
                    "seed " + seed + ": " + query);
        });
    }

    @Test
    void aRangeQueryIsAnInstantQueryAtEachStep() {
        forEverySeed((seed, generator) -> {
            var store = generator.store();
            var query = generator.metric(2);
            var expr = LogQl.parse(query);
            var byTime = new TreeMap<String, String>();
            try {
                if (LogQl.range(
                                store,
                                expr,
                                30 * SECOND,
                                150 * SECOND,
                                15 * SECOND,
                                Budget.UNLIMITED)
                        instanceof Value.Matrix matrix) {
                    for (var series : matrix.series()) {
                        for (int i = 0; i < series.values().length; i++) {
                            byTime.put(
                                    key(series.timesMillis()[i], series.labels()),
                                    text(series.values()[i]));
                        }
                    }
                }
            } catch (QueryError e) {
                return;
            }
            var instants = new TreeMap<String, String>();
            for (long at = 30; at <= 150; at += 15) {
                if (LogQl.instant(store, expr, at * SECOND, Budget.UNLIMITED)
                        instanceof Value.Vector vector) {
                    for (var sample : vector.samples()) {
                        instants.put(key(at * 1000, sample.labels()), text(sample.value()));
                    }
                }
            }
            assertEquals(instants, byTime, "seed " + seed + ": " + query);
        });
    }

    private static String key(long millis, Labels labels) {
        return millis + " " + labels;
    }

    /// Sums may differ in their last bits with the order of what they add.
    private static String text(double value) {
        return "%.9g".formatted(value);
    }

    private static List<LogEntry> entries(
            LogStore store, Expr expr, Direction direction, int limit) {
        return LogQl.logs(store, expr, RANGE, direction, limit, Budget.UNLIMITED).entries();
    }

    private static List<LogEntry> lines(LogStore store, String query, int limit) {
        return entries(store, LogQl.parse(query), Direction.BACKWARD, limit);
    }

    private static List<String> values(LogStore store, String query) {
        try {
            var value =
                    LogQl.range(
                            store,
                            LogQl.parse(query),
                            30 * SECOND,
                            150 * SECOND,
                            15 * SECOND,
                            Budget.UNLIMITED);
            var texts = new ArrayList<String>();
            if (value instanceof Value.Matrix matrix) {
                for (var series : matrix.series()) {
                    texts.add(
                            series.labels()
                                    + Arrays.toString(series.timesMillis())
                                    + Arrays.toString(series.values()));
                }
            }
            return texts;
        } catch (QueryError e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /// Passes no hint on and never counts.
    private record BlindStore(LogStore store) implements LogStore {
        @Override
        public EntryCursor read(
                List<Matcher> stream,
                LineHints hints,
                TimeRange range,
                Direction direction,
                int limit) {
            return store.read(stream, LineHints.NONE, range, direction, limit);
        }

        @Override
        public Optional<CountMatrix> count(
                List<Matcher> stream, LineHints hints, TimeRange range, Duration step) {
            return Optional.empty();
        }

        @Override
        public List<Labels> streams(List<Matcher> stream, TimeRange range) {
            return store.streams(stream, range);
        }
    }
}
