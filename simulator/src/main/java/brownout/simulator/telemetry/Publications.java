// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Coordinate;
import brownout.simulator.engine.Requests;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.SpanBuffer;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the span that published a message: messages are numbered as their producer spans were counted
/// when the tick in which these ended was closed. Bulk messages and dead letters, behind them in their
/// tick, have none.
///
/// Not thread-safe: make one per reader.
final class Publications {
    /// The span that published: its request and its code, and when it ended.
    record Published(long coordinate, long requestHash, long code, long endMicros) {}

    private final Snapshot snapshot;
    private final World world;
    private final Requests requests;
    private final SpanBuffer spans = new SpanBuffer();
    private int left; // messages before the one that is looked for

    Publications(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.world = snapshot.world;
        this.requests = new Requests(world);
    }

    /// Who published message `number` of a topic in a region; empty where that is not recorded.
    Optional<Published> of(int topic, int region, int number, int beforeTick) {
        int tick = snapshot.publishedTick(topic, region, number, beforeTick);
        if (!snapshot.has(tick)) {
            return Optional.empty();
        }
        left = number - snapshot.tick(tick).frame().deliveries().end(topic, region);
        for (long coordinate : snapshot.tick(tick).carried()) {
            if (Coordinate.region(coordinate) == region) {
                var found = in(coordinate, topic, tick);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        for (int route = 0; route < world.trees.length; route++) {
            int count = publishes(route, topic) ? snapshot.requests(tick, region, route) : 0;
            for (int i = 0; i < count; i++) {
                var found = in(Coordinate.pack(tick, region, route, i), topic, tick);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean publishes(int route, int topic) {
        for (var node : world.nodes[route]) {
            if (isTopic(node.edge(), topic)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTopic(World.@Nullable Edge edge, int topic) {
        return edge != null && edge.kind() == World.Kind.TOPIC && edge.component() == topic;
    }

    private Optional<Published> in(long coordinate, int topic, int tick) {
        int route = Coordinate.route(coordinate);
        if (!publishes(route, topic)) {
            return Optional.empty();
        }
        snapshot.eval(requests, coordinate, spans);
        long after = tick * 1_000_000L;
        for (int span = 0; span < spans.size(); span++) {
            if (!spans.isServer(span)
                    && spans.endsIn(span, after, after + 1_000_000L)
                    && spans.status(span) == Status.DONE
                    && isTopic(world.nodes[route][spans.node(span)].edge(), topic)
                    && left-- == 0) {
                return Optional.of(
                        new Published(
                                coordinate,
                                spans.requestHash(),
                                spans.code(span),
                                spans.endMicros(span)));
            }
        }
        return Optional.empty();
    }
}
