// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.util.function.IntPredicate;

/// Character reader shared by the three lexers: peeks and takes text, keeps the offset, and reads
/// Go-style string literals. Throws [QueryError] of kind PARSE with the position.
public final class Cursor {
    private final String text;
    private int offset;

    public Cursor(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public int offset() {
        return offset;
    }

    public void seek(int newOffset) {
        offset = newOffset;
    }

    public boolean atEnd() {
        return offset >= text.length();
    }

    /// The next character, or 0 at the end.
    public char peek() {
        return peek(0);
    }

    /// The character `ahead` places further, or 0 beyond the end.
    public char peek(int ahead) {
        return offset + ahead < text.length() ? text.charAt(offset + ahead) : 0;
    }

    public char take() {
        return text.charAt(offset++);
    }

    /// Takes `expected` if it comes next.
    public boolean take(String expected) {
        if (text.startsWith(expected, offset)) {
            offset += expected.length();
            return true;
        }
        return false;
    }

    /// The longest run of characters that satisfy `wanted`, possibly empty.
    public String takeWhile(IntPredicate wanted) {
        int start = offset;
        while (offset < text.length() && wanted.test(text.charAt(offset))) {
            offset++;
        }
        return text.substring(start, offset);
    }

    public Pos since(int start) {
        return new Pos(start, offset);
    }

    public QueryError error(int start, String message, String hint) {
        return new QueryError(
                QueryError.Kind.PARSE,
                new Pos(start, Math.max(start + 1, offset)),
                text,
                message,
                hint);
    }

    /// Reads a literal in `"…"`, `'…'` or backticks, the quote being the next character, and returns
    /// its value. Escapes as in Go: `\a \b \f \n \r \t \v`, a quoted backslash or quote,
    /// octal with 3 digits, `x` with 2, `u` with 4 and `U` with 8 hex digits. Octal and `x` are bytes:
    /// together they may spell UTF-8; a byte that does not is kept as the lone surrogate U+DC00 + byte.
    public String takeString() {
        int start = offset;
        char quote = take();
        if (quote == '`') {
            int end = text.indexOf('`', offset);
            if (end < 0) {
                offset = text.length();
                throw error(start, "unterminated raw string", "Close it with a backtick");
            }
            var raw = text.substring(offset, end);
            offset = end + 1;
            return raw;
        }
        var value = new StringBuilder();
        while (true) {
            if (atEnd() || peek() == '\n') {
                throw error(start, "unterminated quoted string", "Close it with " + quote);
            }
            char c = take();
            if (c == quote) {
                return StrayBytes.joined(value);
            }
            if (c == '\\') {
                takeEscape(quote, value);
            } else {
                value.append(c);
            }
        }
    }

    private void takeEscape(char quote, StringBuilder value) {
        int start = offset - 1;
        if (atEnd()) {
            throw error(start, "unterminated quoted string", "Close it with " + quote);
        }
        char c = take();
        switch (c) {
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000b');
            case '\\' -> value.append('\\');
            case 'x' -> value.append(StrayBytes.of(digits(start, 2, 16)));
            case 'u' -> value.appendCodePoint(digits(start, 4, 16));
            case 'U' -> value.appendCodePoint(digits(start, 8, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                offset--;
                value.append(StrayBytes.of(digits(start, 3, 8) & 0xff));
            }
            default -> {
                if (c != quote) {
                    throw error(
                            start,
                            "unknown escape sequence U+%04X '%c'".formatted((int) c, c),
                            "Write \\\\ for a backslash");
                }
                value.append(c);
            }
        }
    }

    private int digits(int start, int count, int radix) {
        long code = 0;
        for (int i = 0; i < count; i++) {
            int digit = Character.digit(peek(), radix);
            if (digit < 0) {
                throw error(start, "invalid escape sequence", "Give " + count + " digits");
            }
            code = code * radix + digit;
            offset++;
        }
        if (!Character.isValidCodePoint((int) code) || code > Character.MAX_CODE_POINT) {
            throw error(start, "escape sequence is an invalid Unicode code point", "");
        }
        return (int) code;
    }
}
