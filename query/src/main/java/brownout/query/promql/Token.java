// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.syntax.Pos;
import java.util.Locale;
import java.util.Set;

/// One token. `text` is as written, but the value of a string literal; `number` is the value of a
/// number or duration (seconds), else 0.
record Token(Kind kind, String text, double number, Pos pos) {
    /// What a token is.
    enum Kind {
        END,
        NUMBER,
        STRING,
        WORD,
        SYMBOL
    }

    private static final Set<String> KEYWORDS =
            Set.of(
                    "offset",
                    "by",
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "bool",
                    "start",
                    "end");

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /// Whether this is the keyword `word`, in any case.
    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isEnd() {
        return kind == Kind.END;
    }

    /// How messages name this token.
    String describe() {
        return switch (kind) {
            case END -> "end of input";
            case NUMBER -> "number " + Labels.quoted(text);
            case STRING -> "string " + Labels.quoted(Labels.quoted(text));
            case WORD -> word();
            case SYMBOL ->
                    BinaryOperator.of(text).isPresent() ? "<op:" + text + ">" : Labels.quoted(text);
        };
    }

    private String word() {
        var lower = text.toLowerCase(Locale.ROOT);
        if (KEYWORDS.contains(lower)) {
            return "<" + lower + ">";
        }
        if (BinaryOperator.of(lower).isPresent()) {
            return "<op:" + lower + ">";
        }
        return Aggregation.of(lower).isPresent()
                ? "<aggr:" + lower + ">"
                : "identifier " + Labels.quoted(text);
    }
}
