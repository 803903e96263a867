// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.syntax.Pos;

/// One token of a LogQL query. `text` is the value of a string, the inside of a range, a keyword in
/// lower case, or else the text as written.
record Token(Kind kind, String text, Pos pos) {
    enum Kind {
        IDENTIFIER,
        STRING,
        NUMBER,
        DURATION,
        BYTES,
        RANGE,
        PARSER_FLAG,
        /// A reserved word, or a function name in front of its parenthesis.
        KEYWORD,
        SYMBOL,
        END
    }

    boolean is(String keywordOrSymbol) {
        return (kind == Kind.KEYWORD || kind == Kind.SYMBOL) && text.equals(keywordOrSymbol);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /// How messages call it: Loki's token name, or the text of a keyword or symbol.
    String describe() {
        return switch (kind) {
            case KEYWORD, SYMBOL -> text;
            case END -> "$end";
            case IDENTIFIER, STRING, NUMBER, DURATION, BYTES, RANGE, PARSER_FLAG -> kind.name();
        };
    }
}
