// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

/// A half-open interval `[startNanos, endNanos)` of nanoseconds since 1970. The one place that says
/// how the three languages' bounds map to it; out-of-range inputs saturate instead of overflowing.
public record TimeRange(long startNanos, long endNanos) {
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /// PromQL and LogQL range windows: `(startMillis, endMillis]`, open at the start.
    public static TimeRange afterMillis(long startExclusive, long endInclusive) {
        return new TimeRange(plusOne(nanos(startExclusive)), plusOne(nanos(endInclusive)));
    }

    /// Both bounds inclusive, in milliseconds: the metadata endpoints of Prometheus.
    public static TimeRange millis(long startInclusive, long endInclusive) {
        return new TimeRange(nanos(startInclusive), plusOne(nanos(endInclusive)));
    }

    public boolean contains(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    public boolean isEmpty() {
        return startNanos >= endNanos;
    }

    /// The first whole millisecond inside the range.
    public long firstMillis() {
        return startNanos == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : -Math.floorDiv(-startNanos, 1_000_000L);
    }

    /// The last whole millisecond inside the range.
    public long lastMillis() {
        return endNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.floorDiv(endNanos - 1, 1_000_000L);
    }

    private static long nanos(long millis) {
        long limit = Long.MAX_VALUE / 1_000_000L;
        if (millis > limit) {
            return Long.MAX_VALUE;
        }
        return millis < -limit ? Long.MIN_VALUE : millis * 1_000_000L;
    }

    private static long plusOne(long nanos) {
        return nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE ? nanos : nanos + 1;
    }
}
