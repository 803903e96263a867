// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.List;

/// Port to metric series. Reads are consistent: one store instance shows one instant of one world.
public interface MetricStore {
    /// Series whose labels satisfy every matcher and that have a sample in `range`, in label order.
    /// Samples are fetched lazily by [SeriesSet#samples]; they lie in `range`, and a stale marker
    /// ([Samples#STALE_BITS]) ends a series as in Prometheus.
    SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints);

    /// Exemplars of the matching series with a timestamp in `range`, by series, then time.
    List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range);

    /// What is known of each metric name, in name order.
    List<MetricMetadata> metadata();

    /// A result whose label sets are known before any sample is read.
    interface SeriesSet {
        int size();

        Labels labels(int series);

        /// The samples of one series inside the selected range, oldest first.
        Samples samples(int series);
    }

    /// Samples of one series: parallel arrays of which the first `size` elements count.
    record Samples(long[] timesMillis, double[] values, int size) {
        /// The bit pattern of a stale marker; any other NaN is a value.
        public static final long STALE_BITS = 0x7ff0000000000002L;

        public static final Samples EMPTY = new Samples(new long[0], new double[0], 0);

        public static boolean isStale(double value) {
            return Double.doubleToRawLongBits(value) == STALE_BITS;
        }
    }

    /// What the caller will do with the samples. A store may ignore it. Where `newest`, it wants no more
    /// than the last one of each series in the range, be it a stale marker.
    record SelectHints(long stepMillis, long rangeMillis, String function, boolean newest) {
        public static final SelectHints NONE = new SelectHints(0, 0, "", false);
    }

    /// One exemplar: `series` has the metric name; `labels` holds the trace id (`traceID`).
    record Exemplar(Labels series, Labels labels, double value, long timeMillis) {}

    /// `type` is counter, gauge, histogram, summary or unknown; `unit` may be empty.
    record MetricMetadata(String name, String type, String help, String unit) {}
}
