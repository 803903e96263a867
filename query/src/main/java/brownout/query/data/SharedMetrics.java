// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A store that looks only once for series which are asked for more than once: for the queries that one
/// thread asks about one instant. Newest samples are kept too; windows of them are not, for they take
/// more memory than it takes time to read them again.
public final class SharedMetrics implements MetricStore {
    private final MetricStore store;
    private final Map<Selection, SeriesSet> selected = new HashMap<>(); // lookup only

    private record Selection(List<Matcher> matchers, TimeRange range, boolean newest) {}

    public SharedMetrics(MetricStore store) {
        this.store = store;
    }

    @Override
    public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
        return selected.computeIfAbsent(
                new Selection(matchers, range, hints.newest()),
                _ -> {
                    var series = store.select(matchers, range, hints);
                    return hints.newest() ? new Kept(series) : series;
                });
    }

    @Override
    public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
        return store.exemplars(matchers, range);
    }

    @Override
    public List<MetricMetadata> metadata() {
        return store.metadata();
    }

    /// Keeps the newest sample of each series.
    private static final class Kept implements SeriesSet {
        private final SeriesSet series;
        private final @Nullable Samples[] samples;

        Kept(SeriesSet series) {
            this.series = series;
            samples = new Samples[series.size()];
        }

        @Override
        public int size() {
            return samples.length;
        }

        @Override
        public Labels labels(int index) {
            return series.labels(index);
        }

        @Override
        public Samples samples(int index) {
            var known = samples[index];
            if (known == null) {
                known = series.samples(index);
                samples[index] = known;
            }
            return known;
        }
    }
}
