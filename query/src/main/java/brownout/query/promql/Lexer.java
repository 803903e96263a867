// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.syntax.Cursor;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;

/// Cuts PromQL text into tokens. A colon belongs to a metric name outside of brackets, stands alone
/// inside `[…]`, and is an error inside `{…}`.
final class Lexer {
    private static final String[] SYMBOLS = {
        "=~", "!~", "==", "!=", ">=", "<=", "</", ">/", "(", ")", "{", "}", "[", "]", ",", "=", "<",
        ">", "+", "-", "*", "/", "%", "^", "@"
    };

    private final Cursor cursor;
    private final List<Token> tokens = new ArrayList<>();
    private boolean inBraces;
    private boolean inBrackets;

    private Lexer(String text) {
        cursor = new Cursor(text);
    }

    /// All tokens of `text`, the last one being the end.
    static List<Token> tokens(String text) {
        return new Lexer(text).run();
    }

    private List<Token> run() {
        while (true) {
            skipBlank();
            if (cursor.atEnd()) {
                int end = cursor.offset();
                tokens.add(new Token(Token.Kind.END, "", 0, new Pos(end, end)));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private void skipBlank() {
        cursor.takeWhile(Lexer::isBlank);
        while (cursor.peek() == '#') {
            cursor.takeWhile(c -> c != '\n');
            cursor.takeWhile(Lexer::isBlank);
        }
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private Token next() {
        int start = cursor.offset();
        char c = cursor.peek();
        if (c == '"' || c == '\'' || c == '`') {
            var value = cursor.takeString();
            return new Token(Token.Kind.STRING, value, 0, cursor.since(start));
        }
        if (isDigit(c) || (c == '.' && isDigit(cursor.peek(1)))) {
            return number(start);
        }
        if (isLetter(c) || (c == ':' && !inBrackets && !inBraces)) {
            var word = cursor.takeWhile(d -> isLetter(d) || isDigit(d) || isNameColon(d));
            return new Token(Token.Kind.WORD, word, 0, cursor.since(start));
        }
        return symbol(start);
    }

    private boolean isNameColon(int c) {
        return c == ':' && !inBrackets && !inBraces;
    }

    private Token number(int start) {
        boolean hex = cursor.peek() == '0' && (cursor.peek(1) | 0x20) == 'x';
        cursor.takeWhile(c -> isDigit(c) || isLetter(c) || c == '.');
        char last = cursor.text().charAt(cursor.offset() - 1);
        boolean signed = cursor.peek() == '+' || cursor.peek() == '-';
        if (!hex && (last | 0x20) == 'e' && signed && isDigit(cursor.peek(1))) {
            cursor.take();
            cursor.takeWhile(c -> isDigit(c) || isLetter(c));
        }
        var text = cursor.text().substring(start, cursor.offset());
        double value;
        try {
            value = NumberText.parse(text);
        } catch (IllegalArgumentException e) {
            throw cursor.error(start, String.valueOf(e.getMessage()), "");
        }
        return new Token(Token.Kind.NUMBER, text, value, cursor.since(start));
    }

    private Token symbol(int start) {
        if (cursor.peek() == ':' && inBrackets) {
            cursor.take();
            return new Token(Token.Kind.SYMBOL, ":", 0, cursor.since(start));
        }
        for (var symbol : SYMBOLS) {
            if (cursor.take(symbol)) {
                track(symbol, start);
                return new Token(Token.Kind.SYMBOL, symbol, 0, cursor.since(start));
            }
        }
        int c = cursor.text().codePointAt(start);
        var where = inBraces ? " inside braces" : "";
        throw cursor.error(
                start, "unexpected character" + where + ": '" + Character.toString(c) + "'", "");
    }

    private void track(String symbol, int start) {
        switch (symbol) {
            case "{" -> inBraces = true;
            case "}" -> inBraces = false;
            case "[" -> inBrackets = true;
            case "]" -> inBrackets = false;
            case "</", ">/" ->
                    throw new QueryError(
                            QueryError.Kind.UNSUPPORTED,
                            cursor.since(start),
                            cursor.text(),
                            "histogram operator " + symbol + " is not supported yet",
                            "For a division put a space before the /");
            default -> {}
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
