// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that every template has. `call` and `js` are not among them. Source: the
/// documentation of Go's text/template.
final class GoFunctions {
    private GoFunctions() {}

    static <C> Map<String, Function<C>> table() {
        var table = new LinkedHashMap<String, Function<C>>();
        add(table, "and", 1, Function.ANY, in -> choose(in, false));
        add(table, "or", 1, Function.ANY, in -> choose(in, true));
        add(table, "not", 1, 1, in -> new Item.Flag(!in.getFirst().holds()));
        add(table, "eq", 2, Function.ANY, GoFunctions::equal);
        add(table, "ne", 2, 2, in -> new Item.Flag(order(in.get(0), in.get(1), true) != 0));
        add(table, "lt", 2, 2, in -> new Item.Flag(order(in.get(0), in.get(1), false) < 0));
        add(table, "le", 2, 2, in -> new Item.Flag(order(in.get(0), in.get(1), false) <= 0));
        add(table, "gt", 2, 2, in -> new Item.Flag(order(in.get(0), in.get(1), false) == 1));
        add(
                table,
                "ge",
                2,
                2,
                in -> {
                    int order = order(in.get(0), in.get(1), false);
                    return new Item.Flag(order == 0 || order == 1);
                });
        add(table, "len", 1, 1, in -> new Item.Whole(length(in.getFirst())));
        add(table, "index", 1, Function.ANY, GoFunctions::index);
        add(table, "slice", 1, 3, GoFunctions::slice);
        add(table, "print", 0, Function.ANY, in -> new Item.Text(Format.print(in)));
        add(table, "println", 0, Function.ANY, in -> new Item.Text(Format.printLine(in)));
        add(
                table,
                "printf",
                1,
                Function.ANY,
                in -> new Item.Text(Format.format(text(in.getFirst()), in.subList(1, in.size()))));
        add(table, "html", 1, Function.ANY, in -> new Item.Text(html(Format.print(in))));
        add(
                table,
                "urlquery",
                1,
                Function.ANY,
                in -> new Item.Text(URLEncoder.encode(Format.print(in), StandardCharsets.UTF_8)));
        return table;
    }

    private interface Plain {
        Item apply(List<Item> arguments);
    }

    private static <C> void add(
            Map<String, Function<C>> table, String name, int least, int most, Plain body) {
        table.put(name, new Function<>(name, least, most, (_, arguments) -> body.apply(arguments)));
    }

    /// The first that holds, or does not, or else the last.
    private static Item choose(List<Item> in, boolean wanted) {
        for (var item : in) {
            if (item.holds() == wanted) {
                return item;
            }
        }
        return in.getLast();
    }

    /// Whether the first equals one of the others.
    private static Item equal(List<Item> in) {
        boolean found = false;
        for (var other : in.subList(1, in.size())) {
            found |= order(in.getFirst(), other, true) == 0;
        }
        return new Item.Flag(found);
    }

    /// -1, 0 or 1; 2 where they are neither equal nor in an order. Go compares equal kinds only: a whole
    /// number is no floating-point number.
    private static int order(Item left, Item right, boolean onlyEquality) {
        return switch (left) {
            case Item.Text(var a) when right instanceof Item.Text(var b) ->
                    Integer.signum(a.compareTo(b));
            case Item.Whole(var a) when right instanceof Item.Whole(var b) -> Long.compare(a, b);
            case Item.Real(var a) when right instanceof Item.Real(var b) ->
                    a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
            case Item.Flag(var a) when right instanceof Item.Flag(var b) && onlyEquality ->
                    a == b ? 0 : 2;
            case Item.Nothing _ when right instanceof Item.Nothing -> 0;
            case Item.Text _, Item.Whole _, Item.Real _, Item.Flag _ ->
                    throw incomparable(left, right);
            case Item.Nothing _, Item.Items _, Item.Fields _ -> throw incomparable(left, right);
        };
    }

    private static RuntimeException incomparable(Item left, Item right) {
        return Function.error(
                "incompatible types for comparison: " + left.type() + " and " + right.type());
    }

    private static long length(Item item) {
        return switch (item) {
            case Item.Text(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case Item.Items(var items) -> items.size();
            case Item.Fields(var fields, var open) when open -> fields.size();
            case Item.Fields _, Item.Whole _, Item.Real _, Item.Flag _, Item.Nothing _ ->
                    throw Function.error("len of type " + item.type());
        };
    }

    private static Item index(List<Item> in) {
        var item = in.getFirst();
        for (var key : in.subList(1, in.size())) {
            item =
                    switch (item) {
                        case Item.Items(var items) when key instanceof Item.Whole(var at) -> {
                            if (at < 0 || at >= items.size()) {
                                throw Function.error("index out of range: " + at);
                            }
                            yield items.get((int) at);
                        }
                        case Item.Fields(var fields, var open)
                                when open && key instanceof Item.Text(var name) -> {
                            var value = fields.get(name);
                            yield value == null ? Item.Text.EMPTY : value;
                        }
                        case Item.Items _, Item.Fields _, Item.Text _, Item.Whole _ ->
                                throw notIndexed(item, key);
                        case Item.Real _, Item.Flag _, Item.Nothing _ ->
                                throw notIndexed(item, key);
                    };
        }
        return item;
    }

    private static RuntimeException notIndexed(Item item, Item key) {
        return Function.error("cannot index " + item.type() + " with " + key.type());
    }

    private static Item slice(List<Item> in) {
        var bounds = new int[] {0, (int) length(in.getFirst())};
        for (int i = 1; i < in.size(); i++) {
            if (!(in.get(i) instanceof Item.Whole(var at)) || at < 0 || at > bounds[1]) {
                throw Function.error("index out of range: " + in.get(i).text());
            }
            bounds[i - 1] = (int) at;
        }
        if (bounds[0] > bounds[1]) {
            throw Function.error("invalid slice index: " + bounds[0] + " > " + bounds[1]);
        }
        return switch (in.getFirst()) {
            case Item.Text(var text) ->
                    new Item.Text(
                            new String(
                                    text.getBytes(StandardCharsets.UTF_8),
                                    bounds[0],
                                    bounds[1] - bounds[0],
                                    StandardCharsets.UTF_8));
            case Item.Items(var items) -> new Item.Items(items.subList(bounds[0], bounds[1]));
            case Item.Fields _, Item.Whole _, Item.Real _, Item.Flag _, Item.Nothing _ ->
                    throw Function.error("can't slice item of type " + in.getFirst().type());
        };
    }

    static String text(Item item) {
        if (item instanceof Item.Text(var text)) {
            return text;
        }
        throw Function.error("wrong type for value; expected string; got " + item.type());
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }
}
