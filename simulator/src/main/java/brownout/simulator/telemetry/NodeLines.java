// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import java.util.List;

/// What the kernels of nodes log.
final class NodeLines {
    private static final double FULL = 0.995; // as exact as a gauge is kept

    private NodeLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        for (int node = 0; node < snapshot.world.nodeList.size(); node++) {
            int stream = Streams.nodeIndex(snapshot.world, node);
            int count = wanted[stream] ? dropLines(snapshot, tick, node) : 0;
            for (int i = 0; i < count; i++) {
                long part = Rng.below(Rng.hash(node, tick, i, 0xd209), 200_000_000);
                long nanos = tick * 1_000_000_000L + 1 + i * 200_000_000L + part;
                into.add(
                        new Lines.Line.Server(
                                stream,
                                nanos,
                                snapshot.world.nodeList.get(node).name(),
                                "nf_conntrack: table full, dropping packet"));
            }
        }
    }

    /// A kernel says so no more than a few times a second.
    private static int dropLines(Snapshot snapshot, int tick, int node) {
        var name = snapshot.world.nodeList.get(node).name();
        double room = snapshot.controls(tick).connectionLimit(name);
        double entries = snapshot.tick(tick).frame().at(Gauge.Link.CONNECTIONS, node);
        return entries >= FULL * room ? 1 + Rng.below(Rng.hash(node, tick, 0xd20), 4) : 0;
    }
}
