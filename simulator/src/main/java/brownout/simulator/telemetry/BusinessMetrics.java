// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.Ticket;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Business;
import java.util.List;
import java.util.Locale;

/// What the business counts. Orders are customers' requests for a purchase: those that were done are
/// completed and bring revenue; others failed, and those too that got an answer of success although what
/// they are for was not done. Tickets are what customers write to the support desk.
final class BusinessMetrics {
    static final String ORDERS = "orders_total";
    private static final String JOB = "business-exporter";

    private BusinessMetrics() {}

    /// Requests counted in a block of [Cells] that succeeded, or that did not; [Row#ABSENT] before the
    /// first.
    static double orders(Scrape scrape, int index, Cells cells, int block, boolean completed) {
        long hollow = scrape.count(index, cells.hollow(block));
        long count = completed ? -hollow : hollow;
        for (int status = 0; status < Status.COUNT; status++) {
            if (Status.label(status).startsWith("2") == completed) {
                count += scrape.count(index, cells.status(block, status));
            }
        }
        return count > 0 ? count : Row.ABSENT;
    }

    /// Revenue in whole units of its currency, and tickets by topic.
    static void add(World world, List<Row> rows) {
        world.estate
                .business()
                .ifPresent(business -> {
                    for (int region = 0; region < world.regions; region++) {
                        add(world, business, region, rows);
                    }
                });
    }

    private static void add(World world, Business business, int region, List<Row> rows) {
        var labels = labels(world, region);
        rows.add(new FixedRow(labels.with(Labels.NAME, "up"), (_, _, _, _) -> 1));
        rows.add(
                new FixedRow(
                        labels.with(Labels.NAME, "revenue_total")
                                .with("currency", business.currencies().get(region)),
                        (_, scrape, _, _) ->
                                scrape.totals.at(Total.Business.REVENUE_CENTS, region) / 100.0));
        for (var topic : Ticket.Topic.values()) {
            rows.add(
                    new FixedRow(
                            labels.with(Labels.NAME, "support_tickets_total")
                                    .with("topic", topic.name().toLowerCase(Locale.ROOT)),
                            (_, scrape, _, _) -> scrape.totals.at(topic.total(), region)));
        }
    }

    private static Labels labels(World world, int region) {
        var name = world.estate.regions().get(region).name();
        return Labels.of(
                "job",
                JOB,
                "instance",
                JOB + "." + name + ":9100",
                "namespace",
                world.estate.namespace(),
                "region",
                name);
    }

    /// What is counted of the business.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.counter("orders_total", "Orders, by whether they came to an end."),
                    Instrument.counter("revenue_total", "Worth of completed orders, by currency."),
                    Instrument.counter(
                            "support_tickets_total", "Tickets that customers wrote, by topic."));
}
