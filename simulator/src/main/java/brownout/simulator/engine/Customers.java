// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Normal;
import java.util.Arrays;

/// What customers' requests come to: money, and tickets that some write minutes later. Most who fail
/// say nothing; who could not buy writes more often than who could not look. Whether somebody writes
/// about a request, and when, is a function of that request alone.
final class Customers {
    private static final double OF_FAILED_ORDERS = 0.01;
    private static final double OF_OTHER_FAILURES = 0.002;
    private static final double OF_ALL = 2e-5;

    /// Of those who would write, this share does not where the status page says that somebody is on it.
    private static final double DETERRED = 0.4;

    private static final double MEDIAN_SECONDS = 180;
    private static final double SIGMA = 0.8;
    private static final int SOONEST_SECONDS = 15;
    private static final int LATEST_SECONDS = 1800;

    // Tickets that will be written, in the order of their requests' ends, and when.
    private long[] coming = new long[0];
    private int[] due = new int[0];
    private int size;
    private boolean isTold; // by the status page, that something is wrong

    Customers copy() {
        var copy = new Customers();
        copy.isTold = isTold;
        copy.coming = Arrays.copyOf(coming, size);
        copy.due = Arrays.copyOf(due, size);
        copy.size = size;
        return copy;
    }

    void told(boolean isIncident) {
        isTold = isIncident;
    }

    /// The first span of the request at `coordinate`, which `op` served, has ended in `tick`.
    void answered(Totals totals, World world, long coordinate, SpanBuffer spans, int op, int tick) {
        if (!world.purchases.isCustomers(Coordinate.route(coordinate))) {
            return;
        }
        boolean failed = Status.isFailure(spans.status(0));
        boolean hollow = spans.isHollow(0);
        boolean isOrder = world.purchases.isOrder(op);
        long request = spans.requestHash();
        if (isOrder && !hollow && Status.label(spans.status(0)).startsWith("2")) {
            totals.add(
                    Total.Business.REVENUE_CENTS,
                    Coordinate.region(coordinate),
                    world.purchases.cents(request));
        }
        var topic =
                failed && isOrder
                        ? Ticket.Topic.CANNOT_ORDER
                        : failed
                                ? Ticket.Topic.SITE_ERROR
                                : hollow && isOrder
                                        ? Ticket.Topic.ORDER_MISSING
                                        : Ticket.Topic.QUESTION;
        if (Rng.uniform(Rng.hash(request, 0x71c4e7))
                < chance(topic) * (isTold ? 1 - DETERRED : 1)) {
            expect(Ticket.pack(coordinate, topic), tick + delay(request));
        }
    }

    private static double chance(Ticket.Topic topic) {
        return switch (topic) {
            case CANNOT_ORDER, ORDER_MISSING -> OF_FAILED_ORDERS;
            case SITE_ERROR -> OF_OTHER_FAILURES;
            case QUESTION -> OF_ALL;
        };
    }

    private static int delay(long request) {
        double z = Normal.quantile(Rng.uniform(Rng.hash(request, 0xde1a7)));
        double seconds = MEDIAN_SECONDS * StrictMath.exp(SIGMA * z);
        return (int) Math.max(SOONEST_SECONDS, Math.min(LATEST_SECONDS, seconds));
    }

    private void expect(long ticket, int tick) {
        if (size == coming.length) {
            coming = Arrays.copyOf(coming, size * 2 + 16);
            due = Arrays.copyOf(due, coming.length);
        }
        coming[size] = ticket;
        due[size++] = tick;
    }

    /// The tickets that are written in `tick`, see [Ticket].
    long[] written(Totals totals, int tick) {
        int kept = 0;
        var written = new long[0];
        for (int i = 0; i < size; i++) {
            if (due[i] == tick) {
                written = Arrays.copyOf(written, written.length + 1);
                written[written.length - 1] = coming[i];
                int region = Coordinate.region(Ticket.coordinate(coming[i]));
                totals.add(Ticket.topic(coming[i]).total(), region, 1);
            } else {
                coming[kept] = coming[i];
                due[kept++] = due[i];
            }
        }
        size = kept;
        return written;
    }
}
