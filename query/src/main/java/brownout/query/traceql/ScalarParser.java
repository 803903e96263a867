// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;
import brownout.query.traceql.Expr.Aggregate;
import brownout.query.traceql.Token.Kind;
import java.util.List;

/// Reads filters on aggregates: `count() > 2`, `avg(duration) >= 1s / 2`. An aggregate on the left
/// and a constant on the right are evaluated, other forms are refused.
final class ScalarParser {
    private final Tokens in;
    private final FieldParser fields;
    private final TypeCheck check;

    ScalarParser(Tokens in, FieldParser fields, TypeCheck check) {
        this.in = in;
        this.fields = fields;
        this.check = check;
    }

    /// A side of the comparison.
    private sealed interface Scalar {
        record Constant(Static value) implements Scalar {}

        record OfSpans(Aggregate aggregate, List<Field> argument) implements Scalar {}

        /// Arithmetic with an aggregate in it.
        record Mixed() implements Scalar {}
    }

    Expr.AggregateFilter filter() {
        var start = in.peek().pos();
        var left = scalar(3);
        var comparison = in.peek();
        var operator = Operator.of(comparison).orElse(null);
        if (operator == null || !operator.isComparison() || operator.isRegex()) {
            throw in.unexpected();
        }
        in.take();
        var right = scalar(3);
        var pos = in.since(start);
        if (left instanceof Scalar.Constant && right instanceof Scalar.Constant) {
            throw in.error(
                    comparison.pos(),
                    "syntax error: unexpected " + comparison.text(),
                    "One side needs an aggregate such as count()");
        }
        if (left instanceof Scalar.OfSpans spans && right instanceof Scalar.Constant constant) {
            return new Expr.AggregateFilter(
                    spans.aggregate(), spans.argument(), operator, constant.value(), pos);
        }
        throw in.unsupported(pos, "this form of a scalar filter is");
    }

    private Scalar scalar(int minPrecedence) {
        in.enter();
        var start = in.peek().pos();
        var left = operand();
        while (true) {
            var operator = Operator.of(in.peek()).orElse(null);
            if (operator == null || operator.precedence < minPrecedence) {
                in.leave();
                return left;
            }
            in.take();
            int next = operator == Operator.POWER ? 5 : operator.precedence + 1;
            left = combined(operator, left, scalar(next), in.since(start));
        }
    }

    private Scalar combined(Operator operator, Scalar left, Scalar right, Pos pos) {
        if (left instanceof Scalar.Constant a && right instanceof Scalar.Constant b) {
            var value = Values.arithmetic(operator, a.value(), b.value());
            if (value instanceof Static.Nil) {
                throw in.error(pos, "division by zero", "");
            }
            return new Scalar.Constant(value);
        }
        return new Scalar.Mixed();
    }

    private Scalar operand() {
        var token = in.peek();
        if (token.is("(")) {
            if (in.peek(1).is("{")) {
                throw in.unsupported(token.pos(), "arithmetic with whole pipelines is");
            }
            in.take();
            var inner = scalar(3);
            if (in.at("|")) {
                throw in.unsupported(token.pos(), "arithmetic with whole pipelines is");
            }
            in.expect(")");
            return inner;
        }
        if (in.take("-")) {
            var inner = scalar(4);
            return inner instanceof Scalar.Constant constant
                    ? new Scalar.Constant(Values.negative(constant.value()))
                    : new Scalar.Mixed();
        }
        if (in.at(Kind.INTEGER) || in.at(Kind.FLOAT) || in.at(Kind.DURATION)) {
            return new Scalar.Constant(fields.constant());
        }
        var aggregate = Parser.aggregate(token);
        if (aggregate.isEmpty() || !in.peek(1).is("(")) {
            throw in.unexpected();
        }
        in.take();
        return aggregate(aggregate.get());
    }

    private Scalar aggregate(Aggregate aggregate) {
        in.expect("(");
        if (aggregate == Aggregate.COUNT) {
            in.expect(")");
            return new Scalar.OfSpans(aggregate, List.of());
        }
        var argument = fields.field();
        in.expect(")");
        check.argument(argument);
        return new Scalar.OfSpans(aggregate, List.of(Folding.folded(argument)));
    }
}
