// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A short queue and one sender behind it, so that what is put in arrives in that order. Who puts
/// waits while it is full. A request is tried again where the receiver cannot be reached, is busy
/// (429) or broken (5xx); what it refuses otherwise is dropped and counted.
final class Lane {
    private static final int WAITING_BATCHES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TRY_FOR_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int ANSWER_SHOWN = 200;

    /// So many items as one request body, before compression.
    record Batch(byte[] body, int items) {
        boolean isEnd() {
            return body.length == 0;
        }
    }

    private static final Batch END = new Batch(new byte[0], 0);

    private final HttpClient http;
    private final Receiver receiver;
    private final UnaryOperator<byte[]> compress;
    private final Tally tally;
    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(WAITING_BATCHES);
    private final Thread sender;

    Lane(HttpClient http, Receiver receiver, UnaryOperator<byte[]> compress, Tally tally) {
        this.http = http;
        this.receiver = receiver;
        this.compress = compress;
        this.tally = tally;
        this.sender = Thread.ofVirtual().name("push").start(this::send);
    }

    /// Waits for room.
    void put(Batch batch) throws InterruptedException {
        waiting.put(batch);
    }

    /// Nothing more will be put; waits until all is sent.
    void finish() throws InterruptedException {
        waiting.put(END);
        sender.join();
    }

    /// Ends at once; what waits is counted as unsent.
    void abandon() {
        sender.interrupt();
    }

    private void send() {
        Batch batch = END;
        try {
            for (batch = waiting.take(); !batch.isEnd(); batch = waiting.take()) {
                send(batch);
            }
        } catch (InterruptedException _) {
            tally.unsent.add(batch.items());
            waiting.forEach(left -> tally.unsent.add(left.items()));
        }
    }

    private void send(Batch batch) throws InterruptedException {
        var body = compress.apply(batch.body());
        long giveUp = System.nanoTime() + TRY_FOR_NANOS;
        for (int failures = 1; ; failures++) {
            var answer = attempt(body);
            if (answer.isDone()) {
                tally.sent.add(batch.items());
                tally.sentBytes.add(body.length);
                tally.requests.increment();
                return;
            }
            tally.problem(answer.text());
            if (!answer.isTemporary()) {
                tally.dropped.add(batch.items());
                return;
            }
            if (System.nanoTime() - giveUp > 0) {
                tally.unsent.add(batch.items());
                return;
            }
            tally.retries.increment();
            double chance = ThreadLocalRandom.current().nextDouble();
            Thread.sleep(Backoff.millis(failures, answer.retryAfterMillis(), chance));
        }
    }

    /// A status, or 0 where there was no answer.
    private record Answer(int status, String text, OptionalLong retryAfterMillis) {
        boolean isDone() {
            return status / 100 == 2;
        }

        boolean isTemporary() {
            return status == 0 || status == 429 || status >= 500;
        }
    }

    private Answer attempt(byte[] body) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(receiver.uri())
                        .timeout(PATIENCE)
                        .headers(receiver.headers().toArray(String[]::new))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            var said = response.body().strip();
            return new Answer(
                    response.statusCode(),
                    response.statusCode()
                            + " "
                            + said.substring(0, Math.min(said.length(), ANSWER_SHOWN)),
                    Backoff.asked(response.headers(), System.currentTimeMillis()));
        } catch (IOException e) {
            var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Answer(0, "no answer: " + why, OptionalLong.empty());
        }
    }
}
