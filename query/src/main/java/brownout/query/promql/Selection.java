// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.MetricStore.SeriesSet;
import brownout.query.data.TimeRange;
import brownout.query.syntax.QueryError;

/// Reads selectors and subqueries: once for the whole range of the query.
final class Selection {
    private static final int MOST_STEPS = 10_000_000;

    private final Evaluator evaluator;

    Selection(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /// The newest sample in `(time - lookback, time]` at each step, unless it is a stale marker; with
    /// `wantTimes` the sample's time in seconds.
    Rows instant(Expr.Selector selector, boolean wantTimes) {
        var times = evaluator.times(selector.shift());
        long lookback = evaluator.scope().options().lookbackMillis();
        var series = select(selector, times, lookback, "", times.length == 1);
        return new Latest(evaluator, series, times, lookback, wantTimes, hasOneName(selector));
    }

    private static boolean hasOneName(Expr.Selector selector) {
        return selector.matchers().stream()
                .anyMatch(matcher ->
                        matcher.type() == Matcher.Type.EQUAL && matcher.name().equals(Labels.NAME));
    }

    private SeriesSet select(
            Expr.Selector selector,
            long[] times,
            long backMillis,
            String function,
            boolean newest) {
        if (times.length == 0) {
            return evaluator
                    .scope()
                    .store()
                    .select(selector.matchers(), new TimeRange(0, 0), SelectHints.NONE);
        }
        var range = TimeRange.afterMillis(times[0] - backMillis, times[times.length - 1]);
        var hints = new SelectHints(evaluator.steps().stepMillis(), backMillis, function, newest);
        return evaluator.scope().store().select(selector.matchers(), range, hints);
    }

    /// The windows of `selector[range]` or of a subquery, brackets around it allowed.
    RangeVector range(Expr expr, String function) {
        return switch (expr.bare()) {
            case Expr.Range(var selector, var millis, _) -> {
                var ends = evaluator.times(selector.shift());
                var series = select(selector, ends, millis, function, false);
                yield new RangeVector(
                        new Raw(evaluator, series, hasOneName(selector)), millis, ends);
            }
            case Expr.Subquery subquery -> subquery(subquery);
            case Expr.Query _, Expr.Literal _, Expr.Text _, Expr.Selector _, Expr.Paren _ ->
                    throw new IllegalStateException("not a range vector");
            case Expr.Unary _, Expr.Binary _, Expr.Aggregate _, Expr.Call _ ->
                    throw new IllegalStateException("not a range vector");
        };
    }

    /// Inner steps are multiples of the subquery's step since 1970, whatever the query's own times.
    private RangeVector subquery(Expr.Subquery subquery) {
        var ends = evaluator.times(subquery.shift());
        var options = evaluator.scope().options();
        long step = subquery.stepMillis();
        step = step == 0 ? options.subqueryStepMillis() : step;
        long after = ends.length == 0 ? 0 : ends[0] - subquery.rangeMillis();
        long last = ends.length == 0 ? 0 : ends[ends.length - 1];
        long start = (Math.floorDiv(after, step) + 1) * step;
        long count = Math.floorDiv(last - start, step) + 1;
        if (count > MOST_STEPS) {
            throw new QueryError(
                    QueryError.Kind.LIMIT,
                    "query processing would load too many samples into memory in query"
                            + " execution");
        }
        evaluator.charge(Math.max(0, count));
        var steps = new Steps(start, step, (int) Math.max(0, count));
        var inner = new Evaluator(evaluator.scope(), steps);
        var rows = inner.vector(subquery.expr());
        return new RangeVector(new Evaluated(rows, steps), subquery.rangeMillis(), ends);
    }

    private record Latest(
            Evaluator evaluator,
            SeriesSet series,
            long[] times,
            long lookbackMillis,
            boolean wantTimes,
            boolean oneName)
            implements Rows {
        @Override
        public int size() {
            return series.size();
        }

        @Override
        public Labels labels(int row) {
            return series.labels(row);
        }

        @Override
        public boolean distinct() {
            return true; // a store gives each series once
        }

        @Override
        public void fill(int row, double[] out) {
            var samples = series.samples(row);
            evaluator.charge(samples.size() + (long) times.length);
            var sampleTimes = samples.timesMillis();
            int next = 0;
            for (int step = 0; step < times.length; step++) {
                long time = times[step];
                while (next < samples.size() && sampleTimes[next] <= time) {
                    next++;
                }
                boolean fresh = next > 0 && sampleTimes[next - 1] > time - lookbackMillis;
                out[step] = fresh ? samples.values()[next - 1] : ABSENT;
                if (wantTimes && !Rows.isAbsent(out[step])) {
                    out[step] = sampleTimes[next - 1] / 1000.0;
                }
            }
        }
    }

    private record Raw(Evaluator evaluator, SeriesSet series, boolean oneName)
            implements SampleRows {
        @Override
        public int size() {
            return series.size();
        }

        @Override
        public Labels labels(int row) {
            return series.labels(row);
        }

        @Override
        public boolean dropsName(int row) {
            return false;
        }

        @Override
        public boolean distinct() {
            return true; // a store gives each series once
        }

        @Override
        public Samples samples(int row) {
            var samples = series.samples(row);
            evaluator.charge(samples.size() + (long) evaluator.steps().count());
            return withoutStale(samples);
        }
    }

    private record Evaluated(Rows rows, Steps steps) implements SampleRows {
        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public Labels labels(int row) {
            return rows.labels(row);
        }

        @Override
        public boolean dropsName(int row) {
            return rows.dropsName(row);
        }

        @Override
        public Samples samples(int row) {
            var values = new double[steps.count()];
            rows.fill(row, values);
            var times = new long[steps.count()];
            for (int step = 0; step < times.length; step++) {
                times[step] = steps.at(step);
            }
            return withoutStale(new Samples(times, values, times.length));
        }
    }

    /// `samples` themselves where no marker is among them.
    static Samples withoutStale(Samples samples) {
        int kept = 0;
        for (int i = 0; i < samples.size(); i++) {
            kept += Samples.isStale(samples.values()[i]) ? 0 : 1;
        }
        if (kept == samples.size()) {
            return samples;
        }
        var times = new long[kept];
        var values = new double[kept];
        int next = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (!Samples.isStale(samples.values()[i])) {
                times[next] = samples.timesMillis()[i];
                values[next++] = samples.values()[i];
            }
        }
        return new Samples(times, values, kept);
    }
}
