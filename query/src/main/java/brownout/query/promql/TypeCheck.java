// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.promql.Expr.Matching;
import brownout.query.promql.Expr.Side;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;

/// Checks the types of a parsed query, bottom up; the first fault is reported.
final class TypeCheck {
    private final String text;

    private TypeCheck(String text) {
        this.text = text;
    }

    static void check(Expr.Query query) {
        new TypeCheck(query.text()).check(query.body());
    }

    static ValueType typeOf(Expr expr) {
        return switch (expr) {
            case Expr.Query(var body, _) -> typeOf(body);
            case Expr.Paren(var inner, _) -> typeOf(inner);
            case Expr.Literal _ -> ValueType.SCALAR;
            case Expr.Text _ -> ValueType.STRING;
            case Expr.Selector _, Expr.Aggregate _ -> ValueType.VECTOR;
            case Expr.Range _, Expr.Subquery _ -> ValueType.MATRIX;
            case Expr.Unary(_, var inner, _) -> typeOf(inner);
            case Expr.Binary binary ->
                    isScalar(binary.left()) && isScalar(binary.right())
                            ? ValueType.SCALAR
                            : ValueType.VECTOR;
            case Expr.Call(var function, _, _) -> function.returns();
        };
    }

    private static boolean isScalar(Expr expr) {
        return typeOf(expr) == ValueType.SCALAR;
    }

    private ValueType check(Expr expr) {
        switch (expr) {
            case Expr.Query(var body, _) -> check(body);
            case Expr.Paren(var inner, _) -> check(inner);
            case Expr.Literal _, Expr.Text _, Expr.Selector _, Expr.Range _ -> {}
            case Expr.Subquery subquery -> subquery(subquery);
            case Expr.Unary unary -> unary(unary);
            case Expr.Binary binary -> binary(binary);
            case Expr.Aggregate aggregate -> aggregate(aggregate);
            case Expr.Call call -> call(call);
        }
        return typeOf(expr);
    }

    private QueryError error(Pos pos, String message, String hint) {
        return new QueryError(QueryError.Kind.PARSE, pos, text, message, hint);
    }

    private void expect(Expr expr, ValueType wanted, String where) {
        var found = check(expr);
        if (found != wanted) {
            throw error(
                    expr.pos(),
                    "expected type " + wanted + " in " + where + ", got " + found,
                    hint(expr, wanted, found));
        }
    }

    private static String hint(Expr expr, ValueType wanted, ValueType found) {
        boolean windowless = wanted == ValueType.MATRIX && found == ValueType.VECTOR;
        if (!windowless) {
            return "";
        }
        boolean selector = expr.bare() instanceof Expr.Selector;
        return "Add a window: " + Printer.print(expr) + (selector ? "[5m]" : "[5m:]");
    }

    private void subquery(Expr.Subquery subquery) {
        var found = check(subquery.expr());
        if (found != ValueType.VECTOR) {
            throw error(
                    subquery.pos(),
                    "subquery is only allowed on instant vector, got "
                            + (found == ValueType.MATRIX ? "matrix" : found)
                            + " instead",
                    "");
        }
    }

    private void unary(Expr.Unary unary) {
        var found = check(unary.expr());
        if (found != ValueType.SCALAR && found != ValueType.VECTOR) {
            throw error(
                    unary.pos(),
                    "unary expression only allowed on expressions of type scalar or instant"
                            + " vector, got \""
                            + found
                            + "\"",
                    "");
        }
    }

    private void binary(Expr.Binary binary) {
        var left = check(binary.left());
        var right = check(binary.right());
        operand(binary.left(), left);
        operand(binary.right(), right);
        var operator = binary.operator();
        boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
        boolean vectors = left == ValueType.VECTOR && right == ValueType.VECTOR;
        if (binary.bool() && !operator.isComparison()) {
            throw error(binary.pos(), "bool modifier can only be used on comparison operators", "");
        }
        if (operator.isComparison() && scalars && !binary.bool()) {
            throw error(
                    binary.pos(),
                    "comparisons between scalars must use BOOL modifier",
                    "Write " + operator.symbol() + " bool");
        }
        if (operator.isSet() && !vectors) {
            throw error(
                    binary.pos(),
                    "set operator \""
                            + operator.symbol()
                            + "\" not allowed in binary scalar"
                            + " expression",
                    "");
        }
        matching(binary, vectors);
    }

    private void operand(Expr expr, ValueType type) {
        if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
            throw error(
                    expr.pos(),
                    "binary expression must contain only scalar and instant vector types",
                    "");
        }
    }

    private void matching(Expr.Binary binary, boolean vectors) {
        Matching matching = binary.matching();
        if (!vectors && !matching.labels().isEmpty()) {
            throw error(binary.pos(), "vector matching only allowed between instant vectors", "");
        }
        if (binary.operator().isSet() && matching.many() != Side.NONE) {
            throw error(
                    binary.pos(),
                    "no grouping allowed for \"" + binary.operator().symbol() + "\" operation",
                    "Set operations match many to many");
        }
        for (var label : matching.include()) {
            if (matching.on() && matching.labels().contains(label)) {
                throw error(
                        binary.pos(),
                        "label \"" + label + "\" must not occur in ON and GROUP clause at once",
                        "");
            }
        }
    }

    private void aggregate(Expr.Aggregate aggregate) {
        expect(aggregate.expr(), ValueType.VECTOR, "aggregation expression");
        aggregate
                .parameter()
                .ifPresent(parameter ->
                        expect(
                                parameter,
                                aggregate.aggregation().parameter().orElseThrow(),
                                "aggregation parameter"));
    }

    private void call(Expr.Call call) {
        var function = call.function();
        int given = call.args().size();
        int least = function.leastArguments();
        int most = function.mostArguments();
        if (given < least || given > most) {
            var bound = least == most ? "" : given < least ? "at least " : "at most ";
            throw error(
                    call.pos(),
                    "expected %s%d argument(s) in call to \"%s\", got %d"
                            .formatted(bound, given < least ? least : most, function.name(), given),
                    "");
        }
        for (int i = 0; i < given; i++) {
            var where = "call to function \"" + function.name() + "\"";
            expect(call.args().get(i), function.parameter(i), where);
        }
    }
}
