// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Exemplars;
import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The metrics of a timeline at one instant, scraped every 15 seconds on the minute. Series that cannot
/// match are skipped by their names and common labels before anything is read.
public final class TimelineMetrics implements MetricStore {
    private static final int STEP = 15;

    private final Snapshot snapshot;
    private final Catalog catalog;
    private final long t0Seconds;
    private final int firstSecond; // the first scrape there is
    private final int nowSecond; // the last instant that may be seen
    private final Ids ids;
    private final Mask mask;

    /// Metrics as of the close of `nowTick`, t0 being `t0Seconds` after 1970.
    public TimelineMetrics(Snapshot snapshot, int nowTick, long t0Seconds) {
        this(snapshot, nowTick, t0Seconds, new RunKey(0, 0));
    }

    /// As above, with the key that exemplars' trace ids are made with.
    public TimelineMetrics(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key) {
        this.snapshot = snapshot;
        this.catalog = Catalog.of(snapshot.world);
        this.t0Seconds = t0Seconds;
        this.nowSecond = Math.min(nowTick, snapshot.closedTick) + 1;
        this.ids = new Ids(key);
        this.mask = Mask.of(snapshot, this.nowSecond - 1);
        int first = mask.firstKept();
        this.firstSecond = first + STEP - Math.floorMod(first, STEP);
    }

    @Override
    public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
        int first = firstScrape(range);
        int last = lastScrape(range);
        var found = new ArrayList<Row>();
        if (first <= last) {
            for (var row : candidates(mask.loosened(matchers), first, last)) {
                if (matches(matchers, row) && hasSample(row, first, last)) {
                    found.add(row);
                }
            }
            found.sort(Comparator.comparing(Row::labels));
        }
        return new Selected(found, first, last);
    }

    /// Every series that may match and whose life touches the scrapes in `[first, last]`.
    private List<Row> candidates(List<Matcher> matchers, int first, int last) {
        var rows = new ArrayList<>(catalog.fixed());
        var chosen = new int[snapshot.world.services][];
        for (int id = 0; id < snapshot.fleet.size(); id++) {
            var pod = snapshot.fleet.pod(id);
            int end = snapshot.fleet.endTick(id);
            if (pod.readyTick < last
                    && (end == Fleet.NEVER || end + STEP >= first)
                    && podMatches(matchers, id)) {
                var metrics = catalog.pods(pod.service);
                if (chosen[pod.service] == null) {
                    chosen[pod.service] = metrics.matching(matchers);
                }
                metrics.addRows(pod, end, chosen[pod.service], rows);
            }
        }
        rows.addAll(mask.injected(matchers));
        mask.cover(rows);
        if (mayBeAlerts(matchers)) {
            long shift = AlertRows.shiftSeconds(t0Seconds);
            int from = Math.max(firstSecond, first - STEP);
            rows.addAll(AlertRows.of(snapshot, from, last, shift));
        }
        return rows;
    }

    private boolean podMatches(List<Matcher> matchers, int id) {
        var pod = snapshot.fleet.pod(id);
        for (var matcher : matchers) {
            var value =
                    switch (matcher.name()) {
                        case "service", "job" -> snapshot.world.service(pod.service).name();
                        case "pod" -> pod.name;
                        case "node" -> pod.node;
                        case "version" -> pod.revision.version();
                        case "region" -> snapshot.world.estate.regions().get(pod.region).name();
                        default -> null;
                    };
            if (value != null && !matcher.matches(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeAlerts(List<Matcher> matchers) {
        for (var matcher : matchers) {
            if (matcher.name().equals(Labels.NAME)
                    && !matcher.matches("ALERTS")
                    && !matcher.matches("ALERTS_FOR_STATE")) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<Matcher> matchers, Row row) {
        for (var matcher : matchers) {
            if (!matcher.matches(row.label(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    /// Whether Prometheus was not there at `second` after t0.
    public boolean isGap(int second) {
        return mask.isGap(second);
    }

    // ---- scrapes of a range

    /// The first scrape in `range`, relative to t0; past the last one where there is none.
    private int firstScrape(TimeRange range) {
        long seconds = ceilSeconds(range.firstMillis());
        long relative = seconds == Long.MIN_VALUE ? firstSecond : seconds - t0Seconds;
        long bounded = Math.max(firstSecond, Math.min(relative, nowSecond + 1L));
        return (int) (bounded + Math.floorMod(-bounded, (long) STEP));
    }

    private int lastScrape(TimeRange range) {
        long millis = range.lastMillis();
        long relative =
                millis == Long.MAX_VALUE ? nowSecond : Math.floorDiv(millis, 1000L) - t0Seconds;
        long bounded = Math.max(firstSecond - 1L, Math.min(relative, nowSecond));
        return (int) (bounded - Math.floorMod(bounded, (long) STEP));
    }

    private static long ceilSeconds(long millis) {
        return millis == Long.MIN_VALUE ? Long.MIN_VALUE : -Math.floorDiv(-millis, 1000L);
    }

    private long millis(int second) {
        return (t0Seconds + second) * 1000;
    }

    // ---- samples

    /// The value or stale marker of `row` at a scrape, or [Row#ABSENT] with `wasThere` false.
    private double at(Row row, int second) {
        return second < row.firstSecond() || second > row.lastSecond() || second < firstSecond
                ? Row.ABSENT
                : row.isInstant() ? t0Seconds + row.at(snapshot, second) : row.at(snapshot, second);
    }

    private boolean hasSample(Row row, int first, int last) {
        int from = Math.max(first - STEP, firstSecond);
        if (row.staysOnceThere() && !mask.hasGaps()) {
            int second = Math.min(last, row.lastSecond());
            second -= Math.floorMod(second, STEP);
            return second >= from && !Row.isAbsent(at(row, second));
        }
        for (int second = last; second >= from; second -= STEP) {
            if (!mask.isGap(second) && !Row.isAbsent(at(row, second))) {
                return true; // or its end, one scrape later, lies in the range
            }
        }
        return false;
    }

    private Samples samples(Row row, int first, int last) {
        int capacity = (last - first) / STEP + 1;
        var times = new long[capacity];
        var values = new double[capacity];
        int size = 0;
        boolean wasThere = !Row.isAbsent(at(row, first - STEP)) && !mask.isGap(first - STEP);
        for (int second = first; second <= last; second += STEP) {
            if (mask.isGap(second)) { // nobody was there to write a stale marker
                wasThere = false;
                continue;
            }
            double value = at(row, second);
            boolean isThere = !Row.isAbsent(value);
            if (isThere || wasThere) {
                times[size] = millis(second);
                values[size++] = value; // the stale marker where the series has just ended
            }
            wasThere = isThere;
        }
        return new Samples(times, values, size);
    }

    private final class Selected implements SeriesSet {
        private final List<Row> rows;
        private final int first;
        private final int last;

        Selected(List<Row> rows, int first, int last) {
            this.rows = rows;
            this.first = first;
            this.last = last;
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public Labels labels(int series) {
            return rows.get(series).labels();
        }

        @Override
        public Samples samples(int series) {
            return TimelineMetrics.this.samples(rows.get(series), first, last);
        }
    }

    // ---- exemplars

    /// Of `http_request_duration_seconds_bucket`; the timestamp is the end of the request.
    @Override
    public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
        var found = new ArrayList<Exemplar>();
        // An exemplar lies in the 15 seconds before the scrape that first shows it.
        int last = Math.min(lastScrape(range) + STEP, nowSecond - Math.floorMod(nowSecond, STEP));
        for (int second = firstScrape(range); second <= last; second += STEP) {
            var scrape = snapshot.scrape(second);
            for (var exemplar : scrape.exemplars().list()) {
                exemplar(exemplar, matchers, range, found);
            }
        }
        found.sort(Comparator.comparing(Exemplar::series).thenComparingLong(Exemplar::timeMillis));
        return found;
    }

    private void exemplar(
            Exemplars.Exemplar exemplar,
            List<Matcher> matchers,
            TimeRange range,
            List<Exemplar> found) {
        long millis = t0Seconds * 1000 + Math.floorDiv(exemplar.endMicros(), 1000L);
        int podId = exemplar.pod();
        if (!range.contains(millis * 1_000_000) || !podMatches(matchers, podId)) {
            return;
        }
        var pod = snapshot.fleet.pod(podId);
        int operation = exemplar.cell() / Cells.BUCKETS;
        int bucket = exemplar.cell() % Cells.BUCKETS;
        var series = catalog.pods(pod.service).bucketLabels(pod, operation, bucket);
        if (Matcher.all(matchers, series)) {
            var trace = ids.trace(exemplar.coordinate());
            found.add(
                    new Exemplar(
                            series,
                            Labels.of("traceID", trace.hex()),
                            exemplar.durationMicros() / 1e6,
                            millis));
        }
    }

    @Override
    public List<MetricMetadata> metadata() {
        return Instruments.TABLE;
    }
}
