// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Prometheus says of its targets: those that are there now, each as of its last scrape, in the
/// order of their labels.
public record Targets(List<Target> targets) {
    public static final int INTERVAL_SECONDS = 15;
    public static final int TIMEOUT_SECONDS = 10;

    private static final String TOO_MANY = "sample limit exceeded";

    public static final Targets NONE = new Targets(List.of());

    public Targets {
        targets = List.copyOf(targets);
    }

    /// Whether the last scrape worked; unknown before the first one.
    public enum Health {
        UP,
        DOWN,
        UNKNOWN
    }

    /// One target: its labels, how its last scrape went, and if that failed, why ("" else). The scrape is
    /// at 0 and took no time where there has been none.
    public record Target(
            Labels labels,
            Health health,
            String lastError,
            long lastScrapeMillis,
            double scrapeSeconds) {

        /// The scrape configuration that it belongs to.
        public String pool() {
            return labels.get("job");
        }

        public String url() {
            return "http://" + labels.get("instance") + "/metrics";
        }
    }

    /// As read from `metrics` at the scrape at `second` after t0, which was at `scrapeMillis`. Pods that
    /// have come since then are not known yet, those that have gone by the end of `nowTick` no targets.
    static Targets at(
            MetricStore metrics, Snapshot snapshot, int second, long scrapeMillis, int nowTick) {
        var collectors = snapshot.collectors;
        var seconds = new TreeMap<Labels, Double>();
        var durations = last(metrics, ScrapeRows.DURATION, scrapeMillis);
        for (int i = 0; i < durations.size(); i++) {
            seconds.put(durations.labels(i).without(Labels.NAME), value(durations, i));
        }
        var limits = new SampleLimits(snapshot, collectors);
        var targets = new ArrayList<Target>();
        var gone = new TreeSet<String>();
        changes(snapshot, second, nowTick, targets, gone);
        var up = last(metrics, "up", scrapeMillis);
        for (int i = 0; i < up.size(); i++) {
            var labels = up.labels(i).without(Labels.NAME);
            double value = value(up, i);
            if (!MetricStore.Samples.isStale(value) && !gone.contains(labels.get("instance"))) {
                targets.add(
                        new Target(
                                labels,
                                value == 1 ? Health.UP : Health.DOWN,
                                value == 1 ? "" : error(collectors, limits, labels, second - 1),
                                scrapeMillis,
                                seconds.getOrDefault(labels, 0.0)));
            }
        }
        targets.sort(Comparator.comparing(Target::labels));
        return new Targets(targets);
    }

    /// The pods that became ready or went after the scrape at `second`: new targets, and the instances of
    /// those that are none any more.
    private static void changes(
            Snapshot snapshot, int second, int nowTick, List<Target> come, TreeSet<String> gone) {
        var catalog = Catalog.of(snapshot.world);
        var fleet = snapshot.fleet;
        for (var pod : PodLists.of(fleet).byInstance) {
            int end = fleet.endTick(pod.id);
            boolean isOver = end != Fleet.NEVER && end <= nowTick;
            if (isOver && end >= second) {
                gone.add(PodMetrics.instance(pod));
            } else if (!isOver && pod.readyTick >= second && pod.readyTick <= nowTick) {
                var labels = catalog.pods(pod.service).common(pod);
                come.add(new Target(labels, Health.UNKNOWN, "", 0, 0));
            }
        }
    }

    private static MetricStore.SeriesSet last(MetricStore metrics, String name, long millis) {
        return metrics.select(
                List.of(Matcher.equal(Labels.NAME, name)),
                TimeRange.millis(millis, millis),
                MetricStore.SelectHints.NONE);
    }

    private static double value(MetricStore.SeriesSet set, int series) {
        var samples = set.samples(series);
        return samples.size() == 0 ? 0 : samples.values()[samples.size() - 1];
    }

    private static String error(
            Collectors collectors, SampleLimits limits, Labels labels, int tick) {
        var instance = labels.get("instance");
        for (var outage : collectors.outages(labels.get("job"), labels.get("region"))) {
            if (outage.fails(instance, tick)) {
                return switch (outage.error()) {
                    case REFUSED -> refused(instance);
                    case STATUS_500 -> "server returned HTTP status 500 Internal Server Error";
                    case SAMPLE_LIMIT -> TOO_MANY;
                    case TIMEOUT ->
                            "Get \"http://" + instance + "/metrics\": context deadline exceeded";
                };
            }
        }
        return limits.exceeded(labels.get("job"), instance, tick + 1)
                ? TOO_MANY
                : refused(instance);
    }

    private static String refused(String instance) {
        return "dial tcp " + instance + ": connect: connection refused";
    }
}
