// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.syntax.QueryError;

/// The instants at which a metric query is evaluated: `start + i * step` for `i` in `[0, count)`.
record Steps(long startNanos, long stepNanos, int count) {
    static Steps instant(long timeNanos) {
        return new Steps(timeNanos, 1, 1);
    }

    /// All steps up to `endNanos`, inclusive.
    static Steps range(long startNanos, long endNanos, long stepNanos) {
        if (stepNanos <= 0) {
            throw new QueryError(
                    QueryError.Kind.EXECUTION,
                    "zero or negative query resolution step widths are not accepted. Try a positive"
                            + " integer");
        }
        long count = endNanos < startNanos ? 0 : (endNanos - startNanos) / stepNanos + 1;
        if (count > 1_000_000) {
            throw new QueryError(
                    QueryError.Kind.LIMIT,
                    "exceeded maximum resolution of points per time series. Try increasing the"
                            + " value of the step parameter");
        }
        return new Steps(startNanos, stepNanos, (int) count);
    }

    long nanos(int step) {
        return startNanos + step * stepNanos;
    }

    long millis(int step) {
        return Math.floorDiv(nanos(step), 1_000_000L);
    }

    /// The first step at or after `nanos`; may lie outside of the range.
    long firstAtOrAfter(long nanos) {
        return -Math.floorDiv(minus(startNanos, nanos), stepNanos);
    }

    /// `a - b`, saturating.
    static long minus(long a, long b) {
        long difference = a - b;
        boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
        return overflow ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}
