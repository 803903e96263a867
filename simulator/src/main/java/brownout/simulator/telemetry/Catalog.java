// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;

/// What a world exposes, worked out once for all its timelines.
final class Catalog {
    private final FixedMetrics fixed;
    private final List<PodMetrics> pods = new ArrayList<>();
    final Streams streams;

    private Catalog(World world) {
        fixed = new FixedMetrics(world);
        for (int service = 0; service < world.services; service++) {
            pods.add(new PodMetrics(world, service));
        }
        streams = new Streams(world);
    }

    static Catalog of(World world) {
        return world.memo(() -> new Catalog(world));
    }

    List<Row> fixed() {
        return fixed.rows();
    }

    PodMetrics pods(int service) {
        return pods.get(service);
    }
}
