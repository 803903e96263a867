// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Cursor;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.Pos;
import brownout.query.traceql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the text of a TraceQL query into tokens. An attribute's name goes up to white space or one
/// of a few symbols, so `.a+1` is one attribute; other characters stand in quotes.
final class Lexer {
    private static final int MAX_LENGTH = 131_072;
    private static final int MAX_NUMBER = 100;

    private static final Set<String> SCOPES =
            Set.of("span", "resource", "parent", "event", "link", "instrumentation");
    private static final Set<String> INTRINSIC_SCOPES =
            Set.of("span", "trace", "event", "link", "instrumentation");
    private static final String NAME_END = "{}()=~!<>&|^,";

    /// Longest first.
    private static final List<String> SYMBOLS =
            List.of(
                    "!>>", "!<<", "&>>", "&<<", "&&", "||", "!=", "=~", "!~", ">=", "<=", ">>",
                    "<<", "!>", "!<", "&>", "&<", "&~", ">", "<", "=", "!", "~", "|", "+", "-", "*",
                    "/", "%", "^", "(", ")", "{", "}", ",");

    private static final Pattern RUN =
            Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+|[\\p{L}0-9.]*)");
    private static final Pattern INTEGER = Pattern.compile("[0-9]+");
    private static final Pattern FLOAT =
            Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private final Cursor in;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String query) {
        this.in = new Cursor(query);
    }

    static List<Token> tokens(String query) {
        return new Lexer(query).run();
    }

    private List<Token> run() {
        if (in.text().length() > MAX_LENGTH) {
            throw in.error(
                    0,
                    "TraceQL expression exceeds the configured maximum size of 131072 bytes",
                    "");
        }
        while (skipBlank()) {
            next();
        }
        tokens.add(new Token(Kind.END, "", "", new Pos(in.offset(), in.offset() + 1)));
        return tokens;
    }

    private boolean skipBlank() {
        while (true) {
            in.takeWhile(Character::isWhitespace);
            if (in.peek() == '/' && in.peek(1) == '/') {
                in.takeWhile(c -> c != '\n');
            } else if (in.peek() == '/' && in.peek(1) == '*') {
                int end = in.text().indexOf("*/", in.offset() + 2);
                if (end < 0) {
                    throw in.error(in.offset(), "comment not terminated", "Close it with */");
                }
                in.seek(end + 2);
            } else {
                return !in.atEnd();
            }
        }
    }

    private void next() {
        int start = in.offset();
        char c = in.peek();
        if (c == '"' || c == '`') {
            var value = in.takeString();
            add(Kind.STRING, value, "", start);
        } else if (isDigit(c) || (c == '.' && isDigit(in.peek(1)))) {
            number(start);
        } else if (c == '.') {
            in.take();
            attribute(start, "");
        } else if (Character.isLetter(c) || c == '_') {
            word(start);
        } else {
            symbol(start);
        }
    }

    private void number(int start) {
        var matcher = RUN.matcher(in.text()).region(start, in.text().length());
        if (!matcher.lookingAt() || matcher.end() - start > MAX_NUMBER) {
            throw in.error(start, "syntax error: unexpected character", "");
        }
        var text = matcher.group();
        in.seek(matcher.end());
        if (INTEGER.matcher(text).matches()) {
            add(Kind.INTEGER, text, "", start);
        } else if (FLOAT.matcher(text).matches()) {
            add(Kind.FLOAT, text, "", start);
        } else if (DurationText.prometheus(text).isPresent() || DurationText.go(text).isPresent()) {
            add(Kind.DURATION, text, "", start);
        } else {
            throw in.error(
                    start,
                    "bad number or duration syntax: \"" + text + "\"",
                    "Durations look like 1h30m, 1.5s or 250ms");
        }
    }

    private void word(int start) {
        var name = in.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_');
        if (in.peek() == '.' && SCOPES.contains(name)) {
            in.take();
            attribute(start, name);
        } else if (in.peek() == ':' && INTRINSIC_SCOPES.contains(name)) {
            in.take();
            in.takeWhile(Character::isWhitespace);
            var rest = in.takeWhile(Character::isLetterOrDigit);
            add(Kind.IDENTIFIER, name + ":" + rest, "", start);
        } else {
            add(Kind.IDENTIFIER, name, "", start);
        }
    }

    private void attribute(int start, String scope) {
        var name = new StringBuilder();
        while (!in.atEnd()
                && !Character.isWhitespace(in.peek())
                && NAME_END.indexOf(in.peek()) < 0) {
            if (in.peek() == '"') {
                quotedPart(start, name);
            } else {
                name.append(in.take());
            }
        }
        if (name.isEmpty()) {
            throw in.error(
                    start,
                    "syntax error: unexpected " + (in.atEnd() ? "$end" : "END_ATTRIBUTE"),
                    "The name of the attribute comes directly behind the dot");
        }
        add(Kind.ATTRIBUTE, name.toString(), scope, start);
    }

    private void quotedPart(int start, StringBuilder name) {
        in.take();
        while (!in.atEnd()) {
            char c = in.take();
            if (c == '"') {
                return;
            }
            if (c == '\\') {
                if (in.peek() != '"' && in.peek() != '\\') {
                    throw in.error(
                            in.offset() - 1,
                            "invalid escape sequence",
                            "Only \\\" and \\\\ are known in names");
                }
                c = in.take();
            }
            name.append(c);
        }
        throw in.error(start, "unexpected EOF, expecting \"", "");
    }

    private void symbol(int start) {
        for (var symbol : SYMBOLS) {
            if (in.take(symbol)) {
                add(Kind.SYMBOL, symbol, "", start);
                return;
            }
        }
        char c = in.take();
        throw in.error(start, "syntax error: unexpected %c".formatted(c), "");
    }

    private void add(Kind kind, String text, String scope, int start) {
        tokens.add(new Token(kind, text, scope, in.since(start)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
