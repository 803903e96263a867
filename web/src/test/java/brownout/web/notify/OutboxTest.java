// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.web.export.push.Receiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A receiver with moods: what it is too busy for comes again, in order; what it refuses does not.
@Timeout(60)
final class OutboxTest {
    private final Listener listener = new Listener();
    private final HttpClient http = Outbox.client();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        http.close();
        listener.close();
    }

    private Outbox outbox(String address) {
        return new Outbox(
                http, "webhook", Receiver.of(address, List.of("X-Key", "hush")), registry);
    }

    private Outbox outbox() {
        return outbox("http://me:hush@" + listener.address() + "/hush?token=hush");
    }

    private static byte[] body(int number) {
        return ("b" + number).getBytes(StandardCharsets.UTF_8);
    }

    private double count(String outcome) {
        return registry.get("brownout.notifications.sent")
                .tags("integration", "webhook", "outcome", outcome)
                .counter()
                .count();
    }

    private void await(String outcome, double count) {
        while (count(outcome) < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsTriedAgainStaysInOrder() {
        listener.answers("/hush", 500, 500, 200, 400, 200, 429, 200);
        try (var outbox = outbox()) {
            for (int i = 0; i < 4; i++) {
                outbox.put(body(i));
            }
            var heard =
                    listener.await(
                            "the last", one -> one.body().equals("b3") && one.answered() == 200);
            assertEquals(
                    List.of("b0", "b0", "b0", "b1", "b2", "b3", "b3"),
                    heard.stream().map(Listener.Heard::body).toList());
            assertTrue(heard.getFirst().authorization().startsWith("Basic "));
            await("sent", 3);
        }
        assertEquals(1, count("refused"));
        assertEquals(0, count("failed"));
        assertEquals(
                List.of("webhook at 127.0.0.1: a notification is refused: status 400"),
                listener.logged());
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        var nobody = new Listener();
        nobody.close();
        try (var outbox = outbox("http://" + nobody.address() + "/hush")) {
            outbox.put(body(0));
            await("failed", 1);
        }
        assertEquals(
                List.of("webhook at 127.0.0.1: a notification is failed: ConnectException"),
                listener.logged());
    }

    @Test
    void whatComesWhenAllIsFullIsDropped() {
        var nobody = new Listener();
        nobody.close();
        try (var outbox = outbox("http://" + nobody.address() + "/hush")) {
            for (int i = 0; i < Outbox.CAPACITY + 2; i++) {
                outbox.put(body(i)); // one of them may be on its way
            }
            await("dropped", 1);
            assertTrue(count("dropped") <= 2, "dropped " + count("dropped"));
        }
        assertTrue(listener.logged().getLast().endsWith("notifications are left"));
        assertTrue(listener.logged().stream().noneMatch(line -> line.contains("hush")));
    }
}
