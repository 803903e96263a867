// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A receiver with moods: what it is too busy for comes again and in order, what it refuses does not,
/// and a full queue makes the sender of requests wait.
@Timeout(60)
final class LaneTest {
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Integer> moods = new ArrayDeque<>();
    private final HttpClient http = Destination.client();
    private final Tally tally = new Tally();
    private HttpServer server;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @BeforeEach
    void start() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        http.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        var mood = moods.poll();
        int status = mood == null ? 204 : mood;
        if (status == 204) {
            accepted.add(body);
        }
        exchange.getResponseHeaders().add("Retry-After", "0");
        var said = "no: " + body;
        exchange.sendResponseHeaders(status, status == 204 ? -1 : said.length());
        if (status != 204) {
            exchange.getResponseBody().write(said.getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }

    private Lane lane() {
        var address = "http://someone:secret@127.0.0.1:" + server.getAddress().getPort() + "/push";
        var receiver = Receiver.of(address, List.of());
        assertFalse(receiver.toString().contains("secret"), "credentials are not shown");
        return new Lane(http, receiver, UnaryOperator.identity(), tally);
    }

    private static Lane.Batch batch(int number) {
        return new Lane.Batch(("b" + number).getBytes(StandardCharsets.UTF_8), 10);
    }

    @Test
    void whatIsRetriedStaysInOrderAndWhatIsRefusedIsCounted() throws Exception {
        moods.addAll(List.of(503, 429, 204, 400, 204, 500, 204));
        var lane = lane();
        for (int i = 0; i < 5; i++) {
            lane.put(batch(i));
        }
        lane.finish();
        assertEquals(List.of("b0", "b2", "b3", "b4"), accepted);
        assertEquals(40, tally.sent.sum());
        assertEquals(10, tally.dropped.sum());
        assertEquals(3, tally.retries.sum());
        assertEquals(0, tally.unsent.sum());
        assertFalse(tally.isComplete());
    }

    @Test
    void aFullQueueMakesTheProducerWait() throws Exception {
        gate = new CountDownLatch(1);
        var lane = lane();
        var producer =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 30; i++) {
                                    lane.put(batch(i));
                                }
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        while (producer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertEquals(0, tally.sent.sum());
        gate.countDown();
        producer.join();
        lane.finish();
        assertEquals(300, tally.sent.sum());
        assertEquals(30, accepted.size());
        assertTrue(tally.isComplete());
    }

    @Test
    void abandoningCountsWhatIsLeft() throws Exception {
        server.stop(0);
        var lane = lane();
        lane.put(batch(0));
        lane.put(batch(1));
        while (tally.retries.sum() == 0) {
            Thread.onSpinWait();
        }
        assertTrue(tally.problem().startsWith("no answer"), tally.problem());
        lane.abandon();
        while (tally.unsent.sum() < 20) {
            Thread.onSpinWait();
        }
        assertEquals(0, tally.sent.sum());
    }

    @Test
    void waitsGrowToABoundUnlessTheReceiverSaysHowLong() {
        var none = OptionalLong.empty();
        assertEquals(250, Backoff.millis(1, none, 0));
        assertEquals(126, Backoff.millis(1, none, 0.9999));
        assertEquals(1000, Backoff.millis(3, none, 0));
        assertEquals(10_000, Backoff.millis(500, none, 0));
        assertEquals(7000, Backoff.millis(1, OptionalLong.of(7000), 0.5));
        assertEquals(60_000, Backoff.millis(1, OptionalLong.of(Long.MAX_VALUE), 0.5));
        assertEquals(OptionalLong.of(3000), asked("3"));
        assertEquals(OptionalLong.of(5000), asked("Thu, 01 Jan 1970 00:00:15 GMT"));
        assertEquals(OptionalLong.of(0), asked("Thu, 01 Jan 1970 00:00:01 GMT"));
        assertEquals(OptionalLong.empty(), asked("soon"));
    }

    private static OptionalLong asked(String value) {
        var headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (_, _) -> true);
        return Backoff.asked(headers, 10_000);
    }
}
