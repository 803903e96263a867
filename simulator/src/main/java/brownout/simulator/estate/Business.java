// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// What the company lives on. `customers` are the services that customers come in by; `orders` those of
/// their operations that are a purchase, worth `basketCents` in the mean, hundredths of the region's
/// currency (`currencies`, by region, ISO 4217).
public record Business(
        List<String> customers, List<Order> orders, long basketCents, List<String> currencies) {
    /// An operation of a service whose requests are purchases.
    public record Order(String service, String operation) {}

    public Business {
        customers = List.copyOf(customers);
        orders = List.copyOf(orders);
        currencies = List.copyOf(currencies);
    }
}
