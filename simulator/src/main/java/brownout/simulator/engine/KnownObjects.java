// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What an image does not hold because its reader has it already: a world with its estate, and the
/// constants of the engine's classes. They count as objects that have been written or read before the
/// first, so an image refers to them by number, and what is read shares them.
final class KnownObjects extends MapReferenceResolver {
    private final List<Object> inOrder = new ArrayList<>();
    private final IdentityHashMap<Object, Boolean> seen = // lookup only
            new IdentityHashMap<>(); // lookup only
    private final long digest;

    KnownObjects(World world, Cells[] cells) {
        var waiting = new ArrayDeque<>();
        ImageClasses.constants().forEach(waiting::add);
        waiting.add(world);
        waiting.add(cells);
        var classes = new CRC32C();
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            if (isPart(next) && seen.put(next, true) == null) {
                inOrder.add(next);
                classes.update(next.getClass().getName().getBytes(StandardCharsets.UTF_8));
                parts(next).forEach(waiting::add);
            }
        }
        digest = ((long) inOrder.size() << 32) | classes.getValue();
        reset();
    }

    /// Says how many there are and of which classes: equal for worlds of one estate.
    long digest() {
        return digest;
    }

    private static boolean isPart(Object object) {
        var type = object.getClass();
        return type.isArray()
                || object instanceof Collection
                || object instanceof Map
                || object instanceof Optional
                || (ImageClasses.isOurs(type) && !type.isHidden() && !type.isEnum());
    }

    /// What an object holds, in an order that depends on nothing but what it is.
    private static List<Object> parts(Object object) {
        return switch (object) {
            case Object[] array -> present(Arrays.asList(array));
            case Collection<?> all -> present(all);
            case Map<?, ?> map -> {
                var all = present(map.keySet());
                all.addAll(present(map.values()));
                yield all;
            }
            case Optional<?> maybe -> List.copyOf(maybe.stream().toList());
            default -> fields(object);
        };
    }

    private static List<Object> present(Collection<?> all) {
        var present = new ArrayList<Object>();
        for (@Nullable Object each : all) {
            if (each != null) {
                present.add(each);
            }
        }
        return present;
    }

    private static List<Object> fields(Object object) {
        var values = new ArrayList<Object>();
        for (var field : ImageClasses.fields(object.getClass())) {
            var value = value(field, object);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    static @Nullable Object value(Field field, @Nullable Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void reset() {
        super.reset();
        for (var object : inOrder) {
            addWrittenObject(object);
            setReadObject(nextReadId(object.getClass()), object);
        }
    }
}
