// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.List;

/// The tokens of one query with a place among them, and the errors that belong to that place.
final class Tokens {
    private final String text;
    private final List<Token> tokens;
    private int next;

    Tokens(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    String text() {
        return text;
    }

    Token peek() {
        return tokens.get(next);
    }

    /// The token after the next one; the end repeats.
    Token second() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        var token = tokens.get(next);
        if (!token.isEnd()) {
            next++;
        }
        return token;
    }

    /// Takes the symbol if it comes next.
    boolean take(String symbol) {
        boolean there = peek().is(symbol);
        if (there) {
            next++;
        }
        return there;
    }

    boolean takeWord(String word) {
        boolean there = peek().isWord(word);
        if (there) {
            next++;
        }
        return there;
    }

    /// Takes the symbol or fails with `unexpected … in <context>, expected "…"`.
    Token expect(String symbol, String context) {
        if (peek().is(symbol)) {
            return take();
        }
        throw unexpected(context, "\"" + symbol + "\"");
    }

    /// The position from `start` to the last taken token.
    Pos since(Pos start) {
        return next == 0 ? start : start.to(tokens.get(next - 1).pos());
    }

    QueryError unexpected(String context, String expected) {
        if (peek().isEnd() && isOpen("(", ")")) {
            return error(peek().pos(), "unclosed left parenthesis", "");
        }
        if (peek().isEnd() && isOpen("[", "]")) {
            return error(peek().pos(), "unclosed left bracket", "");
        }
        var where = context.isEmpty() ? "" : " in " + context;
        var wanted = expected.isEmpty() ? "" : ", expected " + expected;
        return error(peek().pos(), "unexpected " + peek().describe() + where + wanted, "");
    }

    private boolean isOpen(String open, String close) {
        int depth = 0;
        for (var token : tokens) {
            depth += token.is(open) ? 1 : token.is(close) ? -1 : 0;
        }
        return depth > 0;
    }

    QueryError error(Pos pos, String message, String hint) {
        return new QueryError(QueryError.Kind.PARSE, pos, text, message, hint);
    }

    QueryError unsupported(Pos pos, String what, String hint) {
        return new QueryError(
                QueryError.Kind.UNSUPPORTED, pos, text, what + " is not supported yet", hint);
    }
}
