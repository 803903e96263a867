// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.MetricStore;
import brownout.query.promql.Expr.At;
import brownout.query.promql.Expr.Shift;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/// Evaluates expressions over all steps of a query at once. An instant query is a range query of one
/// step. Vectors are [Rows], scalars one number per step. One evaluator per query, and one per
/// subquery, which has steps of its own.
final class Evaluator {
    private final Scope scope;
    private final Steps steps;
    private final Selection selection;

    /// What all (sub)queries of one query share; `first` and `last` step are what `@ start()` and
    /// `@ end()` mean; `groupings` are those of evaluations before.
    record Scope(
            MetricStore store,
            PromQl.Options options,
            Annotations notes,
            long firstMillis,
            long lastMillis,
            boolean instant,
            Groupings groupings) {}

    Evaluator(Scope scope, Steps steps) {
        this.scope = scope;
        this.steps = steps;
        this.selection = new Selection(this);
    }

    Scope scope() {
        return scope;
    }

    Steps steps() {
        return steps;
    }

    Annotations notes() {
        return scope.notes();
    }

    void charge(long units) {
        scope.options().budget().charge(units);
    }

    /// The rows of an expression that is an instant vector.
    Rows vector(Expr expr) {
        return switch (expr) {
            case Expr.Query(var body, _) -> vector(body);
            case Expr.Paren(var inner, _) -> vector(inner);
            case Expr.Selector selector -> selection.instant(selector, false);
            case Expr.Unary(var minus, var inner, _) ->
                    minus ? mapped(vector(inner), value -> -value) : vector(inner);
            case Expr.Binary binary -> binary(binary);
            case Expr.Aggregate aggregate -> new Aggregations(this, aggregate).rows();
            case Expr.Call call -> call(call);
            case Expr.Literal _, Expr.Text _, Expr.Range _, Expr.Subquery _ ->
                    throw new IllegalStateException("not a vector: " + Printer.print(expr));
        };
    }

    private Rows call(Expr.Call call) {
        return switch (call.function().body()) {
            case Function.Each(var map) -> mapped(vector(call.args().getFirst()), map);
            case Function.OverWindow over -> window(call, over);
            case Function.Vectors(var body) -> body.apply(this, call);
            case Function.Sorted(var falling) -> VectorFunctions.sorted(this, call, falling);
            case Function.Scalars _ -> throw new IllegalStateException("not a vector");
        };
    }

    private Rows window(Expr.Call call, Function.OverWindow over) {
        var function = call.function();
        int rangeIndex = function.parameters().indexOf(ValueType.MATRIX);
        var argument = call.args().get(rangeIndex);
        var parameters = new double[0];
        if (function.parameters().size() == 2) {
            parameters = scalar(call.args().get(1 - rangeIndex));
        }
        var range = selection.range(argument, function.name());
        var listener =
                switch (over.check()) {
                    case NONE -> Windowed.Listener.NONE;
                    case COUNTER -> new CounterCheck(range.rows(), notes(), argument.pos());
                    case QUANTILE ->
                            new QuantileCheck(parameters, notes(), call.args().getFirst().pos());
                };
        var rows = new Windowed(range, steps, parameters, over.window(), listener);
        return over.keepsName() ? rows : nameless(rows);
    }

    /// The raw samples of an expression that is a range vector.
    RangeVector range(Expr expr) {
        return selection.range(expr, "");
    }

    /// Rows with the time of each sample of a selector, in seconds, instead of its value.
    Rows sampleTimes(Expr.Selector selector) {
        return selection.instant(selector, true);
    }

    private Rows binary(Expr.Binary binary) {
        boolean leftScalar = TypeCheck.typeOf(binary.left()) == ValueType.SCALAR;
        boolean rightScalar = TypeCheck.typeOf(binary.right()) == ValueType.SCALAR;
        if (!leftScalar && !rightScalar) {
            return new VectorMatching(this, binary).rows();
        }
        var scalars = scalar(leftScalar ? binary.left() : binary.right());
        var rows = vector(leftScalar ? binary.right() : binary.left());
        return withScalar(binary, rows, scalars, leftScalar);
    }

    private Rows withScalar(Expr.Binary binary, Rows rows, double[] scalars, boolean scalarLeft) {
        var operator = binary.operator();
        boolean filter = operator.isComparison() && !binary.bool();
        Mapped.Body body =
                (value, step) -> {
                    double left = scalarLeft ? scalars[step] : value;
                    double right = scalarLeft ? value : scalars[step];
                    if (filter) {
                        return operator.holds(left, right) ? value : Rows.ABSENT;
                    }
                    return operator.apply(left, right);
                };
        var mapped = new Mapped(rows, steps.count(), body);
        return filter ? mapped : nameless(mapped);
    }

    /// `rows` with each value mapped by itself, without metric name.
    Rows mapped(Rows rows, DoubleUnaryOperator map) {
        return nameless(new Mapped(rows, steps.count(), (value, _) -> map.applyAsDouble(value)));
    }

    /// `rows` without metric name: at once, or marked for the end (delayed name removal).
    Rows nameless(Rows rows) {
        boolean delayed = scope.options().delayedNameRemoval();
        if (!delayed && Nameless.fits(rows)) {
            return new Nameless(rows);
        }
        var renamed = new Relabelled(rows, delayed);
        return delayed ? renamed : Table.merged(renamed, steps.count());
    }

    /// The values of an expression that is a scalar, one per step.
    double[] scalar(Expr expr) {
        return switch (expr) {
            case Expr.Query(var body, _) -> scalar(body);
            case Expr.Paren(var inner, _) -> scalar(inner);
            case Expr.Literal(var value, _) -> constant(value);
            case Expr.Unary(var minus, var inner, _) -> {
                var values = scalar(inner);
                for (int step = 0; minus && step < values.length; step++) {
                    values[step] = -values[step];
                }
                yield values;
            }
            case Expr.Binary binary -> {
                var left = scalar(binary.left());
                var right = scalar(binary.right());
                for (int step = 0; step < left.length; step++) {
                    left[step] = binary.operator().apply(left[step], right[step]);
                }
                yield left;
            }
            case Expr.Call call when call.function().body() instanceof Function.Scalars body ->
                    body.body().apply(this, call);
            case Expr.Call _, Expr.Text _, Expr.Selector _, Expr.Range _ ->
                    throw new IllegalStateException("not a scalar: " + Printer.print(expr));
            case Expr.Subquery _, Expr.Aggregate _ ->
                    throw new IllegalStateException("not a scalar: " + Printer.print(expr));
        };
    }

    double[] constant(double value) {
        var values = new double[steps.count()];
        Arrays.fill(values, value);
        return values;
    }

    /// The value of a string expression.
    static String text(Expr expr) {
        if (expr.bare() instanceof Expr.Text(var value, _)) {
            return value;
        }
        throw new IllegalStateException("not a string: " + Printer.print(expr));
    }

    /// When `shift` looks, per step.
    long[] times(Shift shift) {
        var times = new long[steps.count()];
        for (int step = 0; step < times.length; step++) {
            long base =
                    switch (shift.at()) {
                        case At.Step _ -> steps.at(step);
                        case At.Start _ -> scope.firstMillis();
                        case At.End _ -> scope.lastMillis();
                        case At.Millis(var time) -> time;
                    };
            times[step] = base - shift.offsetMillis();
        }
        return times;
    }
}
