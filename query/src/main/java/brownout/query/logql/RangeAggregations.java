// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Budget;
import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.LogStore.CountMatrix;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.logql.Expr.Grouping;
import brownout.query.logql.Expr.RangeAggregation;
import brownout.query.logql.Expr.Unwrap;
import brownout.query.syntax.QueryError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Evaluates one range function at all steps of a query in one pass over the entries. A step at `t`
/// sees the entries in `(t - offset - range, t - offset]`.
final class RangeAggregations {
    private final LogStore store;
    private final Steps steps;
    private final Budget budget;
    private final RangeAggregation expr;
    private final Optional<Grouping> grouping;
    private final NeededLabels needed;
    private final Map<Labels, Window> windows = new LinkedHashMap<>();
    private final Map<Labels, long[]> changes = new LinkedHashMap<>();

    /// `grouping` replaces that of `expr` where a sum around it gives one.
    RangeAggregations(
            LogStore store,
            Steps steps,
            Budget budget,
            RangeAggregation expr,
            Optional<Grouping> grouping) {
        this.store = store;
        this.steps = steps;
        this.budget = budget;
        this.expr = expr;
        boolean absent = expr.function() == RangeFunction.ABSENT_OVER_TIME;
        this.grouping =
                absent ? Optional.of(new Grouping(false, List.of())) : grouping.or(expr::grouping);
        this.needed = NeededLabels.of(expr.log().stages(), expr.unwrap(), this.grouping);
    }

    List<Row> evaluate() {
        if (steps.count() == 0) {
            return List.of();
        }
        if (!countedByStore()) {
            readEntries();
        }
        var rows = new Rows(steps.count());
        if (expr.function() == RangeFunction.ABSENT_OVER_TIME) {
            fillAbsent(rows.at(absentLabels()));
        } else {
            changes.forEach((labels, change) -> fillTally(change, rows.at(labels)));
            windows.forEach((labels, window) -> fillWindows(window, rows.at(labels)));
        }
        return rows.list();
    }

    private boolean tallies() {
        return switch (expr.function()) {
            case COUNT_OVER_TIME, BYTES_OVER_TIME, BYTES_RATE, ABSENT_OVER_TIME -> true;
            case RATE -> expr.unwrap().isEmpty();
            case SUM_OVER_TIME,
                    AVG_OVER_TIME,
                    MIN_OVER_TIME,
                    MAX_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    RATE_COUNTER ->
                    false;
        };
    }

    /// All windows together, in the time of the entries.
    private TimeRange entryRange() {
        long last = Steps.minus(steps.nanos(steps.count() - 1), expr.offsetNanos());
        long first =
                Steps.minus(Steps.minus(steps.startNanos(), expr.offsetNanos()), expr.rangeNanos());
        return new TimeRange(
                first == Long.MIN_VALUE ? first : first + 1,
                last == Long.MAX_VALUE ? last : last + 1);
    }

    private void readEntries() {
        var log = expr.log();
        var pipeline = Pipeline.of(log.stages(), needed);
        var extraction = expr.unwrap().map(Extraction::new);
        var labels = new SeriesLabels(grouping, expr.unwrap().map(Unwrap::label).orElse(""));
        var entry = new WorkingEntry(needed);
        var cursor =
                store.read(
                        log.matchers(), Hints.of(log.stages()), entryRange(), Direction.FORWARD, 0);
        while (cursor.next()) {
            budget.charge(1);
            var read = cursor.entry();
            if (!isSeen(read.timeNanos())) {
                continue;
            }
            entry.reset(read);
            if (!pipeline.run(entry)) {
                continue;
            }
            var value = extraction.isEmpty() ? plainValue(entry) : extraction.get().value(entry);
            if (value.isPresent()) {
                refuseError(entry);
                add(labels.of(entry), read.timeNanos(), value.getAsDouble());
            }
        }
    }

    /// False for an entry that falls between the windows of two steps.
    private boolean isSeen(long timeNanos) {
        return firstStep(timeNanos) < endStep(timeNanos);
    }

    private int firstStep(long timeNanos) {
        return (int)
                Math.clamp(steps.firstAtOrAfter(timeNanos + expr.offsetNanos()), 0L, steps.count());
    }

    private int endStep(long timeNanos) {
        long end = timeNanos + expr.offsetNanos() + expr.rangeNanos();
        return (int) Math.clamp(steps.firstAtOrAfter(end), 0L, steps.count());
    }

    private OptionalDouble plainValue(WorkingEntry entry) {
        return switch (expr.function()) {
            case BYTES_OVER_TIME, BYTES_RATE -> OptionalDouble.of(utf8Length(entry.line));
            case COUNT_OVER_TIME,
                    RATE,
                    ABSENT_OVER_TIME,
                    SUM_OVER_TIME,
                    AVG_OVER_TIME,
                    MIN_OVER_TIME,
                    MAX_OVER_TIME,
                    STDDEV_OVER_TIME,
                    STDVAR_OVER_TIME,
                    FIRST_OVER_TIME,
                    LAST_OVER_TIME,
                    QUANTILE_OVER_TIME,
                    RATE_COUNTER ->
                    OptionalDouble.of(1);
        };
    }

    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair is 4 bytes, 2 for each of its halves.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    private static void refuseError(WorkingEntry entry) {
        if (!entry.failed()) {
            return;
        }
        throw new QueryError(
                QueryError.Kind.EXECUTION,
                """
                pipeline error: '%1$s' for series: '%2$s'.
                Use a label filter to intentionally skip this error. (e.g | __error__!="%1$s").
                To skip all potential errors you can match empty errors.(e.g __error__="")
                The label filter can also be specified after unwrap. \
                (e.g | unwrap latency | __error__="" )
                """
                        .formatted(entry.error(), entry.labels()));
    }

    private void add(Labels labels, long timeNanos, double value) {
        if (tallies()) {
            var change = changes.computeIfAbsent(labels, _ -> new long[2 * (steps.count() + 1)]);
            addTo(change, firstStep(timeNanos), endStep(timeNanos), (long) value, 1);
        } else {
            windows.computeIfAbsent(labels, _ -> new Window()).add(timeNanos, value);
        }
    }

    /// `change` holds, for each step, by how much the sum and the number of entries differ from the
    /// step before.
    private static void addTo(long[] change, int from, int to, long sum, long entries) {
        change[2 * from] += sum;
        change[2 * from + 1] += entries;
        change[2 * to] -= sum;
        change[2 * to + 1] -= entries;
    }

    private void fillTally(long[] change, Row row) {
        boolean rate =
                expr.function() == RangeFunction.RATE
                        || expr.function() == RangeFunction.BYTES_RATE;
        double divisor = rate ? expr.rangeNanos() / 1e9 : 1;
        long sum = 0;
        long entries = 0;
        for (int i = 0; i < steps.count(); i++) {
            sum += change[2 * i];
            entries += change[2 * i + 1];
            if (entries > 0) {
                row.set(i, sum / divisor);
            }
        }
    }

    private void fillAbsent(Row row) {
        var change = changes.getOrDefault(Labels.EMPTY, new long[2 * (steps.count() + 1)]);
        long entries = 0;
        for (int i = 0; i < steps.count(); i++) {
            entries += change[2 * i + 1];
            if (entries == 0) {
                row.set(i, 1);
            }
        }
    }

    /// Labels of equality matchers whose name no other matcher has.
    private Labels absentLabels() {
        var pairs = new ArrayList<String>();
        for (var matcher : expr.log().matchers()) {
            long uses =
                    expr.log().matchers().stream()
                            .filter(other -> other.name().equals(matcher.name()))
                            .count();
            if (matcher.type() == Matcher.Type.EQUAL && uses == 1) {
                pairs.add(matcher.name());
                pairs.add(matcher.value());
            }
        }
        return Labels.of(pairs.toArray(String[]::new));
    }

    private void fillWindows(Window window, Row row) {
        int from = 0;
        int to = 0;
        for (int i = 0; i < steps.count(); i++) {
            long end = steps.nanos(i) - expr.offsetNanos();
            long start = end - expr.rangeNanos();
            while (to < window.size && window.timesNanos[to] <= end) {
                to++;
            }
            while (from < to && window.timesNanos[from] <= start) {
                from++;
            }
            if (from < to) {
                row.set(i, value(window, from, to, start, end));
            }
        }
    }

    private double value(Window window, int from, int to, long start, long end) {
        return switch (expr.function()) {
            case RATE -> window.sum(from, to) / (expr.rangeNanos() / 1e9);
            case SUM_OVER_TIME -> window.sum(from, to);
            case AVG_OVER_TIME -> window.sum(from, to) / (to - from);
            case MIN_OVER_TIME -> window.min(from, to);
            case MAX_OVER_TIME -> window.max(from, to);
            case STDVAR_OVER_TIME -> window.variance(from, to);
            case STDDEV_OVER_TIME -> Math.sqrt(window.variance(from, to));
            case FIRST_OVER_TIME -> window.values[from];
            case LAST_OVER_TIME -> window.values[to - 1];
            case QUANTILE_OVER_TIME -> window.quantile(expr.parameter(), from, to);
            case RATE_COUNTER -> window.counterRate(from, to, start, end);
            case COUNT_OVER_TIME, BYTES_OVER_TIME, BYTES_RATE, ABSENT_OVER_TIME ->
                    throw new IllegalStateException(expr.function() + " is tallied");
        };
    }

    /// Lets the store count where only counts per stream are asked for, hints say all that the
    /// pipeline says, and the windows fall on whole buckets.
    private boolean countedByStore() {
        boolean counts =
                expr.function() == RangeFunction.COUNT_OVER_TIME
                        || (expr.function() == RangeFunction.RATE && expr.unwrap().isEmpty());
        var stages =
                expr.log().stages().stream()
                        .filter(stage -> !(needed.isNone() && Pipeline.isParser(stage)))
                        .toList();
        boolean byNames = grouping.isPresent() && !grouping.get().without();
        long bucket = bucketNanos();
        if (!counts || !byNames || bucket == 0 || !Hints.cover(stages)) {
            return false;
        }
        var matrix =
                store.count(
                        expr.log().matchers(),
                        Hints.of(stages),
                        entryRange(),
                        Duration.ofNanos(bucket));
        if (matrix.isEmpty() || !decidedByStreams(matrix.get())) {
            return false;
        }
        addCounts(matrix.get(), bucket);
        return true;
    }

    /// Width of the buckets of which every window is made, or 0.
    private long bucketNanos() {
        long range = expr.rangeNanos();
        if (steps.count() == 1) {
            return range;
        }
        if (range % steps.stepNanos() == 0) {
            return steps.stepNanos();
        }
        return steps.stepNanos() % range == 0 ? range : 0;
    }

    /// A label of the stream wins over metadata; where a stream lacks one that is asked for, the
    /// metadata of each entry has to be looked at.
    private boolean decidedByStreams(CountMatrix matrix) {
        for (var stream : matrix.streams()) {
            for (var name : grouping.orElseThrow().names()) {
                if (!stream.has(name)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void addCounts(CountMatrix matrix, long bucket) {
        var names = grouping.orElseThrow().names();
        long first = entryRange().startNanos();
        for (int i = 0; i < matrix.streams().size(); i++) {
            var labels = matrix.streams().get(i).keepNames(names::contains);
            var change = changes.computeIfAbsent(labels, _ -> new long[2 * (steps.count() + 1)]);
            var counts = matrix.counts()[i];
            budget.charge(counts.length);
            for (int j = 0; j < counts.length; j++) {
                // The last instant of the bucket stands for all of it.
                long time = first + (j + 1) * bucket - 1;
                if (counts[j] > 0 && isSeen(time)) {
                    addTo(change, firstStep(time), endStep(time), counts[j], counts[j]);
                }
            }
        }
    }
}
