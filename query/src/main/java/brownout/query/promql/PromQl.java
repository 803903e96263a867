// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Budget;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;

/// The PromQL engine: text to checked syntax tree, and tree plus store to value. Every failure is a
/// [QueryError]. Pure: time comes from the caller, data from the store.
public final class PromQl {
    private PromQl() {}

    /// How to evaluate. `lookbackMillis`: how old a sample may be that a selector still shows;
    /// `subqueryStepMillis`: the step of a subquery that names none; `delayedNameRemoval`: metric names
    /// go at the end of the query, not at each function (off by default, as in Prometheus).
    public record Options(
            long lookbackMillis,
            Budget budget,
            long subqueryStepMillis,
            boolean delayedNameRemoval) {
        public static final Options DEFAULT = new Options(300_000, Budget.UNLIMITED, 60_000, false);

        public Options withLookback(long millis) {
            return new Options(millis, budget, subqueryStepMillis, delayedNameRemoval);
        }

        public Options withBudget(Budget newBudget) {
            return new Options(lookbackMillis, newBudget, subqueryStepMillis, delayedNameRemoval);
        }

        public Options withDelayedNameRemoval(boolean delayed) {
            return new Options(lookbackMillis, budget, subqueryStepMillis, delayed);
        }
    }

    /// A value with what the API shows beside it; at most eleven lines each.
    public record Result(Value value, List<String> warnings, List<String> infos) {
        public Result {
            warnings = List.copyOf(warnings);
            infos = List.copyOf(infos);
        }
    }

    /// Reads and checks a query. Throws [QueryError]: PARSE where it is wrong, UNSUPPORTED where it is
    /// right but not evaluated by this version.
    public static Expr parse(String query) {
        var parsed = Parser.parse(query);
        TypeCheck.check(parsed);
        return parsed;
    }

    /// The canonical text of a query; parsing it gives an equal tree.
    public static String print(Expr expr) {
        return Printer.print(expr);
    }

    public static ValueType typeOf(Expr expr) {
        return TypeCheck.typeOf(expr);
    }

    /// Reads one selector, the value of a `match[]` parameter.
    public static List<Matcher> parseSelector(String text) {
        return Parser.parseSelector(text).matchers();
    }

    /// The matchers of every selector in the query, in order of appearance, for exemplars.
    public static List<List<Matcher>> selectors(Expr expr) {
        var found = new ArrayList<List<Matcher>>();
        collect(expr, found);
        return List.copyOf(found);
    }

    private static void collect(Expr expr, List<List<Matcher>> found) {
        switch (expr) {
            case Expr.Selector selector -> found.add(selector.matchers());
            case Expr.Range range -> found.add(range.selector().matchers());
            case Expr.Query(var body, _) -> collect(body, found);
            case Expr.Paren(var inner, _) -> collect(inner, found);
            case Expr.Unary(_, var inner, _) -> collect(inner, found);
            case Expr.Subquery subquery -> collect(subquery.expr(), found);
            case Expr.Binary binary -> {
                collect(binary.left(), found);
                collect(binary.right(), found);
            }
            case Expr.Aggregate aggregate -> {
                aggregate.parameter().ifPresent(parameter -> collect(parameter, found));
                collect(aggregate.expr(), found);
            }
            case Expr.Call(_, var args, _) -> args.forEach(arg -> collect(arg, found));
            case Expr.Literal _, Expr.Text _ -> {}
        }
    }

    /// Evaluates at one time. A range vector answers a matrix of raw samples.
    public static Result instant(MetricStore store, Expr expr, long timeMillis, Options options) {
        return instant(store, expr, timeMillis, options, new Groupings());
    }

    static Result instant(
            MetricStore store, Expr expr, long timeMillis, Options options, Groupings groupings) {
        var notes = new Annotations(text(expr));
        var scope =
                new Evaluator.Scope(store, options, notes, timeMillis, timeMillis, true, groupings);
        var evaluator = new Evaluator(scope, new Steps(timeMillis, 0, 1));
        Value value =
                switch (TypeCheck.typeOf(expr)) {
                    case SCALAR -> new Value.Scalar(timeMillis, evaluator.scalar(expr)[0]);
                    case STRING -> new Value.Text(timeMillis, Evaluator.text(expr));
                    case VECTOR -> Results.samples(expr, evaluator.vector(expr), timeMillis);
                    case MATRIX -> Results.rawSamples(evaluator.range(expr));
                };
        return new Result(value, notes.warnings(), notes.infos());
    }

    /// Evaluates at `start, start + step, …` up to and including `end`. `stepMillis` is positive and
    /// `start <= end`, which the caller has checked. The value is always a matrix.
    public static Result range(
            MetricStore store,
            Expr expr,
            long startMillis,
            long endMillis,
            long stepMillis,
            Options options) {
        var type = TypeCheck.typeOf(expr);
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw new QueryError(
                    QueryError.Kind.PARSE,
                    expr.pos(),
                    text(expr),
                    "invalid expression type \"%s\" for range query, must be Scalar or instant"
                                    .formatted(type)
                            + " Vector",
                    "");
        }
        var notes = new Annotations(text(expr));
        var scope =
                new Evaluator.Scope(
                        store, options, notes, startMillis, endMillis, false, new Groupings());
        int count = Math.toIntExact((endMillis - startMillis) / stepMillis + 1);
        var steps = new Steps(startMillis, stepMillis, count);
        var evaluator = new Evaluator(scope, steps);
        var rows =
                type == ValueType.SCALAR
                        ? Table.single(evaluator.scalar(expr))
                        : evaluator.vector(expr);
        return new Result(Results.series(rows, steps), notes.warnings(), notes.infos());
    }

    private static String text(Expr expr) {
        return expr instanceof Expr.Query(_, var text) ? text : "";
    }
}
