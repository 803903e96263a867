// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Matcher;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What a world exposes, worked out once for all its timelines.
final class Catalog {
    private static final int KEPT_PLANS = 512;

    private final FixedMetrics fixed;
    private final List<PodMetrics> pods = new ArrayList<>();
    final Streams streams;
    private final LinkedHashMap<List<Matcher>, SeriesPlan> plans =
            new LinkedHashMap<>(16, 0.75f, true);

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

    PodMetrics pods(int service) {
        return pods.get(service);
    }

    /// What `matchers` select; the plans that were used last are kept.
    SeriesPlan plan(List<Matcher> matchers) {
        synchronized (plans) {
            var known = plans.get(matchers);
            if (known != null) {
                return known;
            }
        }
        var made = new SeriesPlan(matchers, fixed.rows(), pods);
        synchronized (plans) {
            plans.put(List.copyOf(matchers), made);
            if (plans.size() > KEPT_PLANS) {
                plans.pollFirstEntry();
            }
        }
        return made;
    }
}
