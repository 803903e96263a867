// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Business;
import brownout.simulator.model.Normal;
import java.util.Optional;

/// Which requests are customers' and which of those are purchases, and what one is worth. Nothing is
/// where the estate says nothing of its business.
public final class Purchases {
    private static final double SIGMA = 0.6; // most baskets are small, some are large

    private final boolean[] customers; // by route
    private final boolean[] orders; // by operation
    private final double basketCents;

    Purchases(World world, Optional<Business> business) {
        customers = new boolean[world.trees.length];
        orders = new boolean[world.ops.length];
        basketCents = business.map(Business::basketCents).orElse(0L);
        business.ifPresent(of -> {
            for (var op : world.ops) {
                var order =
                        new Business.Order(world.service(op.service()).name(), op.spec().name());
                orders[op.index()] = of.orders().contains(order);
            }
            for (int route = 0; route < world.entries; route++) {
                int service = world.ops[world.trees[route].op()].service();
                customers[route] = of.customers().contains(world.service(service).name());
            }
        });
    }

    /// Whether customers make the requests of a route.
    public boolean isCustomers(int route) {
        return customers[route];
    }

    /// Whether a request for an operation, by its index in [World#ops], is a purchase.
    public boolean isOrder(int op) {
        return orders[op];
    }

    /// What the purchase with this hash is worth, hundredths of its region's currency; log-normal.
    public long cents(long requestHash) {
        double z = Normal.quantile(Rng.uniform(Rng.hash(requestHash, 0xba5ce7)));
        return Math.max(1, (long) (basketCents * StrictMath.exp(SIGMA * z - SIGMA * SIGMA / 2)));
    }
}
