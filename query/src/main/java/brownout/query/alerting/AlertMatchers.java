// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Matcher;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.QueryError;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/// Matchers as Alertmanager writes them: `a="b"`, `a=b`, `a=~"b|c"`, `{a="b", c!="d"}`. Quotes are
/// optional; a comma inside of quotes belongs to the value.
public final class AlertMatchers {
    private static final Matcher.Type[] LONGEST_FIRST = {
        Matcher.Type.MATCH, Matcher.Type.NO_MATCH, Matcher.Type.NOT_EQUAL, Matcher.Type.EQUAL
    };

    private AlertMatchers() {}

    /// Reads the value of one `filter=` parameter; all of its matchers must hold. Throws [QueryError]
    /// of kind PARSE, worded as Alertmanager does.
    public static List<Matcher> parse(String text) {
        var body = text.strip();
        if (body.startsWith("{") && body.endsWith("}")) {
            body = body.substring(1, body.length() - 1);
        }
        var matchers = new ArrayList<Matcher>();
        var cursor = new Cursor(body);
        blank(cursor);
        while (!cursor.atEnd()) {
            matchers.add(matcher(cursor, text));
            blank(cursor);
            if (!cursor.atEnd() && !cursor.take(",")) {
                throw bad(text);
            }
            blank(cursor);
        }
        if (matchers.isEmpty()) {
            throw bad(text);
        }
        return matchers;
    }

    private static Matcher matcher(Cursor cursor, String text) {
        var name =
                cursor.peek() == '"'
                        ? quoted(cursor, text)
                        : cursor.takeWhile(AlertMatchers::isName);
        blank(cursor);
        var type = type(cursor, text);
        blank(cursor);
        var value =
                cursor.peek() == '"'
                        ? quoted(cursor, text)
                        : cursor.takeWhile(c -> c != ',' && c != '"').strip();
        if (name.isEmpty()) {
            throw bad(text);
        }
        try {
            return new Matcher(type, name, value);
        } catch (PatternSyntaxException _) {
            throw bad(text);
        }
    }

    private static String quoted(Cursor cursor, String text) {
        try {
            return cursor.takeString();
        } catch (QueryError _) {
            throw bad(text);
        }
    }

    private static Matcher.Type type(Cursor cursor, String text) {
        for (var type : LONGEST_FIRST) {
            if (cursor.take(type.symbol())) {
                return type;
            }
        }
        throw bad(text);
    }

    private static void blank(Cursor cursor) {
        cursor.takeWhile(c -> c == ' ' || c == '\t');
    }

    private static boolean isName(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == ':';
    }

    private static QueryError bad(String text) {
        return new QueryError(QueryError.Kind.PARSE, "bad matcher format: " + text);
    }
}
