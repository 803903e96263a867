// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A fixed number of platform threads and one queue per key (a run): the threads take from the keys
/// in turn, so a run that floods waits for itself and for nobody else.
public final class QueryPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryPool.class);

    /// More waiting requests of one run than this are refused.
    private static final int WAITING_PER_KEY = 512;

    private final Map<String, ArrayDeque<Runnable>> waiting = new HashMap<>();
    private final ArrayDeque<String> turn = new ArrayDeque<>();
    private final Thread[] threads;
    private boolean closed;

    public QueryPool(int size) {
        threads = new Thread[size];
        for (int i = 0; i < size; i++) {
            threads[i] = Thread.ofPlatform().name("query-" + i).daemon().start(this::work);
        }
    }

    /// Runs `task` on a pool thread when it is the key's turn; throws [Refusal] 429 where too many of
    /// the key wait already. What the task throws is logged.
    public synchronized void submit(String key, Runnable task) {
        if (closed) {
            throw new Refusal(503, "the server is shutting down");
        }
        var queue = waiting.get(key);
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting.put(key, queue);
            turn.add(key);
        }
        if (queue.size() >= WAITING_PER_KEY) {
            throw new Refusal(429, "too many queries of this run are waiting");
        }
        queue.add(task);
        notify();
    }

    private void work() {
        try {
            while (true) {
                run(next());
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            LOG.error("a task failed", bug);
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        while (turn.isEmpty()) {
            if (closed) {
                throw new InterruptedException();
            }
            wait();
        }
        var key = turn.remove();
        var queue = waiting.get(key);
        if (queue == null) {
            throw new IllegalStateException("a turn without a queue");
        }
        var task = queue.remove();
        if (queue.isEmpty()) {
            waiting.remove(key);
        } else {
            turn.add(key);
        }
        return task;
    }

    /// Lets what waits finish, for at most `millis` a thread; takes nothing new.
    public void drain(long millis) {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            for (var thread : threads) {
                thread.join(millis);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        drain(10_000);
    }
}
