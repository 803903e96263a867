// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values computed once per key and kept until `capacity` other keys were wanted since. Callers of one
/// key wait for its first computation; other keys go on. A computation that throws is tried again by
/// the next caller.
final class Kept<K, V> {
    private final Map<K, Slot<V>> slots;

    /// The place of one value, locked while it is computed.
    private static final class Slot<V> {
        private @Nullable V value;
    }

    Kept(int capacity) {
        slots =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, Slot<V>> eldest) {
                        return size() > capacity;
                    }
                };
    }

    V get(K key, Function<K, V> compute) {
        var slot = slot(key);
        synchronized (slot) {
            var known = slot.value;
            if (known != null) {
                return known;
            }
            var made = compute.apply(key);
            slot.value = made;
            return made;
        }
    }

    private Slot<V> slot(K key) {
        synchronized (slots) {
            return slots.computeIfAbsent(key, _ -> new Slot<>());
        }
    }
}
