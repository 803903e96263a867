// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one [Feed] into one response: asks it on the pool, writes on the event loop, waits while the
/// client reads slowly. All fields belong to the event loop.
final class FeedPump {
    private static final Logger LOG = LoggerFactory.getLogger(FeedPump.class);
    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS_PER_HEARTBEAT = 30;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final Feed feed;
    private final Executor pool;
    private final AutoCloseable watch;
    private final long timer;
    private String position;
    private boolean busy;
    private boolean again;
    private int quietLooks;

    FeedPump(Vertx vertx, HttpServerResponse response, Feed feed, String position, Executor pool) {
        this.vertx = vertx;
        this.response = response;
        this.feed = feed;
        this.position = position;
        this.pool = pool;
        var loop = vertx.getOrCreateContext();
        this.watch = feed.watch(() -> loop.runOnContext(_ -> look()));
        this.timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Content-Encoding", "identity")
                .putHeader("Cache-Control", "no-store");
        response.write("retry: 1000\n\n");
        look();
    }

    /// Stops asking; the response is left to the caller.
    void stop() {
        vertx.cancelTimer(timer);
        try {
            watch.close();
        } catch (Exception e) {
            LOG.warn("cannot end a watch", e);
        }
    }

    private void look() {
        if (response.ended() || response.closed()) {
            return;
        }
        if (busy) {
            again = true;
        } else if (!response.writeQueueFull()) {
            busy = true;
            ask();
        }
    }

    private void ask() {
        var from = position;
        var loop = vertx.getOrCreateContext();
        try {
            pool.execute(() -> {
                var page = page(from);
                loop.runOnContext(_ -> write(page));
            });
        } catch (Refusal _) {
            busy = false; // the run is busy: the next look asks again
        }
    }

    private Feed.Page page(String from) {
        try {
            return feed.after(from);
        } catch (NotYet _) { // the next look asks again
            return new Feed.Page("", from);
        } catch (RuntimeException bug) {
            LOG.error("failed to continue a feed", bug);
            return new Feed.Page("", from);
        }
    }

    private void write(Feed.Page page) {
        busy = false;
        position = page.position();
        if (response.ended() || response.closed()) {
            return;
        }
        if (!page.text().isEmpty()) {
            quietLooks = 0;
            response.write(page.text());
        } else if (++quietLooks >= LOOKS_PER_HEARTBEAT) {
            quietLooks = 0;
            response.write(":\n\n");
        }
        if (again) {
            again = false;
            look();
        }
    }
}
