// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves one [Download] into one response: each chunk is made on the pool in the run's turn and
/// written on the event loop; the next is asked for when the client has read enough. Where making one
/// fails the connection is cut, so that the client does not take a part for the whole. All fields
/// belong to the event loop.
final class DownloadPump {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadPump.class);
    private static final long BUSY_MILLIS = 100;

    private final Context loop;
    private final HttpServerResponse response;
    private final Download download;
    private final Executor pool;
    private boolean asking;

    DownloadPump(Context loop, HttpServerResponse response, Download download, Executor pool) {
        this.loop = loop;
        this.response = response;
        this.download = download;
        this.pool = pool;
    }

    void start() {
        response.setChunked(true)
                .putHeader("Content-Type", download.contentType())
                .putHeader("Cache-Control", "no-store")
                .putHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + download.fileName() + "\"");
        response.drainHandler(_ -> ask());
        ask();
    }

    private void ask() {
        if (asking || response.ended() || response.closed() || response.writeQueueFull()) {
            return;
        }
        asking = true;
        try {
            pool.execute(() -> {
                var chunk = chunk();
                loop.runOnContext(_ -> write(chunk));
            });
        } catch (Refusal _) { // the run is busy
            loop.owner().setTimer(BUSY_MILLIS, _ -> again());
        }
    }

    private void again() {
        asking = false;
        ask();
    }

    private byte @Nullable [] chunk() {
        try {
            return download.nextChunk();
        } catch (RuntimeException | AssertionError bug) {
            LOG.error("failed to continue a download", bug);
            return null;
        }
    }

    private void write(byte @Nullable [] chunk) {
        asking = false;
        if (response.ended() || response.closed()) {
            return;
        }
        if (chunk == null) {
            response.reset();
        } else if (chunk.length == 0) {
            response.end();
        } else {
            response.write(Buffer.buffer(chunk));
            ask();
        }
    }
}
