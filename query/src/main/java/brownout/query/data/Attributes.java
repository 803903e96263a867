// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Attributes of a span, resource or event in insertion order. A value is a [String], [Long],
/// [Double], [Boolean] or an immutable [List] of one of these; nothing else is accepted.
public final class Attributes {
    public static final Attributes EMPTY = new Attributes(Map.of());

    private final Map<String, Object> values;

    private Attributes(Map<String, Object> values) {
        this.values = values;
    }

    /// `name, value, name, value, …`.
    public static Attributes of(Object... namesAndValues) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], checked(namesAndValues[i + 1]));
        }
        return new Attributes(values);
    }

    private static Object checked(Object value) {
        return switch (value) {
            case Integer number -> (Long) number.longValue();
            case String _, Long _, Double _, Boolean _ -> value;
            case List<?> list -> List.copyOf(list);
            default ->
                    throw new IllegalArgumentException(
                            "not an attribute value: " + value.getClass());
        };
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    public void forEach(BiConsumer<String, Object> each) {
        values.forEach(each);
    }

    public int size() {
        return values.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
