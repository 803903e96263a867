// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.Suggestion;
import brownout.query.syntax.YamlNode;
import java.util.List;
import java.util.Optional;

/// Reads `business: {customers: [web], orders: [web/buy], basket: 58.40, currencies: {north: EUR, …}}`;
/// one currency may stand for all regions.
final class EstateBusiness {
    private EstateBusiness() {}

    static Business read(YamlNode node, Sections sections) {
        node.keys("customers", "orders", "basket", "currencies");
        return new Business(
                node.get("customers").textItems(),
                node.get("orders").items().stream().map(EstateBusiness::order).toList(),
                Math.round(node.get("basket").number(0.01, 1e6) * 100),
                sections.byRegion(node.get("currencies"), EstateBusiness::currency));
    }

    private static Business.Order order(YamlNode node) {
        var of = EstateServices.pair(node);
        return new Business.Order(of.get(0), of.get(1));
    }

    private static String currency(YamlNode node) {
        if (!node.text().matches("[A-Z]{3}")) {
            throw node.error("\"" + node.text() + "\" is not a currency, such as EUR");
        }
        return node.text();
    }

    /// Customers and orders refer to what there is.
    static void check(Estate estate, Sections sections) {
        Optional<YamlNode> section = sections.find("business");
        if (section.isEmpty()) {
            return;
        }
        for (var item : section.get().items("customers")) {
            item.reference("service", estate.serviceNames());
        }
        var customers = section.get().get("customers").textItems();
        for (var item : section.get().items("orders")) {
            var order = order(item);
            if (!customers.contains(order.service())) {
                throw item.error(
                        "\"" + order.service() + "\" is not among the customers' services");
            }
            var operations =
                    estate.service(order.service()).stream()
                            .flatMap(service -> service.operations().stream())
                            .map(Estate.Operation::name)
                            .toList();
            if (!operations.contains(order.operation())) {
                throw item.error(
                        "\""
                                + order.service()
                                + "\" has no operation \""
                                + order.operation()
                                + "\"",
                        Suggestion.hint(order.operation(), List.copyOf(operations)));
            }
        }
    }
}
