// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.Samples;
import brownout.simulator.engine.Collectors.ScrapeError;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;

/// One series of the timeline, without its samples.
interface Row {
    /// What [#at] answers where the series has no sample at a scrape. It is the stale marker, and that
    /// is what the store writes when a series ends.
    double ABSENT = Double.longBitsToDouble(Samples.STALE_BITS);

    /// The value of a label, the metric's name included, or "".
    default String label(String name) {
        return labels().get(name);
    }

    Labels labels();

    /// The first second at which the series may have a sample, and the last.
    default int firstSecond() {
        return Integer.MIN_VALUE;
    }

    default int lastSecond() {
        return Integer.MAX_VALUE;
    }

    /// Whether the value is an instant, in seconds relative to t0.
    default boolean isInstant() {
        return false;
    }

    /// The sample at the scrape of `second`, or [#ABSENT].
    double at(Snapshot snapshot, int second);

    /// Of a series that a pod exposes, the pod's id; else -1.
    default int podId() {
        return -1;
    }

    /// As [#at(Snapshot, int)], for a pod whose place in the scrape is known.
    default double at(Snapshot snapshot, Scrape scrape, int podIndex) {
        throw new IllegalStateException("not a pod's series: " + labels());
    }

    /// What there is at a scrape that fails and would have brought `value`. One with too many samples is
    /// counted, and thrown away.
    default double failed(ScrapeError error, double value) {
        boolean isAnswered = error == ScrapeError.SAMPLE_LIMIT;
        return switch (label(Labels.NAME)) {
            case "up" -> 0;
            case ScrapeRows.SAMPLES -> isAnswered ? value : 0;
            case ScrapeRows.DURATION ->
                    isAnswered
                            ? value
                            : error == ScrapeError.TIMEOUT ? ScrapeRows.TIMEOUT_SECONDS : 0.001;
            default -> ABSENT;
        };
    }

    static boolean isAbsent(double value) {
        return Samples.isStale(value);
    }
}
