// SPDX-License-Identifier: Apache-2.0
package brownout.web.export;

import brownout.query.data.TimeRange;

/// What is exported: `(startMillis, endMillis]` of world time. Open at the start, so that windows laid
/// end to end repeat nothing and lose nothing.
public record Window(long startMillis, long endMillis) {
    private static final long NANOS = 1_000_000L;

    public Window {
        if (endMillis < startMillis) {
            throw new IllegalArgumentException("ends before it starts: " + startMillis);
        }
    }

    TimeRange range() {
        return TimeRange.afterMillis(startMillis, endMillis);
    }

    boolean isEmpty() {
        return startMillis == endMillis;
    }

    /// The first `millis` of it, or all.
    Window first(long millis) {
        return new Window(startMillis, Math.min(endMillis, startMillis + millis));
    }

    /// What is left behind `part`, which begins where this begins.
    Window after(Window part) {
        return new Window(part.endMillis, endMillis);
    }

    boolean holds(long nanos) {
        return nanos > startMillis * NANOS && nanos <= endMillis * NANOS;
    }
}
