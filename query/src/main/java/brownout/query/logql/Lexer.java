// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.Token.Kind;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.DurationText;
import brownout.query.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Turns the text of a LogQL query into tokens. Reserved words are case-insensitive; function names
/// are keywords only in front of `(`, or of `by (` and `without (`, and identifiers elsewhere.
final class Lexer {
    private static final int MAX_LENGTH = 131_072;
    private static final int MAX_NUMBER = 100;

    private static final Set<String> RESERVED =
            Set.of(
                    "by",
                    "without",
                    "bool",
                    "json",
                    "regexp",
                    "logfmt",
                    "unpack",
                    "pattern",
                    "line_format",
                    "label_format",
                    "unwrap",
                    "offset",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "or",
                    "and",
                    "unless",
                    "decolorize",
                    "drop",
                    "keep");
    private static final Set<String> OTHER_FUNCTIONS =
            Set.of("ip", "vector", "label_replace", "bytes", "duration", "duration_seconds");

    /// Longest first.
    private static final List<String> SYMBOLS =
            List.of(
                    "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "|", "=", ">", "<",
                    "{", "}", "(", ")", ",", "+", "-", "*", "/", "%", "^");

    private static final Pattern NUMBER =
            Pattern.compile(
                    "0[xX][0-9a-fA-F_]*(\\.[0-9a-fA-F_]*)?([pP][+-]?[0-9]+)?|0[bBoO][0-9_]+"
                            + "|([0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9_]+)([eE][+-]?[0-9]+)?");
    private static final Pattern RUN =
            Pattern.compile(
                    "(?:0[xX][0-9a-fA-F_.]*[pP]|[0-9][0-9_.]*[eE]|\\.[0-9_]+[eE])[+-][0-9]+"
                            + "|[\\p{L}0-9_.]+");

    private final Cursor in;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String query) {
        this.in = new Cursor(query);
    }

    static List<Token> tokens(String query) {
        return new Lexer(query).run();
    }

    private List<Token> run() {
        if (in.text().length() >= MAX_LENGTH) {
            in.seek(1);
            throw in.error(0, "input size too long (" + in.text().length() + " > 131072)", "");
        }
        while (skipBlank()) {
            next();
        }
        tokens.add(new Token(Kind.END, "", new Pos(in.offset(), in.offset() + 1)));
        return tokens;
    }

    /// Skips white space and comments; false at the end.
    private boolean skipBlank() {
        while (true) {
            in.takeWhile(Character::isWhitespace);
            if (in.peek() == '#' || (in.peek() == '/' && in.peek(1) == '/')) {
                in.takeWhile(c -> c != '\n');
            } else if (in.peek() == '/' && in.peek(1) == '*') {
                int start = in.offset();
                int end = in.text().indexOf("*/", start + 2);
                if (end < 0) {
                    throw in.error(start, "comment not terminated", "Close it with */");
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
            add(Kind.STRING, value, start);
        } else if (c == '\'') {
            throw in.error(start, "invalid char literal", "Write strings in double quotes");
        } else if (isDigit(c) || (c == '.' && isDigit(in.peek(1)))) {
            number(start);
        } else if (Character.isLetter(c) || c == '_') {
            word(start);
        } else if (c == '[') {
            range(start);
        } else if (c == '-' && in.peek(1) == '-' && Character.isLetter(in.peek(2))) {
            flag(start);
        } else {
            symbol(start);
        }
    }

    /// The longest prefix of the run of letters and digits that is a number, duration or byte count.
    private void number(int start) {
        var matcher = RUN.matcher(in.text()).region(start, in.text().length());
        if (!matcher.lookingAt()) {
            throw in.error(start, "unexpected character", "");
        }
        var run = matcher.group();
        for (int end = Math.min(run.length(), MAX_NUMBER); end > 0; end--) {
            var text = run.substring(0, end);
            var kind = numberKind(text);
            if (kind != Kind.END) {
                in.seek(start + end);
                add(kind, text, start);
                return;
            }
        }
        throw in.error(start, "bad number or duration syntax: \"" + run + "\"", "");
    }

    /// [Kind#END] where `text` is none of them.
    private static Kind numberKind(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Kind.NUMBER;
        }
        if (DurationText.prometheus(text).isPresent() || DurationText.go(text).isPresent()) {
            return Kind.DURATION;
        }
        return Numbers.isByteLiteral(text) ? Kind.BYTES : Kind.END;
    }

    private void word(int start) {
        var name = in.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_');
        var lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower) || (isFunction(lower) && beforeArguments())) {
            add(Kind.KEYWORD, lower, start);
        } else {
            add(Kind.IDENTIFIER, name, start);
        }
    }

    private static boolean isFunction(String name) {
        return OTHER_FUNCTIONS.contains(name)
                || RangeFunction.named(name).isPresent()
                || VectorOperator.named(name).isPresent();
    }

    private boolean beforeArguments() {
        int back = in.offset();
        skipBlank();
        var word = in.takeWhile(Character::isLetter).toLowerCase(Locale.ROOT);
        if (word.equals("by") || word.equals("without")) {
            skipBlank();
            word = "";
        }
        boolean found = word.isEmpty() && in.peek() == '(';
        in.seek(back);
        return found;
    }

    private void range(int start) {
        int end = in.text().indexOf(']', start);
        if (end < 0) {
            in.seek(in.text().length());
            throw in.error(start, "missing closing ']' in duration", "");
        }
        in.seek(end + 1);
        var text = in.text().substring(start + 1, end);
        if (DurationText.prometheus(text).orElse(0) <= 0) {
            throw in.error(
                    start,
                    "not a valid duration string: \"" + text + "\"",
                    "Write whole numbers with units, such as [5m] or [1h30m]");
        }
        add(Kind.RANGE, text, start);
    }

    private void flag(int start) {
        in.seek(start + 2);
        var name = in.takeWhile(c -> Character.isLetter(c) || c == '-');
        if (!name.equals("strict") && !name.equals("keep-empty")) {
            throw in.error(
                    start, "syntax error: unexpected -", "The flags are --strict and --keep-empty");
        }
        add(Kind.PARSER_FLAG, name, start);
    }

    private void symbol(int start) {
        for (var symbol : SYMBOLS) {
            if (in.take(symbol)) {
                add(Kind.SYMBOL, symbol, start);
                return;
            }
        }
        char c = in.take();
        throw in.error(start, "syntax error: unexpected %c".formatted(c), "");
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, in.since(start)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
