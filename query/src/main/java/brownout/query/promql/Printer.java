// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.promql.Expr.At;
import brownout.query.promql.Expr.Shift;
import brownout.query.syntax.Pos;
import java.util.List;
import java.util.stream.Collectors;

/// Syntax tree to canonical text on one line; reading it back gives an equal tree.
final class Printer {
    private Printer() {}

    static String print(Expr expr) {
        return switch (expr) {
            case Expr.Query(var body, _) -> print(body);
            case Expr.Literal(var value, _) -> GoFloat.plain(value);
            case Expr.Text(var value, _) -> Labels.quoted(value);
            case Expr.Selector(var matchers, var shift, _) -> selector(matchers) + shift(shift);
            case Expr.Range(var selector, var range, _) ->
                    selector(selector.matchers())
                            + "["
                            + NumberText.duration(range)
                            + "]"
                            + shift(selector.shift());
            case Expr.Subquery subquery -> subquery(subquery);
            case Expr.Paren(var inner, _) -> "(" + print(inner) + ")";
            case Expr.Unary(var minus, var inner, _) -> (minus ? "-" : "+") + print(inner);
            case Expr.Binary binary -> binary(binary);
            case Expr.Aggregate aggregate -> aggregate(aggregate);
            case Expr.Call(var function, var args, _) -> function.name() + "(" + list(args) + ")";
        };
    }

    private static String list(List<Expr> args) {
        return args.stream().map(Printer::print).collect(Collectors.joining(", "));
    }

    private static String subquery(Expr.Subquery subquery) {
        var step = subquery.stepMillis() == 0 ? "" : NumberText.duration(subquery.stepMillis());
        return print(subquery.expr())
                + "["
                + NumberText.duration(subquery.rangeMillis())
                + ":"
                + step
                + "]"
                + shift(subquery.shift());
    }

    private static String binary(Expr.Binary binary) {
        return print(binary.left())
                + " "
                + binary.operator().symbol()
                + (binary.bool() ? " bool" : "")
                + matching(binary.matching())
                + " "
                + print(binary.right());
    }

    private static String matching(Expr.Matching matching) {
        if (matching.isDefault()) {
            return "";
        }
        var text = (matching.on() ? " on (" : " ignoring (") + labels(matching.labels()) + ")";
        return switch (matching.many()) {
            case NONE -> text;
            case LEFT -> text + " group_left (" + labels(matching.include()) + ")";
            case RIGHT -> text + " group_right (" + labels(matching.include()) + ")";
        };
    }

    private static String aggregate(Expr.Aggregate aggregate) {
        var grouping = aggregate.grouping();
        var clause = "";
        if (grouping.without() || !grouping.labels().isEmpty()) {
            clause =
                    (grouping.without() ? " without (" : " by (")
                            + labels(grouping.labels())
                            + ") ";
        }
        var parameter = aggregate.parameter().map(expr -> print(expr) + ", ").orElse("");
        return aggregate.aggregation().text()
                + clause
                + "("
                + parameter
                + print(aggregate.expr())
                + ")";
    }

    private static String labels(List<String> labels) {
        return labels.stream().map(Printer::label).collect(Collectors.joining(", "));
    }

    private static String label(String name) {
        return isLegacy(name, false) ? name : Labels.quoted(name);
    }

    private static String selector(List<Matcher> matchers) {
        var first = matchers.getFirst();
        boolean named = SelectorParser.isName(first) && !first.value().isEmpty();
        var rest = named ? matchers.subList(1, matchers.size()) : matchers;
        var texts = rest.stream().map(Printer::matcher).toList();
        // A second matcher on the name may stand only where none is written outside or alone.
        boolean renamed = rest.stream().anyMatch(matcher -> matcher.name().equals(Labels.NAME));
        if (!named || renamed) {
            var all = matchers.stream().map(Printer::matcher);
            return "{" + all.collect(Collectors.joining(",")) + "}";
        }
        if (!isLegacy(first.value(), true) || isReserved(first.value())) {
            var joined = texts.isEmpty() ? "" : "," + String.join(",", texts);
            return "{" + Labels.quoted(first.value()) + joined + "}";
        }
        return texts.isEmpty()
                ? first.value()
                : first.value() + "{" + String.join(",", texts) + "}";
    }

    /// Names that alone would read as a number or a keyword.
    private static boolean isReserved(String name) {
        var token = new Token(Token.Kind.WORD, name, 0, Pos.NONE);
        return !token.describe().startsWith("identifier")
                || name.equalsIgnoreCase("inf")
                || name.equalsIgnoreCase("nan");
    }

    private static String matcher(Matcher matcher) {
        return label(matcher.name()) + matcher.type().symbol() + Labels.quoted(matcher.value());
    }

    private static boolean isLegacy(String name, boolean colon) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = Lexer.isLetter(c) || (i > 0 && Lexer.isDigit(c)) || (colon && c == ':');
            if (!fits) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static String shift(Shift shift) {
        var at =
                switch (shift.at()) {
                    case At.Step _ -> "";
                    case At.Start _ -> " @ start()";
                    case At.End _ -> " @ end()";
                    case At.Millis(var time) -> " @ " + seconds(time);
                };
        long offset = shift.offsetMillis();
        var sign = offset < 0 ? "-" : "";
        return at + (offset == 0 ? "" : " offset " + sign + NumberText.duration(Math.abs(offset)));
    }

    private static String seconds(long millis) {
        var digits = Long.toString(1000 + Math.abs(millis % 1000)).substring(1);
        var sign = millis < 0 && millis > -1000 ? "-" : "";
        return sign + millis / 1000 + "." + digits;
    }
}
