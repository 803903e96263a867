// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.promql.Expr.At;
import brownout.query.promql.Expr.Shift;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;

/// What may follow a selector or a subquery: `[range]`, `[range:step]`, `offset` and `@`.
final class ModifierParser {
    private final Tokens tokens;

    ModifierParser(Tokens tokens) {
        this.tokens = tokens;
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

    private QueryError misplaced(Pos pos, String modifier) {
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
