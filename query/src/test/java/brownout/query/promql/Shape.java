// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.stream.Collectors;

/// A syntax tree as an s-expression without positions: equal texts are equal trees.
final class Shape {
    private Shape() {}

    static String of(Expr expr) {
        return switch (expr) {
            case Expr.Query(var body, _) -> of(body);
            case Expr.Literal(var value, _) -> "(number " + GoFloat.plain(value) + ")";
            case Expr.Text(var value, _) -> "(text " + value + ")";
            case Expr.Selector(var matchers, var shift, _) ->
                    "(select " + matchers + " " + shift + ")";
            case Expr.Range(var selector, var range, _) ->
                    "(range " + of(selector) + " " + range + ")";
            case Expr.Subquery(var inner, var range, var step, var shift, _) ->
                    "(subquery " + of(inner) + " " + range + " " + step + " " + shift + ")";
            case Expr.Paren(var inner, _) -> "(paren " + of(inner) + ")";
            case Expr.Unary(var minus, var inner, _) ->
                    "(" + (minus ? "minus " : "plus ") + of(inner) + ")";
            case Expr.Binary(var operator, var bool, var matching, var left, var right, _) ->
                    "(" + operator + " " + bool + " " + matching + " " + of(left) + " " + of(right)
                            + ")";
            case Expr.Aggregate(var aggregation, var grouping, var parameter, var inner, _) ->
                    "("
                            + aggregation
                            + " "
                            + grouping
                            + " "
                            + parameter.map(Shape::of)
                            + " "
                            + of(inner)
                            + ")";
            case Expr.Call(var function, var args, _) ->
                    "(call "
                            + function.name()
                            + " "
                            + args.stream().map(Shape::of).collect(Collectors.joining(" "))
                            + ")";
        };
    }
}
