// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static brownout.simulator.Shops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import brownout.simulator.Shops;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.QueueEffect;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages are requests like others: what a consumer counts, logs and traces agrees, every consumer
/// span leads to the one span that published its message, and no message is lost or made up.
class QueueAgreementTest {
    private static final int FROM = -240;
    private static final int TO = -120;

    private static Shops.Shop shop(long seed) {
        return Shops.run(
                seed,
                -60,
                at(-400, new QueueEffect.Poison("orders", "mailer", "north", 2)),
                at(-300, new Effect.Restart("mailer", "")),
                at(-200, new QueueEffect.LoseAcks("orders", "mailer", "", 0.2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void consumersCountersLinesAndSpansAgree(long seed) {
        var shop = shop(seed);
        var byLine = new HashMap<String, Long>();
        for (var line : shop.lines(FROM, TO, "mailer")) {
            var fields = JsonLine.parse(line);
            if ("CONSUME".equals(fields.get("method"))) {
                byLine.merge(fields.get("status"), 1L, Long::sum);
            }
        }
        long spans = 0;
        for (var span : shop.spans(FROM, TO)) {
            spans += span.kind() == Trace.Kind.CONSUMER ? 1 : 0;
        }
        var name = "messaging_client_consumed_messages_total";
        long all = byLine.values().stream().mapToLong(n -> n).sum();
        assertEquals(all, spans, "seed " + seed);
        assertEquals(all, (long) shop.growth(FROM, TO, name), "seed " + seed);
        for (var status : byLine.entrySet()) {
            assertEquals(
                    (long) status.getValue(),
                    (long) shop.growth(FROM, TO, name, "status", status.getKey()),
                    "seed " + seed);
        }
        assertEquals(
                byLine.getOrDefault("500", 0L),
                (long) shop.growth(FROM, TO, "kafka_consumer_messages_failed_total"),
                "seed " + seed);
        assertTrue(all > 900, "only " + all + ", seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyMessageLeadsToTheSpanThatPublishedIt(long seed) {
        var shop = shop(seed);
        var first = new HashMap<String, String>();
        int checked = 0;
        var spans = shop.spans(FROM, TO);
        spans.sort(Comparator.comparingLong(Trace.Span::startNanos));
        for (var span : spans) {
            if (span.kind() != Trace.Kind.CONSUMER) {
                continue;
            }
            var link = span.links().getFirst();
            var where = "seed " + seed + " " + span;
            var producer =
                    shop.telemetry().traces().get(link.trace()).orElseThrow().spans().stream()
                            .filter(s -> s.id() == link.span())
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(where));
            assertEquals(Trace.Kind.PRODUCER, producer.kind(), where);
            assertEquals(region(producer), region(span), where);
            assertTrue(producer.endNanos() <= span.startNanos(), where);
            var message =
                    ""
                            + region(span)
                            + span.attributes().get("messaging.destination.partition.id")
                            + "@"
                            + span.attributes().get("messaging.kafka.offset");
            var from = link.trace().hex() + TraceId.hex16(link.span());
            var other = first.putIfAbsent(from, message);
            assertTrue(other == null || other.equals(message), where + " and " + other);
            boolean again =
                    Boolean.TRUE.equals(span.attributes().get("messaging.message.redelivered"));
            assertTrue(other == null || again || message.contains("north2"), where);
            checked++;
        }
        assertTrue(checked > 900, "only " + checked + ", seed " + seed);
        assertEquals(first.size(), first.values().stream().distinct().count(), "seed " + seed);
    }

    private static Object region(Trace.Span span) {
        return Objects.requireNonNull(span.resource().get("cloud.region"));
    }

    /// A topic's offsets grow by the messages published, and what is not handled is the lag.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void messagesAreConserved(long seed) {
        var shop = shop(seed);
        long published =
                shop.spans(FROM, TO).stream()
                        .filter(s -> s.kind() == Trace.Kind.PRODUCER)
                        .filter(s -> s.status() != Trace.Status.ERROR)
                        .count();
        var offsets = "kafka_topic_partition_current_offset";
        assertEquals(
                published,
                (long) shop.growth(FROM, TO, offsets, "topic", "orders"),
                "seed " + seed);
        for (int second = FROM; second <= TO; second += 15) {
            assertEquals(
                    shop.at(second, offsets, "topic", "orders"),
                    shop.at(second, "kafka_consumergroup_current_offset")
                            + shop.at(second, "kafka_consumergroup_lag"),
                    "seed " + seed);
        }
    }
}
