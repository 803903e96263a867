// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.alerting.AlertRule;
import brownout.query.alerting.GroupStatus;
import brownout.query.alerting.RecordingRule;
import brownout.query.alerting.Rule;
import brownout.query.alerting.Written;
import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.Samples;
import brownout.query.data.MetricStore.SeriesSet;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The series that rules write, recorded ones and those about alerts, out of the groups' states that
/// each scrape keeps.
final class RuleSeries {
    private static final int STEP = 15;

    private final Snapshot snapshot;
    private final long t0Seconds;
    private final List<Matcher> matchers;
    private final TreeMap<Labels, Column> columns = new TreeMap<>();

    private RuleSeries(Snapshot snapshot, long t0Seconds, List<Matcher> matchers) {
        this.snapshot = snapshot;
        this.t0Seconds = t0Seconds;
        this.matchers = matchers;
    }

    /// `t0Seconds` less the rules' own t0.
    static long shiftSeconds(long t0Seconds) {
        return t0Seconds - RuleStage.EPOCH_SECONDS;
    }

    /// The matching series with a sample in `range`, out of evaluations in `[firstSecond, nowSecond]`,
    /// which are seconds after t0.
    static SeriesSet select(
            Snapshot snapshot,
            int firstSecond,
            int nowSecond,
            long t0Seconds,
            List<Matcher> matchers,
            TimeRange range) {
        return new RuleSeries(snapshot, t0Seconds, matchers).read(firstSecond, nowSecond, range);
    }

    private Selected read(int firstSecond, int nowSecond, TimeRange range) {
        int last = nowSecond - Math.floorMod(nowSecond, STEP);
        if (last >= firstSecond && snapshot.scrape(last).groups().isEmpty()) {
            last -= STEP; // it is being evaluated
        }
        var sources =
                last < firstSecond ? List.<Source>of() : sources(snapshot.scrape(last).groups());
        long farthest = 0;
        for (var source : sources) {
            farthest = Math.max(farthest, source.offsetMillis);
        }
        if (!sources.isEmpty()) {
            int from = Math.max(firstSecond, second(range.firstMillis(), firstSecond));
            long to =
                    range.lastMillis() > Long.MAX_VALUE / 2
                            ? last
                            : second(range.lastMillis() + farthest, last);
            for (int second = from + Math.floorMod(-from, STEP);
                    second <= Math.min(last, to);
                    second += STEP) {
                add(second, sources, range);
            }
        }
        return new Selected(new ArrayList<>(columns.keySet()), new ArrayList<>(columns.values()));
    }

    /// The second after t0 of `millis` since 1970, at most about `near` where that is far away.
    private int second(long millis, int near) {
        long seconds = Math.floorDiv(millis, 1000L) - t0Seconds;
        return (int) Math.max(near - 1_000_000_000L, Math.min(seconds, near + 1_000_000_000L));
    }

    /// A rule that may have written what is wanted.
    private static final class Source {
        final int group;
        final int rule;
        final long offsetMillis;
        List<Labels> series = List.of(); // of the evaluation before
        @Nullable Column[] columns = new Column[0]; // beside them, for those that match

        Source(int group, int rule, long offsetMillis) {
            this.group = group;
            this.rule = rule;
            this.offsetMillis = offsetMillis;
        }
    }

    private List<Source> sources(List<GroupStatus> groups) {
        var sources = new ArrayList<Source>();
        for (int group = 0; group < groups.size(); group++) {
            var rules = groups.get(group).group().rules();
            for (int rule = 0; rule < rules.size(); rule++) {
                if (mayWrite(rules.get(rule))) {
                    sources.add(new Source(group, rule, groups.get(group).group().offsetMillis()));
                }
            }
        }
        return sources;
    }

    private boolean mayWrite(Rule rule) {
        return switch (rule) {
            case RecordingRule recording -> mayBeCalled(recording.name());
            case AlertRule _ ->
                    mayBeCalled(Written.ALERTS) || mayBeCalled(Written.ALERTS_FOR_STATE);
        };
    }

    private boolean mayBeCalled(String name) {
        for (var matcher : matchers) {
            if (matcher.name().equals(Labels.NAME) && !matcher.matches(name)) {
                return false;
            }
        }
        return true;
    }

    private void add(int second, List<Source> sources, TimeRange range) {
        var groups = snapshot.scrape(second).groups();
        for (var source : sources) {
            long millis = (t0Seconds + second) * 1000 - source.offsetMillis;
            if (millis < range.firstMillis() || millis > range.lastMillis()) {
                continue;
            }
            var group = groups.get(source.group);
            if (group.lastEvaluationMillis() == (RuleStage.EPOCH_SECONDS + second) * 1000) {
                add(source, group.rules().get(source.rule).written(), millis);
            }
        }
    }

    private void add(Source source, Written written, long millis) {
        if (!written.series().equals(source.series)) {
            source.series = written.series();
            source.columns = new Column[source.series.size()];
            for (int i = 0; i < source.columns.length; i++) {
                var labels = source.series.get(i);
                if (Matcher.all(matchers, labels)) {
                    source.columns[i] = columns.computeIfAbsent(labels, Column::new);
                }
            }
        }
        long shift = shiftSeconds(t0Seconds);
        for (int i = 0; i < source.columns.length; i++) {
            var column = source.columns[i];
            if (column != null) {
                double value = written.values()[i];
                boolean shifted = column.isInstant && !Samples.isStale(value);
                column.add(millis, shifted ? value + shift : value);
            }
        }
    }

    /// Samples of one series.
    private static final class Column {
        final boolean isInstant;
        private long[] times = new long[8];
        private double[] values = new double[8];
        private int size;

        Column(Labels labels) {
            isInstant = labels.get(Labels.NAME).equals(Written.ALERTS_FOR_STATE);
        }

        /// Of two rules that write the same series at one time the first counts.
        void add(long time, double value) {
            if (size > 0 && times[size - 1] >= time) {
                return;
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            times[size] = time;
            values[size++] = value;
        }

        Samples samples() {
            return new Samples(times, values, size);
        }
    }

    private record Selected(List<Labels> series, List<Column> columns) implements SeriesSet {
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
            return columns.get(index).samples();
        }
    }
}
