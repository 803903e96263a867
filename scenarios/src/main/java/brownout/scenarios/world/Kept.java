// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Values computed once per key and kept until `capacity` others were wanted since. Computing holds
/// the lock, so a value is never computed twice at the same time.
final class Kept<K, V> {
    private final Map<K, V> values;

    Kept(int capacity) {
        values =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                        return size() > capacity;
                    }
                };
    }

    synchronized V get(K key, Function<K, V> compute) {
        var known = values.get(key);
        if (known != null) {
            return known;
        }
        var made = compute.apply(key);
        values.put(key, made);
        return made;
    }
}
