// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Snapshot;
import java.util.Map;
import java.util.TreeMap;

/// Which scrapes bring more samples than Prometheus takes of their job: such a scrape fails as a whole.
/// What is dropped by then does not count. Source: Prometheus, "Configuration", `sample_limit`.
final class SampleLimits {
    /// Prometheus' own counter of such scrapes.
    static final String HITS = "prometheus_target_scrapes_exceeded_sample_limit_total";

    private final Snapshot snapshot;
    private final Collectors collectors;
    private final Map<String, Map<Integer, Boolean>> known =
            new TreeMap<>(); // by target and second

    SampleLimits(Snapshot snapshot, Collectors collectors) {
        this.snapshot = snapshot;
        this.collectors = collectors;
    }

    /// Whether the scrape of a target at `second` is thrown away because it is too large.
    boolean exceeded(String job, String instance, int second) {
        int most = collectors.hasLimits(job) ? collectors.sampleLimit(job, second - 1) : 0;
        if (most == 0) {
            return false;
        }
        return known.computeIfAbsent(ScrapeRows.target(job, instance), _ -> new TreeMap<>())
                .computeIfAbsent(second, _ -> samples(job, instance, second) > most);
    }

    /// How many scrapes up to that at `second` were thrown away.
    long exceeded(int second) {
        int step = Targets.INTERVAL_SECONDS;
        int from = collectors.limitedFrom();
        long count = 0;
        for (int at = from + step - Math.floorMod(from, step);
                from < at && at <= second;
                at += step) {
            var catalog = Catalog.of(snapshot.world);
            for (var target : catalog.targets()) {
                count += exceeded(target.label("job"), target.label("instance"), at) ? 1 : 0;
            }
            var scrape = snapshot.scrape(at);
            for (int id : scrape.podIds()) {
                var pod = snapshot.fleet.pod(id);
                var service = snapshot.world.service(pod.service).name();
                count += exceeded(service, PodMetrics.instance(pod), at) ? 1 : 0;
            }
        }
        return count;
    }

    private long samples(String job, String instance, int second) {
        var catalog = Catalog.of(snapshot.world);
        var exposed = catalog.exposed(job, instance);
        if (!exposed.isEmpty()) {
            return ScrapeRows.samples(exposed, snapshot, second, name -> isKept(name, second));
        }
        var scrape = snapshot.scrape(second);
        long count = 0;
        for (int i = 0; i < scrape.podIds().length; i++) {
            var pod = snapshot.fleet.pod(scrape.podIds()[i]);
            if (PodMetrics.instance(pod).equals(instance) && scrape.answered(i)) {
                count +=
                        catalog.pods(pod.service)
                                .exposed(snapshot, scrape, i, pod, name -> isKept(name, second));
                count += Exposer.kept(snapshot, pod, second);
            }
        }
        return count;
    }

    private boolean isKept(String metric, int second) {
        return second <= collectors.droppedFrom(metric);
    }
}
