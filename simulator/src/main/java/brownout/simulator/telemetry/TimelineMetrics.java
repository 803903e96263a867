// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MergedMetrics;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Exemplars;
import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
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
        this(
                snapshot,
                nowTick,
                t0Seconds,
                key,
                Mask.of(snapshot, Math.min(nowTick, snapshot.closedTick)));
    }

    TimelineMetrics(Snapshot snapshot, int nowTick, long t0Seconds, RunKey key, Mask mask) {
        this.snapshot = snapshot;
        this.catalog = Catalog.of(snapshot.world);
        this.t0Seconds = t0Seconds;
        this.nowSecond = Math.min(nowTick, snapshot.closedTick) + 1;
        this.ids = new Ids(key);
        this.mask = mask;
        int first = mask.firstKept();
        this.firstSecond = first + STEP - Math.floorMod(first, STEP);
    }

    @Override
    public SeriesSet select(List<Matcher> matchers, TimeRange range, SelectHints hints) {
        int first = firstScrape(range);
        int last = lastScrape(range);
        var found = new ArrayList<Row>();
        if (first <= last) {
            var plan = catalog.plan(mask.loosened(matchers));
            addPods(plan, first, last, found);
            int others = found.size();
            for (var row : plan.fixed) {
                if (hasSample(row, first, last)) {
                    found.add(row);
                }
            }
            if (!mask.isEmpty()) {
                mask(matchers, first, last, found);
                others = 0; // no longer in order
            }
            if (!plan.inPodOrder || found.size() > others) {
                found.sort(Comparator.comparing(Row::labels));
            }
        }
        return MergedMetrics.merged(
                new Selected(found, first, last, hints.newest()),
                RuleSeries.select(snapshot, firstSecond, nowSecond, t0Seconds, matchers, range));
    }

    /// Puts what has been recorded in the place of what there was.
    private void mask(List<Matcher> matchers, int first, int last, List<Row> rows) {
        rows.addAll(mask.injected(matchers));
        mask.cover(rows);
        rows.removeIf(row -> !Matcher.all(matchers, row.labels()) || !hasSample(row, first, last));
    }

    /// Series of pods whose life touches the scrapes in `[first, last]` and that have a sample there, or
    /// one scrape earlier: their end then lies in the range.
    private void addPods(SeriesPlan plan, int first, int last, List<Row> rows) {
        var fleet = snapshot.fleet;
        for (var pod : PodLists.of(fleet).byInstance) {
            var chosen = plan.templates(pod.service);
            int end = fleet.endTick(pod.id);
            if (chosen.length == 0
                    || pod.createdTick >= last
                    || (end != Fleet.NEVER && end + STEP < first)) {
                continue;
            }
            int second = Math.min(last, end);
            second -= Math.floorMod(second, STEP);
            if (second < Math.max(first - STEP, firstSecond) || second <= pod.createdTick) {
                continue;
            }
            var scrape = snapshot.scrape(second);
            int index = scrape.indexOf(pod.id);
            var metrics = catalog.pods(pod.service);
            if (!Matcher.all(plan.podMatchers, metrics.common(pod))) {
                continue;
            }
            boolean steady = index >= 0 && scrape.answered(index) && fleet.outages(pod.id) == 0;
            metrics.addRows(
                    snapshot,
                    pod,
                    end,
                    chosen,
                    scrape,
                    index,
                    steady,
                    row -> hasSample(row, first, last),
                    rows);
        }
    }

    /// The first scrape that is kept, in seconds after t0.
    int firstSecond() {
        return firstSecond;
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
        if (second < row.firstSecond() || second > row.lastSecond() || second < firstSecond) {
            return Row.ABSENT;
        }
        double value = row.at(snapshot, second);
        return row.isInstant() && !Row.isAbsent(value) ? t0Seconds + value : value;
    }

    private boolean hasSample(Row row, int first, int last) {
        int from = Math.max(first - STEP, firstSecond);
        for (int second = last; second >= from; second -= STEP) {
            if (!mask.isGap(second) && !Row.isAbsent(at(row, second))) {
                return true; // or its end, one scrape later, lies in the range
            }
        }
        return false;
    }

    /// Series and the scrapes in `[first, last]`. One thread reads it.
    private final class Selected implements SeriesSet {
        private final List<Row> rows;
        private final Scrape[]
                scrapes; // from the one before `first` on; none before the first there is
        private final int before; // how many scrapes the first ones lack
        private final long[] times;
        private final int[] podIndexes; // beside the scrapes: where `pod` is in each
        private int pod = -1;

        private final int first;
        private final boolean newest; // nobody asks for more than the last sample

        Selected(List<Row> rows, int first, int last, boolean newest) {
            this.newest = newest;
            this.rows = rows;
            this.first = first;
            int count = rows.isEmpty() ? 0 : (last - first) / STEP + 1;
            before = first - STEP < firstSecond ? 1 : 0;
            scrapes = new Scrape[count == 0 ? 0 : count + 1 - before];
            for (int i = 0; i < scrapes.length; i++) {
                scrapes[i] = snapshot.scrape(first + (i - 1 + before) * STEP);
            }
            podIndexes = new int[scrapes.length];
            times = new long[count];
            for (int i = 0; i < count; i++) {
                times[i] = millis(first + i * STEP);
            }
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public Labels labels(int series) {
            return rows.get(series).labels();
        }

        /// The samples, and a stale marker where the series has just ended. Series without gaps share
        /// their times.
        @Override
        public Samples samples(int series) {
            var row = rows.get(series);
            if (newest) {
                return last(row);
            }
            var all = values(row);
            if (mask.hasGaps()) {
                return withGaps(all);
            }
            int capacity = times.length;
            boolean wasThere = !Row.isAbsent(all[0]);
            int size = 0;
            while (size < capacity && (wasThere || !Row.isAbsent(all[size + 1]))) {
                wasThere = !Row.isAbsent(all[++size]);
            }
            if (size == capacity) {
                return new Samples(times, Arrays.copyOfRange(all, 1, capacity + 1), capacity);
            }
            var kept = Arrays.copyOf(times, capacity);
            for (int i = size; i < capacity; i++) {
                boolean isThere = !Row.isAbsent(all[i + 1]);
                if (isThere || wasThere) {
                    kept[size] = times[i];
                    all[++size] = all[i + 1];
                }
                wasThere = isThere;
            }
            return new Samples(kept, Arrays.copyOfRange(all, 1, size + 1), size);
        }

        /// The last sample, or the marker of its end.
        private Samples last(Row row) {
            double after = Row.ABSENT;
            int index = -1; // of the scrape after
            for (int i = scrapes.length - 1; i >= 0; i--) {
                if (mask.hasGaps() && isGap(scrapes[i].second)) {
                    index = -1;
                    continue;
                }
                double value = value(row, i);
                boolean isHere = !Row.isAbsent(value);
                if (isHere && index >= 0) {
                    return one(index, after); // it ended there
                }
                if (isHere && i >= 1 - before) {
                    return one(i, value);
                }
                index = i >= 1 - before ? i : -1;
            }
            return Samples.EMPTY;
        }

        private Samples one(int index, double value) {
            return new Samples(new long[] {times[index - 1 + before]}, new double[] {value}, 1);
        }

        /// The value at the scrape with this index.
        private double value(Row row, int index) {
            int second = scrapes[index].second;
            if (second < row.firstSecond() || second > row.lastSecond()) {
                return Row.ABSENT;
            }
            int id = row.podId();
            if (id < 0) {
                return TimelineMetrics.this.at(row, second);
            }
            int at = scrapes[index].indexOf(id);
            return at < 0 ? Row.ABSENT : row.at(snapshot, scrapes[index], at);
        }

        /// As above where scrapes are missing: then nobody was there to write a stale marker.
        private Samples withGaps(double[] all) {
            var kept = new long[times.length];
            var values = new double[times.length];
            int size = 0;
            boolean wasThere = !isGap(first - STEP) && !Row.isAbsent(all[0]);
            for (int i = 0; i < times.length; i++) {
                boolean isGap = isGap(first + i * STEP);
                boolean isThere = !isGap && !Row.isAbsent(all[i + 1]);
                if (isThere || (wasThere && !isGap)) {
                    kept[size] = times[i];
                    values[size++] = all[i + 1];
                }
                wasThere = isThere;
            }
            return new Samples(kept, values, size);
        }

        /// The value at each scrape, the one before the range first; absent where there is none.
        private double[] values(Row row) {
            var values = new double[times.length + 1];
            Arrays.fill(values, Row.ABSENT);
            int id = row.podId();
            if (id >= 0) {
                find(id);
            }
            for (int i = 0; i < scrapes.length; i++) {
                int second = scrapes[i].second;
                if (second >= row.firstSecond() && second <= row.lastSecond()) {
                    int at = podIndexes[i];
                    values[i + before] =
                            id < 0
                                    ? TimelineMetrics.this.at(row, second)
                                    : at < 0 ? Row.ABSENT : row.at(snapshot, scrapes[i], at);
                }
            }
            return values;
        }

        private void find(int id) {
            if (pod != id) {
                pod = id;
                for (int i = 0; i < scrapes.length; i++) {
                    podIndexes[i] = scrapes[i].indexOf(id);
                }
            }
        }
    }

    // ---- exemplars

    /// Of `http_request_duration_seconds_bucket`; the timestamp is the end of the request. They are
    /// recorded where the sample that they come with is.
    @Override
    public List<Exemplar> exemplars(List<Matcher> matchers, TimeRange range) {
        var found = new ArrayList<Exemplar>();
        // An exemplar lies in the 15 seconds before the scrape that first shows it.
        int last = Math.min(lastScrape(range) + STEP, nowSecond - Math.floorMod(nowSecond, STEP));
        for (int second = firstScrape(range); second <= last; second += STEP) {
            var scrape = snapshot.scrape(second);
            for (var exemplar : scrape.exemplars().list()) {
                exemplar(exemplar, scrape, matchers, range, found);
            }
        }
        found.sort(Comparator.comparing(Exemplar::series).thenComparingLong(Exemplar::timeMillis));
        return found;
    }

    private void exemplar(
            Exemplars.Exemplar exemplar,
            Scrape scrape,
            List<Matcher> matchers,
            TimeRange range,
            List<Exemplar> found) {
        long millis = t0Seconds * 1000 + Math.floorDiv(exemplar.endMicros(), 1000L);
        int podId = exemplar.pod();
        if (!range.contains(millis * 1_000_000)
                || !podMatches(mask.loosened(matchers), podId)
                || !scrape.answered(scrape.indexOf(podId))) {
            return;
        }
        var pod = snapshot.fleet.pod(podId);
        int operation = exemplar.cell() / Cells.BUCKETS;
        int bucket = exemplar.cell() % Cells.BUCKETS;
        var exposed = catalog.pods(pod.service).bucketLabels(pod, operation, bucket);
        var series = mask.recorded(exposed, scrape.second);
        if (series.isPresent() && Matcher.all(matchers, series.get())) {
            var trace = ids.trace(exemplar.coordinate());
            found.add(
                    new Exemplar(
                            series.get(),
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
