// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;

/// Which lines a database's server logs of a statement, told from its span. The number of lines that a
/// tick has is kept with the tick; the lines are found again from the spans.
public final class StatementLog {
    /// `log_min_duration_statement`.
    public static final long SLOW_MICROS = TickRecord.SLOW_MICROS;

    /// `deadlock_timeout`, after which a wait is logged.
    public static final long LOCK_MICROS = 1_000_000;

    /// Streams of a server: what it did, and what it refused.
    public static final int STREAMS = 2;

    private StatementLog() {}

    /// Whether the server saw the statement of a client span.
    static boolean arrived(SpanBuffer spans, int span) {
        return spans.symptom(span) < 0 || spans.failure(span) == Failure.READ_ONLY;
    }

    /// Whether its duration is logged.
    public static boolean isSlow(SpanBuffer spans, int span) {
        return arrived(spans, span) && spans.servedMicros(span) > SLOW_MICROS;
    }

    /// Whether a wait for another transaction is logged.
    public static boolean isBlocked(SpanBuffer spans, int span) {
        return spans.isBlocked(span)
                && arrived(spans, span)
                && spans.servedMicros(span) > LOCK_MICROS;
    }

    /// Whether an error is logged.
    public static boolean isError(SpanBuffer spans, int span) {
        return spans.status(span) == Status.FAILED && arrived(spans, span);
    }
}
