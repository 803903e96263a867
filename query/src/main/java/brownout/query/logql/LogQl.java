// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Budget;
import brownout.query.data.LogStore;
import brownout.query.data.LogStore.Direction;
import brownout.query.data.Matcher;
import brownout.query.data.TimeRange;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;

/// LogQL, the query language of Grafana Loki: parses queries and answers them from a [LogStore].
/// All failures are [QueryError]s.
///
/// One deliberate difference: upstream tests a label filter on a freshly parsed value even where a
/// `label_format` between the two changed it; here a filter sees what the stages before it made.
public final class LogQl {
    private LogQl() {}

    /// Parses and checks a query. Kind PARSE where it is none, UNSUPPORTED where it uses a part of
    /// the language that is not evaluated.
    public static Expr parse(String query) {
        return Parser.parse(query);
    }

    /// Parses a stream selector alone, for the endpoints that list labels and series. `{}` is allowed.
    public static List<Matcher> parseSelector(String selector) {
        return Parser.parseSelector(selector);
    }

    /// The query in its canonical text; it parses to an equal tree.
    public static String print(Expr expr) {
        return Printer.print(expr);
    }

    /// The lines of a log query in `range`, start inclusive, end exclusive: the first `limit` in
    /// `direction` over all streams. Reads no further than it needs.
    public static Streams logs(
            LogStore store,
            Expr expr,
            TimeRange range,
            Direction direction,
            int limit,
            Budget budget) {
        return logs(store, expr, range, direction, limit, 0, budget);
    }

    /// As above; where `intervalNanos` is positive, an entry is kept only if it lies at least that
    /// far from the one kept last.
    public static Streams logs(
            LogStore store,
            Expr expr,
            TimeRange range,
            Direction direction,
            int limit,
            long intervalNanos,
            Budget budget) {
        if (!(expr instanceof Expr.Log log)) {
            throw new IllegalArgumentException("a metric query has no lines");
        }
        var pipeline = Pipeline.of(log.stages(), NeededLabels.ALL);
        var entry = new WorkingEntry(NeededLabels.ALL);
        var kept = new ArrayList<LogEntry>();
        var cursor = store.read(log.matchers(), Hints.of(log.stages()), range, direction, limit);
        while (kept.size() < limit && cursor.next()) {
            budget.charge(1);
            entry.reset(cursor.entry());
            boolean tooNear =
                    intervalNanos > 0
                            && !kept.isEmpty()
                            && Math.abs(entry.timeNanos - kept.getLast().timeNanos())
                                    < intervalNanos;
            if (!tooNear && pipeline.run(entry)) {
                kept.add(entry.result());
            }
        }
        return new Streams(kept);
    }

    /// The value of a metric query at `timeNanos`: a scalar for a number, else a vector.
    public static Value instant(LogStore store, Expr expr, long timeNanos, Budget budget) {
        var steps = Steps.instant(timeNanos);
        if (expr instanceof Expr.Literal literal) {
            return new Value.Scalar(steps.millis(0), literal.value());
        }
        return new Evaluator(store, steps, budget).vector(expr);
    }

    /// The values of a metric query at `start + i * step` up to `end`, inclusive: a matrix, also for
    /// a number.
    public static Value range(
            LogStore store,
            Expr expr,
            long startNanos,
            long endNanos,
            long stepNanos,
            Budget budget) {
        var steps = Steps.range(startNanos, endNanos, stepNanos);
        return new Evaluator(store, steps, budget).matrix(expr);
    }

    /// The text of an error as Loki sends it: `parse error at line 1, col 5: …` for what is wrong
    /// with the query itself, else the message alone.
    public static String message(QueryError error) {
        return switch (error.kind()) {
            case PARSE, UNSUPPORTED ->
                    error.pos().equals(Pos.NONE)
                            ? "parse error : " + error.text()
                            : "parse error at line %d, col %d: %s"
                                    .formatted(error.line(), error.column(), error.text());
            case EXECUTION, LIMIT, TIMEOUT, CANCELED -> error.text();
        };
    }
}
