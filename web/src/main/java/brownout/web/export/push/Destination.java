// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// One receiver and the lanes to it. Whatever must stay in order (a series, a stream) keeps to the
/// lane that its hash says.
final class Destination {
    static final int LANES = 2;

    final Tally tally = new Tally();
    private final Receiver receiver;
    private final Lane[] lanes;

    private Destination(Receiver receiver, UnaryOperator<byte[]> compress, HttpClient http) {
        this.receiver = receiver;
        this.lanes =
                IntStream.range(0, LANES)
                        .mapToObj(_ -> new Lane(http, receiver, compress, tally))
                        .toArray(Lane[]::new);
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /// Prometheus remote-write 1.0.
    static Destination remoteWrite(Receiver receiver, HttpClient http) {
        return new Destination(
                receiver.with("Content-Encoding", "snappy")
                        .with("Content-Type", "application/x-protobuf")
                        .with("X-Prometheus-Remote-Write-Version", "0.1.0"),
                Snappy::compress,
                http);
    }

    /// A receiver of JSON.
    static Destination json(Receiver receiver, HttpClient http) {
        return new Destination(
                receiver.with("Content-Encoding", "gzip").with("Content-Type", "application/json"),
                Destination::gzip,
                http);
    }

    /// The lane of what has this hash.
    static int lane(int hash) {
        return Math.floorMod(hash, LANES);
    }

    /// Waits while the lane is full; nothing happens without items.
    void put(int lane, byte[] body, int items) throws InterruptedException {
        if (items > 0) {
            lanes[lane].put(new Lane.Batch(body, items));
        }
    }

    /// Sends what holds no items.
    void describe(byte[] body) throws InterruptedException {
        lanes[0].put(new Lane.Batch(body, 0));
    }

    void finish() throws InterruptedException {
        for (var lane : lanes) {
            lane.finish();
        }
    }

    void abandon() {
        for (var lane : lanes) {
            lane.abandon();
        }
    }

    @Override
    public String toString() {
        return receiver.toString();
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 8 + 64);
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
