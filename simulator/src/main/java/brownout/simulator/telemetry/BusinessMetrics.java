// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;

/// What the business counts. Orders are the requests for an operation that changes something and has an
/// objective: those that were done are completed; others failed, and those too that got an answer of success
/// although what they are for was not done.
final class BusinessMetrics {
    static final String ORDERS = "orders_total";

    private BusinessMetrics() {}

    static boolean isOrder(World world, World.Op op) {
        var service = world.service(op.service()).name();
        return op.method().equals("POST")
                && world.estate.slos().stream()
                        .anyMatch(slo ->
                                slo.service().equals(service)
                                        && slo.operation().equals(op.spec().name()));
    }

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
}
