// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// A label set: names in ascending order, each once, with non-empty values. Immutable. A missing
/// label and an empty value are the same thing (Prometheus data model), so empty values are dropped
/// by every factory except [#ofExact], which LogQL needs for its empty-valued labels.
///
/// Order is by (name, value) pair after pair, the shorter set first: `__name__` sorts before letters.
public final class Labels implements Comparable<Labels> {
    public static final String NAME = "__name__";
    public static final Labels EMPTY = new Labels(new String[0]);

    private final String[] pairs; // name, value, name, value, ...
    private int hash; // 0 until it is asked for, as in String: many sets are never looked up

    private Labels(String[] pairs) {
        this.pairs = pairs;
    }

    /// Pairs `name, value, name, value, …` in any order. A name given twice keeps its last value.
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a name without a value: " + List.of(namesAndValues));
        }
        var sorted = new String[namesAndValues.length];
        int size = 0;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            size = insert(sorted, size, namesAndValues[i], namesAndValues[i + 1]);
        }
        return compact(sorted, size);
    }

    /// Pairs whose names ascend and whose values are not empty, where many sets are made: takes the array.
    public static Labels sorted(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1].isEmpty()
                    || (i > 0 && namesAndValues[i - 2].compareTo(namesAndValues[i]) >= 0)) {
                throw new IllegalArgumentException("not in order: " + List.of(namesAndValues));
            }
        }
        return namesAndValues.length == 0 ? EMPTY : new Labels(namesAndValues);
    }

    /// Puts a pair in its place among `size` elements of sorted pairs; gives the new size.
    private static int insert(String[] sorted, int size, String name, String value) {
        int at = size;
        int order = -1;
        while (at > 0 && (order = sorted[at - 2].compareTo(name)) > 0) {
            at -= 2;
        }
        if (at > 0 && order == 0) {
            sorted[at - 1] = value;
            return size;
        }
        System.arraycopy(sorted, at, sorted, at + 2, size - at);
        sorted[at] = name;
        sorted[at + 1] = value;
        return size + 2;
    }

    /// The first `size` elements without empty values.
    private static Labels compact(String[] sorted, int size) {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            if (!sorted[i + 1].isEmpty()) {
                sorted[kept++] = sorted[i];
                sorted[kept++] = sorted[i + 1];
            }
        }
        if (kept == 0) {
            return EMPTY;
        }
        return new Labels(kept == sorted.length ? sorted : Arrays.copyOf(sorted, kept));
    }

    public static Labels of(Map<String, String> map) {
        return build(map, false);
    }

    /// As [#of(Map)], but a label may have an empty value, which differs from the label's absence.
    public static Labels ofExact(Map<String, String> map) {
        return build(map, true);
    }

    private static Labels build(Map<String, String> map, boolean keepEmpty) {
        var sorted = new String[map.size() * 2];
        int size = 0;
        for (var entry : map.entrySet()) { // each name once, so any order will do
            if (keepEmpty || !entry.getValue().isEmpty()) {
                size = insert(sorted, size, entry.getKey(), entry.getValue());
            }
        }
        if (size == 0) {
            return EMPTY;
        }
        return new Labels(size == sorted.length ? sorted : Arrays.copyOf(sorted, size));
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    public String name(int index) {
        return pairs[index * 2];
    }

    public String value(int index) {
        return pairs[index * 2 + 1];
    }

    /// The value of `name`, or the empty string.
    public String get(String name) {
        int index = indexOf(name);
        return index < 0 ? "" : value(index);
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(String name) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = pairs[middle * 2].compareTo(name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /// This set with `name` set to `value`; an empty value removes it.
    public Labels with(String name, String value) {
        var map = toMap();
        map.put(name, value);
        return of(map);
    }

    public Labels keepNames(Predicate<String> keep) {
        int kept = 0;
        var result = new String[pairs.length];
        for (int i = 0; i < pairs.length; i += 2) {
            if (keep.test(pairs[i])) {
                result[kept++] = pairs[i];
                result[kept++] = pairs[i + 1];
            }
        }
        if (kept == pairs.length) {
            return this;
        }
        return kept == 0 ? EMPTY : new Labels(Arrays.copyOf(result, kept));
    }

    /// The labels whose names are among `names`, which are in ascending order, each once.
    public Labels keepSorted(String... names) {
        int kept = 0;
        var result = new String[Math.min(2 * names.length, pairs.length)];
        for (var name : names) {
            int index = indexOf(name);
            if (index >= 0) {
                result[kept++] = pairs[index * 2]; // one string for all who have the name
                result[kept++] = pairs[index * 2 + 1];
            }
        }
        if (kept == pairs.length) {
            return this;
        }
        return kept == 0
                ? EMPTY
                : new Labels(kept == result.length ? result : Arrays.copyOf(result, kept));
    }

    public Labels without(String name) {
        int index = indexOf(name);
        if (index < 0) {
            return this;
        }
        if (pairs.length == 2) {
            return EMPTY;
        }
        var rest = new String[pairs.length - 2];
        System.arraycopy(pairs, 0, rest, 0, index * 2);
        System.arraycopy(pairs, index * 2 + 2, rest, index * 2, rest.length - index * 2);
        return new Labels(rest);
    }

    public void forEach(BiConsumer<String, String> each) {
        for (int i = 0; i < pairs.length; i += 2) {
            each.accept(pairs[i], pairs[i + 1]);
        }
    }

    /// A mutable copy, in name order.
    public SortedMap<String, String> toMap() {
        var map = new TreeMap<String, String>();
        forEach(map::put);
        return map;
    }

    @Override
    public int compareTo(Labels other) {
        int shared = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < shared; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that
                && hashCode() == that.hashCode()
                && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(pairs);
            hash = known;
        }
        return known;
    }

    /// `{a="1", b="2"}` with Go-style quoting of values, the text Loki sorts streams by.
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(pairs[i]).append('=');
            text.append(quoted(pairs[i + 1]));
        }
        return text.append('}').toString();
    }

    /// `value` as a double-quoted Go string literal.
    public static String quoted(String value) {
        var text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
