// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static brownout.simulator.Shops.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Matcher;
import brownout.simulator.Shops;
import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Course;
import brownout.simulator.condition.Failure;
import brownout.simulator.condition.Scope;
import brownout.simulator.condition.Symptom;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.fault.TrafficEffect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the business counts comes from the same requests as everything else.
class BusinessTest {
    private static final int BROKEN = -540;
    private static final int FROM = -480;
    private static final int TO = -240;

    private static Shops.Shop shop(long seed, Scheduled... more) {
        var failing =
                new Condition.Work(
                        Scope.service("web"),
                        "buy",
                        1,
                        0,
                        0.7,
                        Symptom.of(Failure.INTERNAL, 500, 0));
        var broken = at(BROKEN, new Effect.Hold("broken", failing, new Course.Step()));
        var all = Stream.concat(Stream.of(broken), Stream.of(more));
        return Shops.run(seed, TO, all.toArray(Scheduled[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void revenueIsTheSumOfCompletedOrders(long seed) {
        var shop = shop(seed);
        for (var region : Shops.SHOP.regionNames()) {
            long orders = 0;
            long cents = 0;
            for (var span : shop.spans(FROM, TO)) {
                var amount = span.attributes().get("order.amount");
                if (amount instanceof Double worth
                        && region.equals(span.resource().get("cloud.region"))) {
                    orders++;
                    cents += Math.round(worth * 100);
                    assertEquals("EUR", span.attributes().get("order.currency"));
                }
            }
            var where = region + ", seed " + seed;
            assertEquals(
                    orders,
                    (long)
                            shop.growth(
                                    FROM,
                                    TO,
                                    "orders_total",
                                    "status",
                                    "completed",
                                    "region",
                                    region),
                    where);
            assertEquals(
                    cents,
                    Math.round(shop.growth(FROM, TO, "revenue_total", "region", region) * 100),
                    where);
            assertTrue(orders > 100, orders + " orders, " + where);
            double mean = cents / 100.0 / orders;
            assertEquals(20, mean, 4, where);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fewerWriteWhereTheStatusPageSaysSo(long seed) {
        var page = new TrafficEffect.StatusPage("investigating");
        var told = shop(seed, at(BROKEN, page));
        double quiet = told.at(TO, "support_tickets_total", "topic", "cannot_order");
        double loud = shop(seed).at(TO, "support_tickets_total", "topic", "cannot_order");
        assertTrue(quiet < 0.8 * loud, quiet + " instead of " + loud + " tickets, seed " + seed);
        assertTrue(quiet > 0.3 * loud, quiet + " instead of " + loud + " tickets, seed " + seed);
        assertEquals(
                shop(seed).at(TO, "orders_total", "status", "failed"),
                told.at(TO, "orders_total", "status", "failed"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void peopleWhoCannotBuyWriteSomeMinutesLater(long seed) {
        var shop = shop(seed);
        for (var region : Shops.SHOP.regionNames()) {
            long counted = (long) shop.growth(FROM, TO, "support_tickets_total", "region", region);
            var desk =
                    List.of(
                            Matcher.equal("service", "support-desk"),
                            Matcher.equal("region", region));
            long lines = shop.lines(FROM, TO, desk).size();
            assertEquals(lines, counted, region + ", seed " + seed);
        }
        double tickets = shop.at(TO, "support_tickets_total", "topic", "cannot_order");
        double failed = shop.at(TO, "orders_total", "status", "failed");
        assertTrue(tickets > 0.002 * failed && tickets < 0.01 * failed, tickets + " of " + failed);
        assertTrue(
                shop.growth(TO - 60, TO, "support_tickets_total")
                        > shop.growth(BROKEN, BROKEN + 60, "support_tickets_total"),
                "seed " + seed);
    }
}
