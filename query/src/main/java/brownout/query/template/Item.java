// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.promql.GoFloat;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A value inside a template.
public sealed interface Item {
    /// How Go prints it with `%v`.
    String text();

    /// What `if` makes of it: false for zero, the empty text, the empty list and nothing.
    boolean holds();

    /// Its type's name in Go, for messages.
    String type();

    /// A string.
    record Text(String text) implements Item {
        public static final Text EMPTY = new Text("");

        @Override
        public boolean holds() {
            return !text.isEmpty();
        }

        @Override
        public String type() {
            return "string";
        }
    }

    /// A floating-point number.
    record Real(double value) implements Item {
        @Override
        public String text() {
            return GoFloat.general(value);
        }

        @Override
        public boolean holds() {
            return value != 0;
        }

        @Override
        public String type() {
            return "float64";
        }
    }

    /// A whole number.
    record Whole(long value) implements Item {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public boolean holds() {
            return value != 0;
        }

        @Override
        public String type() {
            return "int";
        }
    }

    /// True or false.
    record Flag(boolean value) implements Item {
        @Override
        public String text() {
            return Boolean.toString(value);
        }

        @Override
        public boolean holds() {
            return value;
        }

        @Override
        public String type() {
            return "bool";
        }
    }

    /// A list.
    record Items(List<Item> items) implements Item {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String text() {
            return items.stream().map(Item::text).collect(Collectors.joining(" ", "[", "]"));
        }

        @Override
        public boolean holds() {
            return !items.isEmpty();
        }

        @Override
        public String type() {
            return "[]interface {}";
        }
    }

    /// Values by name, in order of the names. Where it is `open` a missing one is the empty text, as in a
    /// map of strings; else asking for it is an error, as in a struct.
    record Fields(Map<String, Item> fields, boolean open) implements Item {
        public Fields {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public String text() {
            return fields.entrySet().stream()
                    .map(field -> (open ? field.getKey() + ":" : "") + field.getValue().text())
                    .collect(Collectors.joining(" ", open ? "map[" : "{", open ? "]" : "}"));
        }

        @Override
        public boolean holds() {
            return !open || !fields.isEmpty();
        }

        @Override
        public String type() {
            return open ? "map[string]string" : "struct";
        }
    }

    /// No value.
    record Nothing() implements Item {
        @Override
        public String text() {
            return "<no value>";
        }

        @Override
        public boolean holds() {
            return false;
        }

        @Override
        public String type() {
            return "nil";
        }
    }
}
