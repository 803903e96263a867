// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Two stores as one: what is in either. Where both have a series, `later` has the later samples.
public record MergedMetrics(MetricStore earlier, MetricStore later) implements MetricStore {
    @Override
    public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
        return merged(earlier.select(matchers, range, hints), later.select(matchers, range, hints));
    }

    /// The series of both sets in label order, those that are in both joined.
    public static SeriesSet merged(SeriesSet earlier, SeriesSet later) {
        if (later.size() == 0) {
            return earlier;
        }
        if (earlier.size() == 0) {
            return later;
        }
        var places = new int[2][earlier.size() + later.size()];
        int size = 0;
        int e = 0;
        int l = 0;
        while (e < earlier.size() || l < later.size()) {
            int order =
                    e == earlier.size()
                            ? 1
                            : l == later.size() ? -1 : earlier.labels(e).compareTo(later.labels(l));
            places[0][size] = order <= 0 ? e++ : -1;
            places[1][size++] = order >= 0 ? l++ : -1;
        }
        return new Merged(
                earlier, later, Arrays.copyOf(places[0], size), Arrays.copyOf(places[1], size));
    }

    /// The place of each series in both sets, -1 where it is not.
    private record Merged(SeriesSet earlier, SeriesSet later, int[] inEarlier, int[] inLater)
            implements SeriesSet {
        @Override
        public int size() {
            return inEarlier.length;
        }

        @Override
        public Labels labels(int series) {
            return inEarlier[series] >= 0
                    ? earlier.labels(inEarlier[series])
                    : later.labels(inLater[series]);
        }

        @Override
        public Samples samples(int series) {
            if (inEarlier[series] < 0) {
                return later.samples(inLater[series]);
            }
            var first = earlier.samples(inEarlier[series]);
            if (inLater[series] < 0) {
                return first;
            }
            var second = later.samples(inLater[series]);
            int size = first.size() + second.size();
            var times = Arrays.copyOf(first.timesMillis(), size);
            var values = Arrays.copyOf(first.values(), size);
            System.arraycopy(second.timesMillis(), 0, times, first.size(), second.size());
            System.arraycopy(second.values(), 0, values, first.size(), second.size());
            return new Samples(times, values, size);
        }
    }

    @Override
    public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
        return Stream.concat(
                        earlier.exemplars(matchers, range).stream(),
                        later.exemplars(matchers, range).stream())
                .sorted(
                        Comparator.comparing(Exemplar::series)
                                .thenComparingLong(Exemplar::timeMillis))
                .toList();
    }

    @Override
    public List<MetricMetadata> metadata() {
        return Stream.concat(earlier.metadata().stream(), later.metadata().stream())
                .sorted(Comparator.comparing(MetricMetadata::name))
                .distinct()
                .toList();
    }
}
