// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Collectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Prometheus says of its targets and of its own head, as of its last scrape.
public record Targets(List<Target> targets, Head head) {
    public Targets {
        targets = List.copyOf(targets);
    }

    public static final Targets NONE = new Targets(List.of(), new Head(0, List.of(), List.of()));

    /// One target: its labels, whether the last scrape worked, and if not, why ("" else).
    public record Target(
            Labels labels,
            boolean isUp,
            String lastError,
            long lastScrapeMillis,
            double scrapeSeconds) {}

    /// How many series there are, and of which metrics and jobs most, largest first, ten at most.
    public record Head(long series, List<Count> byMetric, List<Count> byJob) {
        public Head {
            byMetric = List.copyOf(byMetric);
            byJob = List.copyOf(byJob);
        }
    }

    public record Count(String name, long series) {}

    /// As read from `metrics` at the scrape at `scrapeMillis`; `collectors` know why one failed.
    static Targets at(
            MetricStore metrics, Collectors collectors, int scrapeTick, long scrapeMillis) {
        var seconds = new TreeMap<Labels, Double>();
        var durations = last(metrics, ScrapeRows.DURATION, scrapeMillis);
        for (int i = 0; i < durations.size(); i++) {
            seconds.put(durations.labels(i).without(Labels.NAME), value(durations, i));
        }
        var targets = new ArrayList<Target>();
        var up = last(metrics, "up", scrapeMillis);
        for (int i = 0; i < up.size(); i++) {
            var labels = up.labels(i).without(Labels.NAME);
            double value = value(up, i);
            if (!MetricStore.Samples.isStale(value)) {
                targets.add(
                        new Target(
                                labels,
                                value == 1,
                                value == 1 ? "" : error(collectors, labels, scrapeTick),
                                scrapeMillis,
                                seconds.getOrDefault(labels, 0.0)));
            }
        }
        return new Targets(targets, head(metrics, collectors, scrapeTick, scrapeMillis));
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

    private static String error(Collectors collectors, Labels labels, int tick) {
        for (var outage : collectors.outages(labels.get("job"), labels.get("region"))) {
            if (outage.fails(labels.get("instance"), tick) && outage.share() < 1) {
                return "server returned HTTP status 500 Internal Server Error";
            }
        }
        return "dial tcp " + labels.get("instance") + ": connect: connection refused";
    }

    private static Head head(
            MetricStore metrics, Collectors collectors, int tick, long scrapeMillis) {
        var all =
                metrics.select(
                        List.of(),
                        TimeRange.millis(scrapeMillis, scrapeMillis),
                        MetricStore.SelectHints.NONE);
        var byMetric = new TreeMap<String, Long>();
        var byJob = new TreeMap<String, Long>();
        for (int i = 0; i < all.size(); i++) {
            byMetric.merge(all.labels(i).get(Labels.NAME), 1L, Long::sum);
            byJob.merge(all.labels(i).get("job"), 1L, Long::sum);
        }
        long unread = 0; // of a label with ever more values no more than so many can be read
        for (var growth : collectors.growths()) {
            long more = (long) growth.series(tick) - GrowthRows.MOST;
            if (more > 0 && tick < growth.to()) {
                byMetric.merge(growth.metric(), more, Long::sum);
                byJob.merge(growth.job(), more, Long::sum);
                unread += more;
            }
        }
        return new Head(all.size() + unread, largest(byMetric), largest(byJob));
    }

    private static List<Count> largest(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> Long.compare(b.series(), a.series())) // stable: names in order
                .limit(10)
                .toList();
    }
}
