// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has been opened so far, to be closed in reverse order.
final class Opened implements AutoCloseable {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    /// Remembers how to close `thing` and returns it.
    <T> T add(T thing, Runnable close) {
        closers.push(close);
        return thing;
    }

    <T extends AutoCloseable> T add(T thing) {
        return add(thing, () -> closeQuietly(thing));
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close " + thing.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
