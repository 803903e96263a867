// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What the collectors of a timeline have let through, as of one tick: the stores read the estate through
/// it. The estate itself is as it is.
final class Mask {
    private final Snapshot snapshot;
    private final Collectors collectors;
    private final int nowTick;
    private final BitSet gaps; // by second since the first tick
    private final SampleLimits limits;

    private Mask(Snapshot snapshot, Collectors collectors, int nowTick, BitSet gaps) {
        this.snapshot = snapshot;
        this.collectors = collectors;
        this.nowTick = nowTick;
        this.gaps = gaps;
        this.limits = new SampleLimits(snapshot, collectors);
    }

    static Mask of(Snapshot snapshot, int nowTick) {
        return new Mask(snapshot, snapshot.collectors, nowTick, Head.gaps(snapshot, nowTick));
    }

    /// What is exposed, whatever becomes of it on its way.
    static Mask exposed(Snapshot snapshot, int nowTick) {
        return new Mask(snapshot, snapshot.collectors.exposed(), nowTick, new BitSet());
    }

    /// Whether everything is recorded as it is.
    boolean isEmpty() {
        return collectors.isEmpty();
    }

    // ---- metrics

    /// The first tick whose metrics are kept.
    int firstKept() {
        return collectors.firstKept(snapshot.firstTick, nowTick);
    }

    /// Whether Prometheus was not there at `second`, so that no scrape was made.
    boolean isGap(int second) {
        int at = second - 1 - snapshot.firstTick;
        return at >= 0 && gaps.get(at);
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    /// The matchers that a series must satisfy before its labels are renamed.
    List<Matcher> loosened(List<Matcher> matchers) {
        var renamings = collectors.renamings();
        return renamings.isEmpty()
                ? matchers
                : matchers.stream()
                        .filter(matcher ->
                                renamings.stream()
                                        .noneMatch(each ->
                                                each.name().equals(matcher.name())
                                                        || each.as().equals(matcher.name())))
                        .toList();
    }

    /// Puts rows as they are recorded in the place of those that anything has happened to.
    void cover(List<Row> rows) {
        if (collectors.isEmpty()) {
            return;
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            var row = rows.get(i);
            var outages = collectors.outages(row.label("job"), row.label("region"));
            int dropped = collectors.droppedFrom(row.label(Labels.NAME));
            boolean isLimited = collectors.hasLimits(row.label("job"));
            if (!outages.isEmpty() || dropped != Collectors.NEVER || isLimited) {
                row = new Covered(row, outages, dropped, limits);
                rows.set(i, row);
            }
            for (var renaming : collectors.renamings(row.label("job"))) {
                if (!row.label(renaming.name()).isEmpty()) {
                    rows.set(i, new Part(row, row.labels(), renaming, false));
                    rows.add(new Part(row, renamed(row.labels(), renaming), renaming, true));
                    break; // one renaming of a label at a time
                }
            }
        }
    }

    /// The labels under which the sample of a series at the scrape of `second` is recorded; empty where it
    /// is not.
    Optional<Labels> recorded(Labels exposed, int second) {
        if (collectors.isEmpty()) {
            return Optional.of(exposed);
        }
        var job = exposed.get("job");
        int tick = second - 1;
        boolean isLost = isGap(second) || second > collectors.droppedFrom(exposed.get(Labels.NAME));
        for (var outage : collectors.outages(job, exposed.get("region"))) {
            isLost |= outage.fails(exposed.get("instance"), tick);
        }
        isLost |= limits.exceeded(job, exposed.get("instance"), second);
        if (isLost) {
            return Optional.empty();
        }
        for (var renaming : collectors.renamings(job)) {
            if (!exposed.get(renaming.name()).isEmpty()) {
                boolean holds = tick >= renaming.from() && tick < renaming.to();
                return Optional.of(holds ? renamed(exposed, renaming) : exposed);
            }
        }
        return Optional.of(exposed);
    }

    private static Labels renamed(Labels labels, Collectors.Renaming renaming) {
        var map = labels.toMap();
        map.put(renaming.as(), labels.get(renaming.name()));
        map.remove(renaming.name());
        return Labels.of(map);
    }

    /// The series that a label with ever more values brings about.
    List<Row> injected(List<Matcher> matchers) {
        var rows = new ArrayList<Row>();
        int second = nowTick + 1 - Math.floorMod(nowTick + 1, Targets.INTERVAL_SECONDS);
        for (var growth : collectors.growths()) {
            if (Matcher.all(
                    matchers.stream().filter(m -> m.name().equals(Labels.NAME)).toList(),
                    Labels.of(Labels.NAME, growth.metric()))) {
                GrowthRows.add(snapshot, Exposer.of(snapshot, growth, second - 1), second, rows);
            }
        }
        return rows;
    }

    /// A series seen through something: what is not said otherwise is that of the series itself.
    private interface Around extends Row {
        Row row();

        @Override
        default String label(String name) {
            return row().label(name);
        }

        @Override
        default Labels labels() {
            return row().labels();
        }

        @Override
        default int firstSecond() {
            return row().firstSecond();
        }

        @Override
        default int lastSecond() {
            return row().lastSecond();
        }

        @Override
        default boolean isInstant() {
            return row().isInstant();
        }
    }

    /// A series as scraped: missing while scrapes fail, but for `up`, which is then 0, and from the tick
    /// on in which it is dropped.
    private record Covered(
            Row row, List<Collectors.Outage> outages, int droppedFrom, SampleLimits limits)
            implements Around {
        @Override
        public double at(Snapshot snapshot, int second) {
            if (second > droppedFrom) {
                return ABSENT;
            }
            double value = row.at(snapshot, second);
            if (Row.isAbsent(value)) {
                return value;
            }
            for (var outage : outages) {
                if (outage.fails(row.label("instance"), second - 1)) {
                    return row.failed(outage.error(), value);
                }
            }
            return limits.exceeded(row.label("job"), row.label("instance"), second)
                    ? row.failed(Collectors.ScrapeError.SAMPLE_LIMIT, value)
                    : value;
        }
    }

    /// A series under its own labels or renamed ones, while it has them.
    private record Part(Row row, Labels labels, Collectors.Renaming renaming, boolean isRenamed)
            implements Around {
        @Override
        public String label(String name) {
            return labels.get(name);
        }

        @Override
        public double at(Snapshot snapshot, int second) {
            int tick = second - 1;
            boolean holds = tick >= renaming.from() && tick < renaming.to();
            return holds == isRenamed ? row.at(snapshot, second) : ABSENT;
        }
    }

    // ---- logs

    /// Whether anything may be missing among the logs.
    boolean hasSilences() {
        return collectors.hasSilences();
    }

    /// Whether a line has not arrived that was written in `tick` on `node` ("" = none known) into the
    /// stream with `labels`.
    boolean hides(Labels labels, String node, int tick) {
        for (var silence : collectors.silences(labels.get("service"), labels.get("region"))) {
            boolean meant = silence.node().isEmpty() || silence.node().equals(node);
            if (meant && silence.hides(tick, nowTick)) {
                return true;
            }
        }
        return false;
    }
}
