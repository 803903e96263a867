// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.Expr.Spanset;
import java.util.stream.Collectors;

/// Writes queries as text that parses to an equal tree.
final class Printer {
    private Printer() {}

    static String print(Expr expr) {
        var text = expr.stages().stream().map(Printer::stage).collect(Collectors.joining(" | "));
        if (expr.hints().isEmpty()) {
            return text;
        }
        return text
                + expr.hints().stream()
                        .map(hint -> hint.name() + "=" + hint.value().literal())
                        .collect(Collectors.joining(", ", " with(", ")"));
    }

    private static String stage(Expr.Stage stage) {
        return switch (stage) {
            case Spanset spanset -> spanset(spanset);
            case Expr.AggregateFilter filter ->
                    "%s %s %s"
                            .formatted(
                                    aggregate(filter),
                                    filter.operator().symbol,
                                    filter.value().literal());
            case Expr.By by -> by(by);
            case Expr.Select select ->
                    select.names().stream()
                            .map(Printer::print)
                            .collect(Collectors.joining(", ", "select(", ")"));
            case Expr.Coalesce _ -> "coalesce()";
        };
    }

    static String aggregate(Expr.AggregateFilter filter) {
        return filter.argument().stream()
                .map(Printer::print)
                .collect(Collectors.joining("", filter.aggregate().text() + "(", ")"));
    }

    static String by(Expr.By by) {
        return "by(" + print(by.field()) + ")";
    }

    private static String spanset(Spanset spanset) {
        return switch (spanset) {
            case Expr.Filter filter -> "{ " + print(filter.condition()) + " }";
            case Expr.Combined combined ->
                    "%s %s %s"
                            .formatted(
                                    side(combined.left()),
                                    combined.operator().symbol,
                                    side(combined.right()));
        };
    }

    private static String side(Spanset spanset) {
        return spanset instanceof Expr.Combined ? "(" + spanset(spanset) + ")" : spanset(spanset);
    }

    static String print(Field field) {
        return switch (field) {
            case Field.Constant constant -> constant.value().literal();
            case Field.Intrinsics intrinsics -> intrinsics.intrinsic().text();
            case Field.Attribute attribute -> attribute(attribute);
            case Field.Not not -> "!" + operand(not.operand());
            case Field.Negative negative -> "-" + operand(negative.operand());
            case Field.Binary binary ->
                    "%s %s %s"
                            .formatted(
                                    operand(binary.left()),
                                    binary.operator().symbol,
                                    operand(binary.right()));
        };
    }

    private static String operand(Field field) {
        return switch (field) {
            case Field.Binary _, Field.Not _, Field.Negative _ -> "(" + print(field) + ")";
            case Field.Constant _, Field.Attribute _, Field.Intrinsics _ -> print(field);
        };
    }

    private static String attribute(Field.Attribute attribute) {
        var name = attribute.name();
        boolean plain =
                name.chars().allMatch(Printer::isPlain) && !Character.isDigit(name.charAt(0));
        var quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return attribute.scope().prefix + "." + (plain ? name : quoted);
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '/';
    }
}
