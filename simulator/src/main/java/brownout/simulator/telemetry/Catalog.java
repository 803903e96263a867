// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a world exposes, worked out once for all its timelines.
final class Catalog {
    private static final int KEPT_PLANS = 512;

    private final List<Row> fixed;
    private final int plain; // how many of the fixed series are of the estate
    private final List<WorkloadRow> ofWorkloads = new ArrayList<>();
    private final Map<String, List<Row>> exposed; // by target, pods aside
    private final List<Row> targets;
    private final int usualSeries;
    private final List<PodMetrics> pods = new ArrayList<>();
    final Streams streams;
    private final LinkedHashMap<List<Matcher>, SeriesPlan> plans =
            new LinkedHashMap<>(16, 0.75f, true);

    private Catalog(World world) {
        fixed = new ArrayList<>(new FixedMetrics(world).rows());
        plain = fixed.size();
        MeshMetrics.add(world, ofWorkloads, fixed);
        SpanMetrics.add(world, ofWorkloads, fixed);
        fixed.addAll(ofWorkloads);
        MonitoringMetrics.add(world, this, fixed);
        exposed = ScrapeRows.add(fixed);
        targets = fixed.stream().filter(row -> row.label(Labels.NAME).equals("up")).toList();
        int series = fixed.size();
        for (int service = 0; service < world.services; service++) {
            pods.add(new PodMetrics(world, service));
            for (int region = 0; region < world.regions; region++) {
                series += world.service(service).replicas(region) * pods.getLast().size();
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
        int count = fixed.size() - plain - ofWorkloads.size(); // the monitoring's are always there
        for (var row : fixed.subList(0, plain)) {
            count += Row.isAbsent(row.at(snapshot, scrape.second)) ? 0 : 1;
        }
        int[] workloads = new int[0];
        var counts = new WorkloadCounts(snapshot, scrape, workloads);
        for (var row : ofWorkloads) { // those of the same workloads one after another
            if (!Arrays.equals(row.workloads(), workloads)) {
                workloads = row.workloads();
                counts = new WorkloadCounts(snapshot, scrape, workloads);
            }
            count += Row.isAbsent(row.reading().applyAsDouble(counts)) ? 0 : 1;
        }
        for (int i = 0; i < scrape.podIds().length; i++) {
            var pod = snapshot.fleet.pod(scrape.podIds()[i]);
            count += pods.get(pod.service).present(snapshot, scrape, i, pod);
        }
        return count;
    }

    /// What a target that is no pod exposes, `up` aside; nothing where there is none.
    List<Row> exposed(String job, String instance) {
        return exposed.getOrDefault(ScrapeRows.target(job, instance), List.of());
    }

    /// The `up` series of all targets that are no pods.
    List<Row> targets() {
        return targets;
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
        var made = new SeriesPlan(matchers, fixed, pods);
        synchronized (plans) {
            plans.put(List.copyOf(matchers), made);
            if (plans.size() > KEPT_PLANS) {
                plans.pollFirstEntry();
            }
        }
        return made;
    }
}
