// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Who floods waits for himself; who asks too much is stopped.
class QueryPoolTest {
    @Test
    void keysTakeTurns() throws InterruptedException {
        var order = Collections.synchronizedList(new ArrayList<String>());
        var go = new CountDownLatch(1);
        var done = new CountDownLatch(9);
        try (var pool = new QueryPool(1)) {
            pool.submit("first", () -> awaitGo(go));
            for (int i = 0; i < 6; i++) {
                pool.submit("flood", () -> note(order, "flood", done));
            }
            for (int i = 0; i < 3; i++) {
                pool.submit("calm", () -> note(order, "calm", done));
            }
            go.countDown();
            assertTrue(done.await(10, TimeUnit.SECONDS));
        }
        assertEquals(
                List.of(
                        "flood", "calm", "flood", "calm", "flood", "calm", "flood", "flood",
                        "flood"),
                order);
    }

    private static void note(List<String> order, String key, CountDownLatch done) {
        order.add(key);
        done.countDown();
    }

    private static void awaitGo(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tooManyWaitingAreRefused() {
        var go = new CountDownLatch(1);
        try (var pool = new QueryPool(1)) {
            pool.submit("k", () -> awaitGo(go));
            var refusal =
                    assertThrows(
                            Refusal.class,
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    pool.submit("k", () -> {});
                                }
                            });
            assertEquals(429, refusal.status());
            pool.submit("other", () -> {});
            go.countDown();
        }
    }

    @Test
    void aBudgetEndsByUnitsTimeOrPatience() {
        var clock = new AtomicLong();
        var deadline = new Deadline(clock::get, 100, 10_000);
        deadline.charge(5000);
        assertKind(QueryError.Kind.LIMIT, () -> deadline.charge(5001));
        var late = new Deadline(clock::get, 100, 10_000);
        clock.set(100);
        assertKind(QueryError.Kind.TIMEOUT, () -> late.charge(1));
        var gone = new Deadline(clock::get, 100, 10_000);
        gone.cancel();
        assertKind(QueryError.Kind.CANCELED, () -> gone.charge(1));
    }

    private static void assertKind(QueryError.Kind kind, Executable run) {
        assertEquals(kind, assertThrows(QueryError.class, run).kind());
    }
}
