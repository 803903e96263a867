// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request: tried, and tried again when what it needs may be there. It waits without a thread; when
/// its patience or its time is over, `otherwise` answers.
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /// What answers those who wait to their deadline in vain.
    static final Endpoint LATE =
            _ -> {
                throw new Refusal(503, "the world of this run is still being computed");
            };

    private static final String RETRY_SECONDS = "5";

    private final Endpoint endpoint;
    private final Endpoint otherwise;
    private final Failures failures;
    private final Params params;
    private final Deadline deadline;
    private final long endNanos;
    private final Executor where;
    private final Consumer<Reply> then;

    /// `endpoint` throws nothing but [NotYet]; `where` runs it, and may throw [Refusal]; `then` takes the
    /// one reply, on any thread.
    Attempt(
            Endpoint endpoint,
            Endpoint otherwise,
            Failures failures,
            Params params,
            Deadline deadline,
            long patienceMillis,
            Executor where,
            Consumer<Reply> then) {
        this.endpoint = endpoint;
        this.otherwise = otherwise;
        this.failures = failures;
        this.params = params;
        this.deadline = deadline;
        this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        this.where = where;
        this.then = then;
    }

    /// Throws [Refusal] where it may not even begin.
    void start() {
        where.execute(this::attempt);
    }

    private void attempt() {
        try {
            then.accept(endpoint.answer(params));
        } catch (NotYet later) {
            long left = leftNanos();
            if (left <= 0) {
                then.accept(late());
                return;
            }
            var _ =
                    later.when()
                            .copy()
                            .orTimeout(left, TimeUnit.NANOSECONDS)
                            .whenComplete((_, failure) -> again(failure));
        }
    }

    /// What could not be computed is a failure of this request; the next one tries anew.
    private void again(@Nullable Throwable failure) {
        if (failure != null && !(failure instanceof TimeoutException)) {
            then.accept(failed(failure));
            return;
        }
        try {
            where.execute(() -> {
                if (leftNanos() <= 0) {
                    then.accept(late());
                } else {
                    attempt();
                }
            });
        } catch (Refusal refusal) {
            then.accept(failures.refused(refusal));
        }
    }

    private Reply failed(Throwable failure) {
        if (failure.getCause() instanceof RejectedExecutionException) {
            return failures.refused(new Refusal(503, "the server is shutting down"));
        }
        LOG.error("what a request waited for could not be computed", failure);
        return failures.broken();
    }

    private long leftNanos() {
        return Math.min(deadline.remainingNanos(), endNanos - System.nanoTime());
    }

    private Reply late() {
        try {
            return otherwise.answer(params);
        } catch (Refusal refusal) {
            return failures.refused(refusal).with("Retry-After", RETRY_SECONDS);
        } catch (RuntimeException bug) {
            LOG.error("failed to answer what cannot be computed yet", bug);
            return failures.broken();
        }
    }
}
