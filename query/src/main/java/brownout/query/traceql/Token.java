// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;

/// One token of a TraceQL query. `text` is the value of a string, the name behind the scope of an
/// attribute, or else the text as written; `scope` is the prefix of an attribute.
record Token(Kind kind, String text, String scope, Pos pos) {
    enum Kind {
        ATTRIBUTE,
        IDENTIFIER,
        STRING,
        INTEGER,
        FLOAT,
        DURATION,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isWord(String word) {
        return kind == Kind.IDENTIFIER && text.equals(word);
    }

    String describe() {
        return switch (kind) {
            case SYMBOL, IDENTIFIER -> text;
            case END -> "$end";
            case ATTRIBUTE, STRING, INTEGER, FLOAT, DURATION -> kind.name();
        };
    }
}
