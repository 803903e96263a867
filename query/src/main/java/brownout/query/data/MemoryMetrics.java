// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Metric series held in memory: the store of a recording, and of tests. One writer; a reader sees
/// what was appended before its `select`. Times need not lie near the present: 1970 is as good.
public final class MemoryMetrics implements MetricStore {
    private final TreeMap<Labels, Column> columns = new TreeMap<>();
    private final TreeMap<String, TreeMap<Labels, Column>> byName = new TreeMap<>();
    private final TreeMap<String, MetricMetadata> metadata = new TreeMap<>();

    /// Adds a sample to the series of `labels` (metric name included). Series take their samples in
    /// time order; an equal time replaces the value, an earlier one is refused with
    /// [IllegalArgumentException].
    public void append(Labels labels, long timeMillis, double value) {
        column(labels).append(labels, timeMillis, value);
    }

    private Column column(Labels labels) {
        var column = columns.get(labels);
        if (column == null) {
            column = new Column();
            columns.put(labels, column);
            byName.computeIfAbsent(labels.get(Labels.NAME), _ -> new TreeMap<>())
                    .put(labels, column);
        }
        return column;
    }

    /// Every series that can satisfy `matchers`: those of one metric where they name one.
    private SortedMap<Labels, Column> candidates(List<Matcher> matchers) {
        for (var matcher : matchers) {
            boolean name = matcher.name().equals(Labels.NAME);
            if (name && matcher.type() == Matcher.Type.EQUAL) {
                return byName.getOrDefault(matcher.value(), new TreeMap<>());
            }
        }
        return columns;
    }

    /// Adds an exemplar to the series `exemplar.series()`.
    public void append(Exemplar exemplar) {
        column(exemplar.series()).exemplars.add(exemplar);
    }

    /// Sets what is known of a metric name.
    public void describe(MetricMetadata described) {
        metadata.put(described.name(), described);
    }

    @Override
    public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
        var labels = new ArrayList<Labels>();
        var samples = new ArrayList<Samples>();
        candidates(matchers)
                .forEach((candidate, column) -> {
                    if (Matcher.all(matchers, candidate)) {
                        var found = column.within(range);
                        if (found.size() > 0) {
                            labels.add(candidate);
                            samples.add(found);
                        }
                    }
                });
        return new Selected(labels, samples);
    }

    @Override
    public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
        var result = new ArrayList<Exemplar>();
        candidates(matchers)
                .forEach((labels, column) -> {
                    if (Matcher.all(matchers, labels)) {
                        column.exemplars.stream()
                                .filter(exemplar -> inside(range, exemplar.timeMillis()))
                                .sorted(Comparator.comparingLong(Exemplar::timeMillis))
                                .forEach(result::add);
                    }
                });
        return result;
    }

    @Override
    public List<MetricMetadata> metadata() {
        return List.copyOf(metadata.values());
    }

    private static boolean inside(TimeRange range, long timeMillis) {
        return timeMillis >= range.firstMillis() && timeMillis <= range.lastMillis();
    }

    private record Selected(List<Labels> series, List<Samples> found) implements SeriesSet {
        @Override
        public int size() {
            return series.size();
        }

        @Override
        public Labels labels(int index) {
            return series.get(index);
        }

        @Override
        public Samples samples(int index) {
            return found.get(index);
        }
    }
}
