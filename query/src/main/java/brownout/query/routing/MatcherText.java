// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.QueryError;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Matchers as Alertmanager's files, silences and filters have them: `a=b`, `a="b"`,
/// `{a=~"b|c", "d e"!="f"}`. Read as Alertmanager 0.27 and newer do: first by the grammar with names in
/// UTF-8, then by the older one, where an unknown escape stands for itself (`"\d+"`).
public final class MatcherText {
    /// By name, value and operator: the order in which a route's key has its matchers.
    public static final Comparator<Matcher> ORDER =
            Comparator.comparing(Matcher::name)
                    .thenComparing(Matcher::value)
                    .thenComparing(Matcher::type);

    private static final Matcher.Type[] LONGEST_FIRST = {
        Matcher.Type.MATCH, Matcher.Type.NO_MATCH, Matcher.Type.NOT_EQUAL, Matcher.Type.EQUAL
    };

    private MatcherText() {}

    /// One or more matchers, separated by commas, in braces or not; `{}` is none. Throws [QueryError] of
    /// kind PARSE, worded as Alertmanager does.
    public static List<Matcher> parse(String text) {
        var modern = modern(text);
        return modern.isPresent() ? modern.get() : classic(text);
    }

    /// `name="value"`; a name that is not a classic one is quoted too.
    public static String print(Matcher matcher) {
        var name = isClassicName(matcher.name()) ? matcher.name() : Labels.quoted(matcher.name());
        return name + matcher.type().symbol() + '"' + escaped(matcher.value()) + '"';
    }

    /// `{a="b",c!="d"}`, as part of a route's key.
    public static String print(List<Matcher> matchers) {
        return "{" + String.join(",", matchers.stream().map(MatcherText::print).toList()) + "}";
    }

    /// The escapes of the exposition format: backslash, quote and line feed.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    static boolean isClassicName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && c != ':' && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    // ---- the grammar with names in UTF-8

    private static Optional<List<Matcher>> modern(String text) {
        var cursor = new Cursor(text);
        blank(cursor);
        boolean braces = cursor.take("{");
        var matchers = new ArrayList<Matcher>();
        try {
            blank(cursor);
            while (!cursor.atEnd() && cursor.peek() != '}') {
                matchers.add(modernMatcher(cursor, text));
                blank(cursor);
                if (!cursor.take(",")) {
                    break;
                }
                blank(cursor);
            }
            if (braces != cursor.take("}")) {
                return Optional.empty();
            }
        } catch (QueryError _) {
            return Optional.empty();
        }
        blank(cursor);
        boolean some = braces || !matchers.isEmpty();
        return cursor.atEnd() && some ? Optional.of(List.copyOf(matchers)) : Optional.empty();
    }

    private static Matcher modernMatcher(Cursor cursor, String text) {
        var name = word(cursor, text);
        blank(cursor);
        for (var type : LONGEST_FIRST) {
            if (cursor.take(type.symbol())) {
                blank(cursor);
                return matcher(type, name, word(cursor, text), text);
            }
        }
        throw bad(text);
    }

    private static String word(Cursor cursor, String text) {
        if (cursor.peek() == '"') {
            return cursor.takeString();
        }
        var word = cursor.takeWhile(MatcherText::isUnreserved);
        if (word.isEmpty()) {
            throw bad(text);
        }
        return word;
    }

    private static boolean isUnreserved(int c) {
        return "{}!=~,\\\"'`".indexOf(c) < 0 && !Character.isWhitespace(c);
    }

    private static void blank(Cursor cursor) {
        cursor.takeWhile(Character::isWhitespace);
    }

    // ---- the older grammar

    private static List<Matcher> classic(String text) {
        var body = text;
        if (body.startsWith("{")) {
            body = body.substring(1);
        }
        if (body.endsWith("}")) {
            body = body.substring(0, body.length() - 1);
        }
        var matchers = new ArrayList<Matcher>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                matchers.add(classicMatcher(body.substring(start, i)));
                start = i + 1;
            }
        }
        var last = body.substring(start);
        if (!last.isBlank() || matchers.isEmpty()) {
            matchers.add(classicMatcher(last));
        }
        return List.copyOf(matchers);
    }

    private static Matcher classicMatcher(String text) {
        var cursor = new Cursor(text);
        blank(cursor);
        var name = cursor.takeWhile(c -> isClassicName("a" + (char) c));
        blank(cursor);
        if (!isClassicName(name)) {
            throw bad(text);
        }
        for (var type : LONGEST_FIRST) {
            if (cursor.take(type.symbol())) {
                var value = text.substring(cursor.offset()).strip();
                return matcher(type, name, classicValue(value, text), text);
            }
        }
        throw bad(text);
    }

    private static String classicValue(String raw, String text) {
        boolean open = raw.startsWith("\"");
        var value = new StringBuilder();
        for (int i = open ? 1 : 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean last = i == raw.length() - 1;
            if (c == '\\' && !last) {
                value.append(unescaped(raw.charAt(++i)));
            } else if (c != '"') {
                value.append(c);
            } else if (open && last) {
                open = false;
            } else {
                throw unclosed(text);
            }
        }
        if (open) {
            throw unclosed(text);
        }
        return value.toString();
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case '"', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private static Matcher matcher(Matcher.Type type, String name, String value, String text) {
        try {
            return new Matcher(type, name, value);
        } catch (PatternSyntaxException e) {
            throw new QueryError(
                    QueryError.Kind.PARSE,
                    "bad matcher format: " + text + ": error parsing regexp: " + e.getMessage());
        }
    }

    private static QueryError bad(String text) {
        return new QueryError(QueryError.Kind.PARSE, "bad matcher format: " + text);
    }

    private static QueryError unclosed(String text) {
        return new QueryError(
                QueryError.Kind.PARSE, "matcher value contains unescaped double quote: " + text);
    }
}
