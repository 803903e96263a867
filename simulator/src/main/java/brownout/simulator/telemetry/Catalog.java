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
    private final int usualSeries;

    private Catalog(World world) {
        fixed = new FixedMetrics(world);
        int series = fixed.rows().size();
        for (int service = 0; service < world.services; service++) {
            pods.add(new PodMetrics(world, service));
            for (int region = 0; region < world.regions; region++) {
                int replicas = world.service(service).replicas(region);
                series += replicas * pods.getLast().size();
            }
        }
        usualSeries = series;
        streams = new Streams(world);
    }

    static Catalog of(World world) {
        return world.memo(() -> new Catalog(world));
    }

    /// How many series there are when everything runs as planned and has happened once.
    int usualSeries() {
        return usualSeries;
    }

    List<Row> fixed() {
        return fixed.rows();
    }

    PodMetrics pods(int service) {
        return pods.get(service);
    }
}
