// SPDX-License-Identifier: Apache-2.0
package brownout.web.notify;

import brownout.web.export.push.Backoff;
import brownout.web.export.push.Receiver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A bounded queue to one receiver and the thread that empties it, oldest first. What the receiver is
/// too busy or broken for is tried again a few times; what it refuses is not. Lines of the log name
/// the kind and the host, nothing of an address or a body: both hold secrets.
final class Outbox implements AutoCloseable {
    /// What waits; whatever comes then is dropped.
    static final int CAPACITY = 256;

    static final int ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;

    /// What became of a notification.
    private enum Outcome {
        SENT,
        REFUSED,
        FAILED,
        DROPPED
    }

    private final HttpClient http;
    private final String kind;
    private final Receiver to;
    private final MeterRegistry registry;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread sender;

    /// A queue to `to`, an integration of `kind`, as Alertmanager names it.
    Outbox(HttpClient http, String kind, Receiver to, MeterRegistry registry) {
        this.http = http;
        this.kind = kind;
        this.to = to;
        this.registry = registry;
        for (var outcome : Outcome.values()) {
            var _ = counter(outcome); // shown as 0 from the start
        }
        this.sender = Thread.ofVirtual().name("notify").start(this::send);
    }

    private Counter counter(Outcome outcome) {
        return Counter.builder("brownout.notifications.sent")
                .description("Notifications of runs for real receivers, by what became of them.")
                .tag("integration", kind)
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /// Queues a body. Never waits.
    void put(byte[] body) {
        if (!waiting.offer(body)) {
            ended(Outcome.DROPPED, "too many are waiting");
        }
    }

    private void send() {
        try {
            while (true) {
                send(waiting.take());
            }
        } catch (InterruptedException _) {
            if (!waiting.isEmpty()) {
                LOG.info("{} at {}: {} notifications are left", kind, host(), waiting.size());
            }
        }
    }

    private void send(byte[] body) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var answer = attempt(body);
            if (answer.isDone()) {
                ended(Outcome.SENT, "");
                return;
            }
            if (!answer.isTemporary()) {
                ended(Outcome.REFUSED, answer.text());
                return;
            }
            if (attempt == ATTEMPTS) {
                ended(Outcome.FAILED, answer.text());
                return;
            }
            double chance = ThreadLocalRandom.current().nextDouble();
            Thread.sleep(Backoff.millis(attempt, answer.askedMillis(), chance));
        }
    }

    private void ended(Outcome outcome, String why) {
        counter(outcome).increment();
        if (outcome != Outcome.SENT) {
            var what = outcome.name().toLowerCase(Locale.ROOT);
            LOG.warn("{} at {}: a notification is {}: {}", kind, host(), what, why);
        }
    }

    private String host() {
        return to.uri().getHost();
    }

    /// A status and the pause that was asked for, or status 0 and why there was no answer.
    private record Answer(int status, String text, OptionalLong askedMillis) {
        boolean isDone() {
            return status / 100 == 2;
        }

        boolean isTemporary() {
            return status == 0 || status == TOO_MANY_REQUESTS || status >= 500;
        }
    }

    private Answer attempt(byte[] body) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(to.uri())
                        .timeout(PATIENCE)
                        .headers(to.headers().toArray(String[]::new))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var answering = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            // the request's own timeout does not cover an answer that never ends
            var response = answering.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(
                    response.statusCode(),
                    "status " + response.statusCode(),
                    Backoff.asked(response.headers(), System.currentTimeMillis()));
        } catch (ExecutionException e) {
            var why = e.getCause() == null ? e : e.getCause();
            return new Answer(0, why.getClass().getSimpleName(), OptionalLong.empty());
        } catch (TimeoutException _) {
            return new Answer(0, "no end of the answer", OptionalLong.empty());
        } finally {
            answering.cancel(true); // does nothing to one that is over
        }
    }

    /// Ends at once; what waits is not sent.
    @Override
    public void close() {
        sender.interrupt();
        try {
            sender.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
