// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import brownout.query.traceql.Token.Kind;
import java.util.List;

/// The tokens of one query with a place to read from, and the errors that name that place.
final class Tokens {
    private static final int MAX_DEPTH = 128;

    private final String query;
    private final List<Token> tokens;
    private int next = 0;
    private int depth = 0;

    Tokens(String query) {
        this.query = query;
        this.tokens = Lexer.tokens(query);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    boolean at(String symbol) {
        return peek().is(symbol);
    }

    boolean at(Kind kind) {
        return peek().is(kind);
    }

    Token take() {
        var token = peek();
        if (!token.is(Kind.END)) {
            next++;
        }
        return token;
    }

    boolean take(String symbol) {
        boolean found = at(symbol);
        if (found) {
            next++;
        }
        return found;
    }

    Token expect(String symbol) {
        if (!at(symbol)) {
            throw unexpected(symbol);
        }
        return take();
    }

    Token expect(Kind kind) {
        if (!at(kind)) {
            throw unexpected(kind.name());
        }
        return take();
    }

    /// The range from `start` to the token taken last.
    Pos since(Pos start) {
        return new Pos(start.start(), next == 0 ? start.end() : tokens.get(next - 1).pos().end());
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw error(peek().pos(), "expression is nested too deeply", "Use at most 128 levels");
        }
    }

    void leave() {
        depth--;
    }

    /// The next token cannot stand here; up to four alternatives are named.
    QueryError unexpected(String... expected) {
        var message = "syntax error: unexpected " + peek().describe();
        if (expected.length > 0 && expected.length <= 4) {
            message += ", expecting " + String.join(" or ", expected);
        }
        return error(peek().pos(), message, "");
    }

    QueryError error(Pos pos, String message, String hint) {
        return new QueryError(QueryError.Kind.PARSE, pos, query, message, hint);
    }

    QueryError unsupported(Pos pos, String what) {
        return new QueryError(
                QueryError.Kind.UNSUPPORTED, pos, query, what + " not supported yet", "");
    }
}
