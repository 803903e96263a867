// SPDX-License-Identifier: Apache-2.0
package brownout.web.api.alertmanager;

import brownout.query.data.Matcher;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A matcher as Alertmanager writes it: `name="value"`, `name=~value`; quotes are optional.
final class MatcherText {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]*?)\\s*");

    private MatcherText() {}

    static Optional<Matcher> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Matcher(type(form.group(2)), form.group(1), unquoted(form.group(3))));
        } catch (PatternSyntaxException _) {
            return Optional.empty();
        }
    }

    private static Matcher.Type type(String symbol) {
        for (var type : Matcher.Type.values()) {
            if (type.symbol().equals(symbol)) {
                return type;
            }
        }
        throw new IllegalArgumentException(symbol);
    }

    private static String unquoted(String value) {
        return value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }
}
