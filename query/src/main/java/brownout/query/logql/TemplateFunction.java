// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Functions of templates. Their last argument is the text to change, as in pipes.
enum TemplateFunction {
    /// Its argument as it is; stands for a lone label or literal.
    VALUE("", 1),
    LINE("__line__", 0),
    LOWER("lower", 1),
    UPPER("upper", 1),
    TO_LOWER("ToLower", 1),
    TO_UPPER("ToUpper", 1),
    TRIM("trim", 1),
    TRIM_PREFIX("trimPrefix", 2),
    TRIM_SUFFIX("trimSuffix", 2),
    REPLACE("replace", 3),
    TRUNCATE("trunc", 2),
    SUBSTRING("substr", 3),
    DEFAULT("default", 2),
    /// With `%s` and `%v` only; any number of arguments.
    PRINTF("printf", -1);

    /// Names that upstream knows and this version does not.
    static final Set<String> OTHERS =
            Set.of(
                    "if",
                    "else",
                    "end",
                    "with",
                    "range",
                    "break",
                    "continue",
                    "define",
                    "template",
                    "block",
                    "and",
                    "or",
                    "not",
                    "eq",
                    "ne",
                    "lt",
                    "le",
                    "gt",
                    "ge",
                    "len",
                    "index",
                    "slice",
                    "print",
                    "println",
                    "html",
                    "js",
                    "urlquery",
                    "call",
                    "__timestamp__",
                    "Replace",
                    "Trim",
                    "TrimLeft",
                    "TrimRight",
                    "TrimPrefix",
                    "TrimSuffix",
                    "TrimSpace",
                    "regexReplaceAll",
                    "regexReplaceAllLiteral",
                    "count",
                    "urlencode",
                    "urldecode",
                    "b64enc",
                    "b64dec",
                    "bytes",
                    "duration",
                    "duration_seconds",
                    "unixEpoch",
                    "unixEpochMillis",
                    "unixEpochNanos",
                    "toDate",
                    "toDateInZone",
                    "date",
                    "now",
                    "unixToTime",
                    "alignLeft",
                    "alignRight",
                    "indent",
                    "nindent",
                    "repeat",
                    "title",
                    "trimAll",
                    "contains",
                    "hasPrefix",
                    "hasSuffix",
                    "int",
                    "float64",
                    "add",
                    "sub",
                    "mul",
                    "div",
                    "mod",
                    "addf",
                    "subf",
                    "mulf",
                    "divf",
                    "max",
                    "min",
                    "maxf",
                    "minf",
                    "ceil",
                    "floor",
                    "round",
                    "fromJson");

    final String text;

    /// Number of arguments, -1 for any.
    final int arity;

    TemplateFunction(String text, int arity) {
        this.text = text;
        this.arity = arity;
    }

    static Optional<TemplateFunction> named(String name) {
        for (var function : values()) {
            if (function != VALUE && function.text.equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    String apply(String[] in, WorkingEntry entry) {
        return switch (this) {
            case VALUE -> in[0];
            case LINE -> entry.line;
            case LOWER, TO_LOWER -> in[0].toLowerCase(Locale.ROOT);
            case UPPER, TO_UPPER -> in[0].toUpperCase(Locale.ROOT);
            case TRIM -> in[0].strip();
            case TRIM_PREFIX -> in[1].startsWith(in[0]) ? in[1].substring(in[0].length()) : in[1];
            case TRIM_SUFFIX ->
                    in[1].endsWith(in[0])
                            ? in[1].substring(0, in[1].length() - in[0].length())
                            : in[1];
            case REPLACE -> in[2].replace(in[0], in[1]);
            case TRUNCATE -> truncate(number(in[0]), in[1]);
            case SUBSTRING -> substring(number(in[0]), number(in[1]), in[2]);
            case DEFAULT -> in[1].isEmpty() ? in[0] : in[1];
            case PRINTF -> format(in);
        };
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /// The first `length` characters, or the last ones for a negative length.
    private static String truncate(int length, String text) {
        if (length < 0) {
            return -length < text.length() ? text.substring(text.length() + length) : text;
        }
        return length < text.length() ? text.substring(0, length) : text;
    }

    /// A negative start counts from 0, a negative end to the end of the text.
    private static String substring(int start, int end, String text) {
        int from = Math.min(Math.max(start, 0), text.length());
        int to = end < 0 || end > text.length() ? text.length() : end;
        return from < to ? text.substring(from, to) : "";
    }

    private static String format(String[] in) {
        var text = new StringBuilder();
        int next = 1;
        for (int i = 0; i < in[0].length(); i++) {
            char c = in[0].charAt(i);
            if (c != '%') {
                text.append(c);
            } else if (in[0].charAt(++i) == '%') {
                text.append('%');
            } else {
                text.append(in[next++]);
            }
        }
        return text.toString();
    }
}
