// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static brownout.simulator.Shops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.Shops;
import brownout.simulator.action.Inspections;
import brownout.simulator.condition.Scope;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.QueueEffect;
import org.junit.jupiter.api.Test;

/// Lag comes and goes as it should, and what cannot be handled is put aside.
class QueuesTest {
    private static final String LAG = "kafka_consumergroup_lag";

    @Test
    void nobodyToHandleThemMessagesWait() {
        var shop = Shops.run(1, -300, at(-500, new Effect.Scale("mailer", "north", 0)));
        assertTrue(shop.at(-300, LAG, "region", "north") > 800);
        assertTrue(shop.at(-300, LAG, "region", "south") < 30);
        assertEquals(0, shop.at(-300, "kafka_consumergroup_members", "region", "north"));
        var back =
                shop.timeline()
                        .fork(
                                -299,
                                java.util.List.of(
                                        at(-299, new Effect.Scale("mailer", "north", 2))));
        back.advanceTo(-200);
        var lines =
                Inspections.look("consumer-groups orders --region north", back.snapshot(), -200);
        long waiting =
                lines.stream()
                        .filter(line -> line.startsWith("orders "))
                        .mapToLong(
                                line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
        assertTrue(waiting < 60, lines.toString());
    }

    /// Five attempts, then the message lies in the topic for those, and its partition goes on.
    @Test
    void whatCannotBeReadIsPutAside() {
        var shop =
                Shops.run(
                        2, -300, at(-500, new QueueEffect.Poison("orders", "mailer", "north", 3)));
        assertEquals(5, shop.count(-500, -300, "mailer", "cannot be read"));
        assertEquals(1, shop.growth(-510, -300, "kafka_consumer_dead_letters_total"));
        assertEquals(
                1,
                shop.growth(
                        -510,
                        -300,
                        "kafka_topic_partition_current_offset",
                        "topic",
                        "orders-dead"));
        assertTrue(shop.at(-300, LAG, "topic", "orders", "partition", "3") < 20);
    }

    @Test
    void bulkMessagesAreHandledButHaveNoProducer() {
        var shop = Shops.run(3, -300, at(-420, new QueueEffect.Bulk("orders", "south", 30)));
        double published =
                shop.growth(
                        -405,
                        -300,
                        "kafka_topic_partition_current_offset",
                        "topic",
                        "orders",
                        "region",
                        "south");
        assertTrue(published > 105 * 30, "published " + published);
        var orphans =
                shop.spans(-310, -300).stream()
                        .filter(s -> s.kind() == brownout.query.data.Trace.Kind.CONSUMER)
                        .filter(s -> s.links().isEmpty())
                        .count();
        assertTrue(orphans > 200, "without a producer: " + orphans);
    }

    @Test
    void goingBackHandlesMessagesAgainAndGoingOnSkipsThem() {
        var replayed =
                Shops.run(
                        4, -300, at(-400, new QueueEffect.Replay("orders", "mailer", "north", 50)));
        assertEquals(
                300, replayed.growth(-420, -300, "kafka_consumer_messages_redelivered_total"), 10);
        var purged =
                Shops.run(
                        4,
                        -300,
                        at(-500, new Effect.Scale("mailer", "north", 0)),
                        at(-320, new QueueEffect.Purge("orders", "mailer", "north")));
        assertTrue(purged.at(-330, LAG, "region", "north") > 800);
        assertTrue(purged.at(-315, LAG, "region", "north") < 60);
    }

    /// While nobody handles any, the oldest message gets a second older every second, however many are
    /// published behind it.
    @Test
    void theAgeOfTheOldestMessageDoesNotDependOnHowManyFollowIt() {
        var shop =
                Shops.run(
                        5,
                        -300,
                        at(-520, new Effect.Scale("mailer", "north", 0)),
                        at(-500, new QueueEffect.Bulk("orders", "north", 40)),
                        at(-420, new QueueEffect.DivertBulk("orders", "north", true)));
        double before = shop.at(-510, "kafka_consumergroup_lag_seconds", "region", "north");
        for (int second = -495; second <= -300; second += 15) {
            double age = shop.at(second, "kafka_consumergroup_lag_seconds", "region", "north");
            assertEquals(before + second + 510, age, "at " + second);
        }
        assertEquals(10, before, 2);
        var age = shop.at(-300, "kafka_consumergroup_lag_seconds", "region", "south");
        assertTrue(age < 3, "where it is handled " + age);
    }

    /// What collects garbage handles no message.
    @Test
    void aConsumerWhoseHeapIsNearlyFullHandlesLess() {
        var leak = new PodEffect.LeakMemory(Scope.service("mailer"), 0, 1.4 * 0x1p20);
        double capacity = capacity(Shops.run(6, -400));
        double left = capacity(Shops.run(6, -400, at(-500, leak)));
        assertTrue(left < 0.7 * capacity, left + " of " + capacity);
    }

    /// Messages that the mailer in the north could handle in the last second.
    private static double capacity(Shops.Shop shop) {
        return shop.timeline().snapshot().tick(-400).frame().at(Gauge.Consumer.CAPACITY, 0);
    }
}
