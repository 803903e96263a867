// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What Prometheus says of the part of its database that is in memory, as of its last scrape: how many
/// series, chunks and label pairs there are, what time it covers, and which names have most. Lists are in
/// descending order, equal ones by name. Series without samples are counted while they are there.
///
/// @param series as `prometheus_tsdb_head_series` says where that is recorded
/// @param bytesByLabel the lengths of all values of a label, once for every series that has it
/// @param byPair how many series have `name=value`
public record TsdbStatus(
        long series,
        long labelPairs,
        long chunks,
        long minMillis,
        long maxMillis,
        List<Count> byMetric,
        List<Count> valuesByLabel,
        List<Count> bytesByLabel,
        List<Count> byPair) {
    public static final TsdbStatus NONE =
            new TsdbStatus(0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());

    private static final int CHUNK_SAMPLES = 120;
    private static final long BLOCK_MILLIS = 7_200_000;

    public TsdbStatus {
        byMetric = List.copyOf(byMetric);
        valuesByLabel = List.copyOf(valuesByLabel);
        bytesByLabel = List.copyOf(bytesByLabel);
        byPair = List.copyOf(byPair);
    }

    public record Count(String name, long value) {}

    /// As read from `metrics` at the scrape at `second` after t0, which was at `scrapeMillis`; lists have
    /// `limit` entries at most.
    static TsdbStatus at(
            TimelineMetrics metrics, Snapshot snapshot, int second, long scrapeMillis, int limit) {
        long oldest = scrapeMillis - (second - metrics.firstSecond()) * 1000L;
        long minMillis = Math.max(blockStart(scrapeMillis), oldest);
        int since = second - (int) ((scrapeMillis - minMillis) / 1000);
        var all =
                metrics.select(
                        List.of(),
                        TimeRange.millis(scrapeMillis, scrapeMillis),
                        MetricStore.SelectHints.NONE);
        var created = created(snapshot);
        var tally = new LabelTally();
        long chunks = 0;
        for (int i = 0; i < all.size(); i++) {
            var labels = all.labels(i);
            tally.add(labels, 1);
            int first = Math.max(since, created.getOrDefault(labels.get("pod"), since));
            chunks += chunks(second - first);
        }
        long unread = 0;
        for (var growth : snapshot.collectors.growths()) {
            var exposers = Exposer.of(snapshot, growth, second - 1);
            for (var each : exposers) {
                long count = Head.series(each, second - 1);
                boolean isRead = second - Targets.INTERVAL_SECONDS <= each.to(); // or just ended
                long read = isRead ? Math.min(GrowthRows.readable(exposers), count) : 0;
                GrowthRows.tally(snapshot, each, read, count, tally);
                unread += count - read;
            }
        }
        long counted = all.size() + unread;
        return new TsdbStatus(
                said(metrics, scrapeMillis, counted),
                tally.pairs(),
                chunks + unread,
                minMillis,
                scrapeMillis,
                top(tally.of(Labels.NAME), limit),
                top(tally.values(), limit),
                top(tally.bytes(), limit),
                top(tally.byPair(), limit));
    }

    /// The first two hours leave the head once it has three.
    private static long blockStart(long scrapeMillis) {
        long latest = scrapeMillis - BLOCK_MILLIS / 2;
        return latest - Math.floorMod(latest, BLOCK_MILLIS);
    }

    /// How many chunks the samples of so many seconds fill, the one that is written to among them.
    private static long chunks(int seconds) {
        return 1L + Math.max(0, seconds) / Targets.INTERVAL_SECONDS / CHUNK_SAMPLES;
    }

    /// Since when there are pods, by name, in seconds after t0.
    private static Map<String, Integer> created(Snapshot snapshot) {
        var created = new TreeMap<String, Integer>();
        for (var pod : PodLists.of(snapshot.fleet).byInstance) {
            created.put(pod.name, pod.createdTick + 1);
        }
        return created;
    }

    private static long said(MetricStore metrics, long scrapeMillis, long counted) {
        var set =
                metrics.select(
                        List.of(Matcher.equal(Labels.NAME, MonitoringMetrics.HEAD_SERIES)),
                        TimeRange.millis(scrapeMillis, scrapeMillis),
                        MetricStore.SelectHints.NONE);
        var samples = set.size() == 0 ? MetricStore.Samples.EMPTY : set.samples(0);
        return samples.size() == 0 ? counted : (long) samples.values()[0];
    }

    private static List<Count> top(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> Long.compare(b.value(), a.value())) // stable: names in order
                .limit(limit)
                .toList();
    }
}
