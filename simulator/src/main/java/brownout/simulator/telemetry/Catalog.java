// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.List;

/// What a world exposes, worked out once for all its timelines.
final class Catalog {
    private final List<Row> fixed;
    private final List<PodMetrics> pods = new ArrayList<>();
    final Streams streams;
    private final int plain; // how many of the fixed series are of the estate
    private final int usualSeries;

    private Catalog(World world) {
        fixed = new ArrayList<>(new FixedMetrics(world).rows());
        plain = fixed.size();
        MonitoringMetrics.add(world, this, fixed);
        ScrapeRows.add(fixed);
        int series = fixed.size();
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

    /// How many series there were at `scrape`, rules' own aside. Counted once.
    int series(Scrape scrape, Snapshot snapshot) {
        return scrape.seriesOr(() -> count(scrape, snapshot));
    }

    private int count(Scrape scrape, Snapshot snapshot) {
        int count = fixed.size() - plain; // those of the monitoring itself are always there
        for (var row : fixed.subList(0, plain)) {
            count += Row.isAbsent(row.at(snapshot, scrape.second)) ? 0 : 1;
        }
        for (int i = 0; i < scrape.podIds().length; i++) {
            var pod = snapshot.fleet.pod(scrape.podIds()[i]);
            count += pods.get(pod.service).present(scrape, i, pod);
        }
        return count;
    }

    List<Row> fixed() {
        return fixed;
    }

    PodMetrics pods(int service) {
        return pods.get(service);
    }
}
