// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.template.Function;
import brownout.query.template.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Functions of templates of lines and labels beside Go's own. Their last argument is the text to change,
/// as in pipes; the old names with a capital have Go's order. Source: the documentation of Loki.
final class LineFunctions {
    /// Names that upstream knows and this version does not.
    static final List<String> OTHERS =
            List.of(
                    "__timestamp__",
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
                    "indent",
                    "nindent",
                    "title",
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

    static final Map<String, Function<WorkingEntry>> TABLE = table();

    private LineFunctions() {}

    private static Map<String, Function<WorkingEntry>> table() {
        var table = new LinkedHashMap<String, Function<WorkingEntry>>();
        for (var name : OTHERS) { // read, then refused
            table.put(name, new Function<>(name, 0, Function.ANY, (_, _) -> Item.Text.EMPTY));
        }
        add(table, "__line__", 0, (entry, _) -> new Item.Text(entry.line));
        change(table, "lower", text -> text.toLowerCase(Locale.ROOT));
        change(table, "ToLower", text -> text.toLowerCase(Locale.ROOT));
        change(table, "upper", text -> text.toUpperCase(Locale.ROOT));
        change(table, "ToUpper", text -> text.toUpperCase(Locale.ROOT));
        change(table, "trim", String::strip);
        change(table, "TrimSpace", String::strip);
        add(table, "trimPrefix", 2, (_, in) -> withoutPrefix(text(in, 0), text(in, 1)));
        add(table, "TrimPrefix", 2, (_, in) -> withoutPrefix(text(in, 1), text(in, 0)));
        add(table, "trimSuffix", 2, (_, in) -> withoutSuffix(text(in, 0), text(in, 1)));
        add(table, "TrimSuffix", 2, (_, in) -> withoutSuffix(text(in, 1), text(in, 0)));
        add(table, "trimAll", 2, (_, in) -> without(text(in, 0), text(in, 1), true, true));
        add(table, "Trim", 2, (_, in) -> without(text(in, 1), text(in, 0), true, true));
        add(table, "TrimLeft", 2, (_, in) -> without(text(in, 1), text(in, 0), true, false));
        add(table, "TrimRight", 2, (_, in) -> without(text(in, 1), text(in, 0), false, true));
        add(
                table,
                "replace",
                3,
                (_, in) -> new Item.Text(text(in, 2).replace(text(in, 0), text(in, 1))));
        add(
                table,
                "Replace",
                4,
                (_, in) -> replace(text(in, 0), text(in, 1), text(in, 2), number(in, 3)));
        add(table, "trunc", 2, (_, in) -> truncate(number(in, 0), text(in, 1)));
        add(table, "substr", 3, (_, in) -> substring(number(in, 0), number(in, 1), text(in, 2)));
        add(table, "alignLeft", 2, (_, in) -> align(number(in, 0), text(in, 1), true));
        add(table, "alignRight", 2, (_, in) -> align(number(in, 0), text(in, 1), false));
        add(table, "repeat", 2, (_, in) -> repeat(number(in, 0), text(in, 1)));
        add(table, "default", 2, (_, in) -> in.get(1).holds() ? in.get(1) : in.get(0));
        add(table, "contains", 2, (_, in) -> new Item.Flag(text(in, 1).contains(text(in, 0))));
        add(table, "hasPrefix", 2, (_, in) -> new Item.Flag(text(in, 1).startsWith(text(in, 0))));
        add(table, "hasSuffix", 2, (_, in) -> new Item.Flag(text(in, 1).endsWith(text(in, 0))));
        return table;
    }

    private static void add(
            Map<String, Function<WorkingEntry>> table,
            String name,
            int count,
            Function.Body<WorkingEntry> body) {
        table.put(name, Function.of(name, count, body));
    }

    private static void change(
            Map<String, Function<WorkingEntry>> table, String name, UnaryOperator<String> body) {
        add(table, name, 1, (_, in) -> new Item.Text(body.apply(text(in, 0))));
    }

    // ---- arguments

    private static String text(List<Item> in, int at) {
        if (in.get(at) instanceof Item.Text(var text)) {
            return text;
        }
        throw Function.error("wrong type for value; expected string; got " + in.get(at).type());
    }

    private static int number(List<Item> in, int at) {
        if (in.get(at) instanceof Item.Whole(var number)) {
            return Math.clamp(number, -(1 << 20), 1 << 20);
        }
        throw Function.error("wrong type for value; expected int; got " + in.get(at).type());
    }

    // ---- bodies

    private static Item withoutPrefix(String prefix, String text) {
        return new Item.Text(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    private static Item withoutSuffix(String suffix, String text) {
        boolean ends = text.endsWith(suffix);
        return new Item.Text(ends ? text.substring(0, text.length() - suffix.length()) : text);
    }

    /// Without any of `signs` at its ends.
    private static Item without(String signs, String text, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && signs.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (right && from < to && signs.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return new Item.Text(text.substring(from, to));
    }

    /// The first `most` times, all for a negative number.
    private static Item replace(String text, String old, String by, int most) {
        if (most < 0) {
            return new Item.Text(text.replace(old, by));
        }
        var left = new StringBuilder();
        int from = 0;
        for (int n = 0; n < most && !old.isEmpty(); n++) {
            int at = text.indexOf(old, from);
            if (at < 0) {
                break;
            }
            left.append(text, from, at).append(by);
            from = at + old.length();
        }
        return new Item.Text(left.append(text, from, text.length()).toString());
    }

    /// The first `length` characters, or the last ones for a negative length.
    private static Item truncate(int length, String text) {
        if (length < 0) {
            int from = Math.max(0, text.length() + length);
            return new Item.Text(text.substring(from));
        }
        return new Item.Text(text.substring(0, Math.min(length, text.length())));
    }

    /// A negative start counts from 0, a negative end to the end of the text.
    private static Item substring(int start, int end, String text) {
        int from = Math.clamp(start, 0, text.length());
        int to = end < 0 || end > text.length() ? text.length() : end;
        return new Item.Text(from < to ? text.substring(from, to) : "");
    }

    /// Cut or filled up with spaces to `width` characters.
    private static Item align(int width, String text, boolean left) {
        int missing = width - text.length();
        if (width < 0 || missing == 0) {
            return new Item.Text(text);
        }
        if (missing < 0) {
            return new Item.Text(left ? text.substring(0, width) : text.substring(-missing));
        }
        var spaces = " ".repeat(missing);
        return new Item.Text(left ? text + spaces : spaces + text);
    }

    private static Item repeat(int times, String text) {
        if ((long) times * text.length() > 1 << 20) {
            throw Function.error("the text grows too long");
        }
        return new Item.Text(text.repeat(Math.max(0, times)));
    }
}
