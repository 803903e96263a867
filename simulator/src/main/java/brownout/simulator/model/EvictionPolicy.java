// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a cache does when it is full. Source: Redis documentation, "Key eviction".
public enum EvictionPolicy {
    NOEVICTION,
    ALLKEYS_LRU,
    ALLKEYS_LFU,
    ALLKEYS_RANDOM,
    VOLATILE_LRU,
    VOLATILE_LFU,
    VOLATILE_RANDOM,
    VOLATILE_TTL;

    private static final EvictionPolicy[] VALUES = values();

    /// `allkeys-lru`, as the server calls it.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> labels() {
        return Arrays.stream(VALUES).map(EvictionPolicy::label).toList();
    }

    public static EvictionPolicy of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// The policy that a gauge means.
    public static EvictionPolicy at(double ordinal) {
        return VALUES[(int) Math.rint(ordinal)];
    }

    /// Whether only keys with a time to live are evicted.
    public boolean isVolatile() {
        return switch (this) {
            case VOLATILE_LRU, VOLATILE_LFU, VOLATILE_RANDOM, VOLATILE_TTL -> true;
            case NOEVICTION, ALLKEYS_LRU, ALLKEYS_LFU, ALLKEYS_RANDOM -> false;
        };
    }

    /// The share of what is evicted that falls on keys without a time to live where there are such
    /// keys: those nobody reads go first, unless only others may go or the policy does not look.
    public double strangers(double shareOfThem) {
        return switch (this) {
            case ALLKEYS_LRU, ALLKEYS_LFU -> 1;
            case ALLKEYS_RANDOM -> shareOfThem;
            case NOEVICTION, VOLATILE_LRU, VOLATILE_LFU, VOLATILE_RANDOM, VOLATILE_TTL -> 0;
        };
    }
}
