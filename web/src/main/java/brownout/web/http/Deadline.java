// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import brownout.query.data.Budget;
import brownout.query.syntax.QueryError;
import java.util.function.LongSupplier;

/// What one request may still spend: a number of units (samples, lines, spans), time until a
/// deadline, and the client's patience. Charged by one thread, cancelled by any.
public final class Deadline implements Budget {
    /// Looking at the clock costs more than counting, so it is done once in so many units.
    private static final long UNITS_PER_LOOK = 4096;

    private final LongSupplier nanos;
    private final long endNanos;
    private final long unitLimit;
    private long units;
    private long nextLook;
    private volatile boolean canceled;

    public Deadline(LongSupplier nanos, long timeoutNanos, long unitLimit) {
        this.nanos = nanos;
        this.endNanos = nanos.getAsLong() + timeoutNanos;
        this.unitLimit = unitLimit;
    }

    /// Nobody waits for the answer any more.
    public void cancel() {
        canceled = true;
    }

    /// What is left of the time, 0 where it is over.
    public long remainingNanos() {
        return Math.max(0, endNanos - nanos.getAsLong());
    }

    /// Throws where the request should not go on.
    public void check() {
        if (canceled) {
            throw new QueryError(QueryError.Kind.CANCELED, "the client has gone");
        }
        if (nanos.getAsLong() - endNanos >= 0) {
            throw new QueryError(QueryError.Kind.TIMEOUT, "query timed out");
        }
    }

    @Override
    public void charge(long more) {
        units += more;
        if (units > unitLimit) {
            throw new QueryError(
                    QueryError.Kind.LIMIT,
                    "query processing would load too many samples into memory in query execution");
        }
        if (units >= nextLook) {
            nextLook = units + UNITS_PER_LOOK;
            check();
        }
    }
}
