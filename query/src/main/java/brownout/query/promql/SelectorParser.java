// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.promql.Expr.At;
import brownout.query.promql.Expr.Shift;
import brownout.query.syntax.Pos;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Selectors and what may follow them: `[range]`, `[range:step]`, `offset` and `@`.
final class SelectorParser {
    private static final Set<String> MATCH_OPERATORS = Set.of("=", "!=", "=~", "!~");

    private final Tokens tokens;

    SelectorParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /// `name`, `name{…}` or `{…}`.
    Expr.Selector selector() {
        var start = tokens.peek();
        var matchers = new ArrayList<Matcher>();
        var name = "";
        if (start.kind() == Token.Kind.WORD) {
            name = tokens.take().text();
        } else if (!start.is("{")) {
            throw tokens.unexpected("", "");
        }
        if (tokens.take("{")) {
            name = matchers(name, matchers);
        }
        if (!name.isEmpty()) {
            matchers.addFirst(Matcher.equal(Labels.NAME, name));
        }
        var pos = tokens.since(start.pos());
        refuseEmpty(matchers, pos);
        return new Expr.Selector(nameFirst(matchers), Shift.NONE, pos);
    }

    /// Reads up to the closing brace; returns the metric name, given outside or as a lone string.
    private String matchers(String outside, List<Matcher> matchers) {
        var name = outside;
        while (!tokens.take("}")) {
            var label = tokens.peek();
            if (label.isEnd()) {
                throw tokens.error(label.pos(), "unexpected end of input inside braces", "");
            }
            if (label.kind() != Token.Kind.WORD && label.kind() != Token.Kind.STRING) {
                throw tokens.unexpected("label matching", "identifier or \"}\"");
            }
            tokens.take();
            boolean lone = tokens.peek().is(",") || tokens.peek().is("}");
            if (label.kind() == Token.Kind.STRING && lone) {
                refuseSecondName(name, label.text(), label.pos());
                name = label.text();
            } else {
                matchers.add(matcher(label, outside));
            }
            if (!tokens.peek().is("}") && !tokens.take(",")) {
                if (tokens.peek().isEnd()) {
                    continue;
                }
                throw tokens.unexpected("label matching", "\",\" or \"}\"");
            }
        }
        for (var matcher : matchers) {
            if (matcher.name().equals(Labels.NAME)) {
                refuseSecondName(name, matcher.value(), tokens.peek().pos());
            }
        }
        return name;
    }

    private void refuseSecondName(String first, String second, Pos pos) {
        if (!first.isEmpty()) {
            throw tokens.error(
                    pos,
                    "metric name must not be set twice: %s or %s"
                            .formatted(Labels.quoted(first), Labels.quoted(second)),
                    "");
        }
    }

    private Matcher matcher(Token label, String outside) {
        var operator = tokens.peek();
        if (operator.isEnd()) {
            throw tokens.error(operator.pos(), "unexpected end of input inside braces", "");
        }
        if (!MATCH_OPERATORS.contains(operator.text()) || operator.kind() != Token.Kind.SYMBOL) {
            throw tokens.unexpected("label matching", "label matching operator");
        }
        tokens.take();
        if (tokens.peek().kind() != Token.Kind.STRING) {
            throw tokens.unexpected("label matching", "string");
        }
        var value = tokens.take();
        if (label.text().equals(Labels.NAME)) {
            refuseSecondName(outside, value.text(), label.pos());
        }
        try {
            return new Matcher(type(operator.text()), label.text(), value.text());
        } catch (PatternSyntaxException e) {
            throw tokens.error(
                    value.pos(),
                    "error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`",
                    "");
        }
    }

    private static Matcher.Type type(String symbol) {
        for (var type : Matcher.Type.values()) {
            if (type.symbol().equals(symbol)) {
                return type;
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    private void refuseEmpty(List<Matcher> matchers, Pos pos) {
        if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
            throw tokens.error(
                    pos,
                    "vector selector must contain at least one non-empty matcher",
                    "Name a metric, or a label with a value");
        }
    }

    private static List<Matcher> nameFirst(List<Matcher> matchers) {
        var ordered = new ArrayList<Matcher>();
        matchers.stream().filter(SelectorParser::isName).forEach(ordered::add);
        matchers.stream().filter(matcher -> !isName(matcher)).forEach(ordered::add);
        return ordered;
    }

    static boolean isName(Matcher matcher) {
        return matcher.type() == Matcher.Type.EQUAL && matcher.name().equals(Labels.NAME);
    }

    /// `[5m]` after a selector, `[1h:1m]` after anything.
    Expr range(Expr expr) {
        var open = tokens.take();
        long range = duration("duration");
        if (range <= 0) {
            throw tokens.error(open.pos(), "duration must be greater than 0", "");
        }
        if (tokens.take(":")) {
            long step = tokens.peek().is("]") ? 0 : positive();
            closeBracket();
            return new Expr.Subquery(expr, range, step, Shift.NONE, tokens.since(expr.pos()));
        }
        closeBracket();
        if (!(expr instanceof Expr.Selector selector)) {
            throw tokens.error(
                    expr.pos(),
                    "ranges only allowed for vector selectors",
                    "For a subquery give a step or leave it open: [5m:]");
        }
        if (selector.shift().offsetMillis() != 0) {
            throw tokens.error(
                    expr.pos(),
                    "no offset modifiers allowed before range",
                    "Write m[5m] offset 1m");
        }
        if (!selector.shift().at().equals(At.NOWHERE)) {
            throw tokens.error(
                    expr.pos(), "no @ modifiers allowed before range", "Write m[5m] @ 0");
        }
        return new Expr.Range(selector, range, tokens.since(expr.pos()));
    }

    private long positive() {
        var pos = tokens.peek().pos();
        long step = duration("subquery step");
        if (step <= 0) {
            throw tokens.error(pos, "duration must be greater than 0", "");
        }
        return step;
    }

    private void closeBracket() {
        if (isDurationOperator(tokens.peek())) {
            throw tokens.unsupported(tokens.peek().pos(), "a duration expression", "");
        }
        tokens.expect("]", "subquery or range selector");
    }

    private static boolean isDurationOperator(Token token) {
        return token.kind() == Token.Kind.SYMBOL
                && "+-*/%^(".contains(token.text())
                && !token.text().isEmpty();
    }

    private long duration(String context) {
        var token = tokens.peek();
        if (token.kind() == Token.Kind.WORD || isDurationOperator(token)) {
            throw tokens.unsupported(token.pos(), "a duration expression", "");
        }
        if (token.kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected(context, "number or duration");
        }
        tokens.take();
        return millis(token.number(), token.pos());
    }

    private long millis(double seconds, Pos pos) {
        double millis = seconds * 1000;
        if (!(Math.abs(millis) < 1e16)) {
            throw tokens.error(pos, "duration out of range", "");
        }
        return Math.round(millis);
    }

    /// `offset 5m`, `offset -300`.
    Expr offset(Expr expr) {
        var word = tokens.take();
        boolean minus = tokens.peek().is("-");
        if (minus || tokens.peek().is("+")) {
            tokens.take();
        }
        long offset = duration("offset");
        var old = shift(expr, word.pos(), "offset");
        if (old.offsetMillis() != 0) {
            throw tokens.error(word.pos(), "offset may not be set multiple times", "");
        }
        return shifted(expr, new Shift(minus ? -offset : offset, old.at()));
    }

    /// `@ 1700000000`, `@ start()`, `@ end()`.
    Expr at(Expr expr) {
        var sign = tokens.take();
        var at = instant();
        var old = shift(expr, sign.pos(), "@");
        if (!old.at().equals(At.NOWHERE)) {
            throw tokens.error(sign.pos(), "@ <timestamp> may not be set multiple times", "");
        }
        return shifted(expr, new Shift(old.offsetMillis(), at));
    }

    private At instant() {
        var word = tokens.peek();
        if (word.isWord("start") || word.isWord("end")) {
            tokens.take();
            tokens.expect("(", "@ modifier");
            tokens.expect(")", "@ modifier");
            return word.isWord("start") ? new At.Start() : new At.End();
        }
        boolean minus = tokens.peek().is("-");
        if (minus || tokens.peek().is("+")) {
            tokens.take();
        }
        var token = tokens.take();
        double seconds = token.number();
        if (token.isWord("inf") || token.isWord("nan")) {
            seconds = token.isWord("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (token.kind() != Token.Kind.NUMBER) {
            throw tokens.error(
                    token.pos(),
                    "unexpected " + token.describe() + " in @, expected timestamp",
                    "");
        }
        double millis = (minus ? -seconds : seconds) * 1000;
        if (!(Math.abs(millis) < 9e18)) {
            throw tokens.error(
                    token.pos(),
                    "timestamp out of bounds for @ modifier: "
                            + GoFloat.plain(minus ? -seconds : seconds),
                    "");
        }
        return new At.Millis(Math.round(millis));
    }

    private Shift shift(Expr expr, Pos pos, String modifier) {
        return switch (expr) {
            case Expr.Selector selector -> selector.shift();
            case Expr.Range range -> range.selector().shift();
            case Expr.Subquery subquery -> subquery.shift();
            case Expr.Query _, Expr.Literal _, Expr.Text _, Expr.Paren _ ->
                    throw misplaced(pos, modifier);
            case Expr.Unary _, Expr.Binary _, Expr.Aggregate _, Expr.Call _ ->
                    throw misplaced(pos, modifier);
        };
    }

    private RuntimeException misplaced(Pos pos, String modifier) {
        return tokens.error(
                pos,
                modifier
                        + " modifier must be preceded by an instant vector selector or range vector"
                        + " selector or a subquery",
                "");
    }

    private Expr shifted(Expr expr, Shift shift) {
        var pos = tokens.since(expr.pos());
        return switch (expr) {
            case Expr.Selector selector -> selector.shifted(shift, pos);
            case Expr.Range(var selector, var range, _) ->
                    new Expr.Range(selector.shifted(shift, selector.pos()), range, pos);
            case Expr.Subquery(var inner, var range, var step, _, _) ->
                    new Expr.Subquery(inner, range, step, shift, pos);
            case Expr.Query _, Expr.Literal _, Expr.Text _, Expr.Paren _ ->
                    throw new IllegalStateException("not shiftable");
            case Expr.Unary _, Expr.Binary _, Expr.Aggregate _, Expr.Call _ ->
                    throw new IllegalStateException("not shiftable");
        };
    }
}
