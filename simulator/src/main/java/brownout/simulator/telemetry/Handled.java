// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Deliveries.Delivery;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;

/// The message that a consumer's request is about.
record Handled(World.Consumer consumer, Delivery delivery) {
    /// Of a request whose route is a consumer's.
    static Handled of(Snapshot snapshot, long coordinate) {
        var consumer = snapshot.world.consumer(Coordinate.route(coordinate));
        int instance = consumer.number() * snapshot.world.regions + Coordinate.region(coordinate);
        var deliveries = snapshot.tick(Coordinate.tick(coordinate)).frame().deliveries();
        return new Handled(consumer, deliveries.at(instance, Coordinate.index(coordinate)));
    }

    /// The message's number in its topic.
    int number() {
        return delivery.offset() * consumer.partitions() + delivery.partition();
    }

    /// `orders-3@1042`, as consumers write it.
    String place(String topic) {
        return topic + "-" + delivery.partition() + "@" + delivery.offset();
    }
}
