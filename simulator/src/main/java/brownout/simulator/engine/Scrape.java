// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What all targets said at one scrape, at `second` after t0: a copy of every pod's counters and
/// of those of databases and caches, the exemplars since the last scrape, and what the rules made of it.
public final class Scrape {
    public final int second;

    private final Chunk chunk;

    /// Ids of the scraped pods, ascending; the other arrays run beside it.
    private final int[] podIds;

    private final int @Nullable [][] counts;
    private final long @Nullable [][] sumMicros;

    /// Has the counters of a scrape that is packed, at `packedAt`.
    private final @Nullable PackedScrapes packed;

    private final int packedAt;
    private transient @Nullable Read read;
    private final boolean[] answered;

    /// The sums of everything that is not a pod.
    public final Totals totals;

    /// What pods had counted that are gone.
    public final Retired retired;

    /// In order of pod, operation, bucket.
    private final Exemplars exemplars;

    private final Outcome outcome;
    private volatile int series = -1; // not known yet

    /// What the rules made of it; set once, before the scrape is published.
    private static final class Outcome {
        List<GroupStatus> groups = List.of();
        List<AlertTransition> transitions = List.of();
    }

    Scrape(int second, Chunk chunk, State state, Cells[] cells) {
        this.second = second;
        this.chunk = chunk;
        packed = null;
        packedAt = 0;
        outcome = new Outcome();
        int tick = second - 1;
        var fleet = state.fleet;
        int[] scraped = new int[fleet.size()];
        int size = 0;
        for (int id : fleet.alive(tick)) {
            scraped[size++] = id;
        }
        podIds = Arrays.copyOf(scraped, size);
        answered = new boolean[size];
        counts = new int[size][];
        sumMicros = new long[size][];
        totals = state.totals.copy();
        retired = state.retired;
        var taken = new Exemplars.Taking();
        for (int i = 0; i < size; i++) {
            var from = state.counters(podIds[i]);
            counts[i] = from.counts.clone();
            cells[fleet.pod(podIds[i]).service].cumulate(counts[i]);
            sumMicros[i] = from.sumMicros.clone();
            taken.takeFrom(podIds[i], from);
            answered[i] = fleet.isUp(podIds[i], tick);
        }
        exemplars = taken.done();
    }

    /// How many series there are at this scrape: what `count` says, which is asked once.
    public int seriesOr(IntSupplier count) {
        int known = series;
        if (known < 0) {
            known = count.getAsInt();
            series = known;
        }
        return known;
    }

    private Scrape(Scrape other, PackedScrapes packed, int packedAt) {
        second = other.second;
        chunk = other.chunk;
        podIds = other.podIds;
        answered = other.answered;
        counts = null;
        sumMicros = null;
        this.packed = packed;
        this.packedAt = packedAt;
        totals = other.totals;
        retired = other.retired;
        exemplars = other.exemplars.packed();
        outcome = other.outcome;
    }

    /// This scrape with its counters in `block`, as its scrape number `at`.
    Scrape packed(PackedScrapes block, int at) {
        return new Scrape(this, block, at);
    }

    /// The state just before.
    public Frame frame() {
        return chunk.tick(second - 1).frame();
    }

    /// The place of a pod in this scrape, or negative where it was not scraped.
    public int indexOf(int podId) {
        return Arrays.binarySearch(podIds, podId);
    }

    /// Whether the process answered; the cluster knows of its container in any case.
    public boolean answered(int podIndex) {
        return answered[podIndex];
    }

    public int[] podIds() {
        return podIds;
    }

    /// A counter, see [Cells]; buckets include the shorter ones.
    public int count(int podIndex, int cell) {
        return counts != null
                ? counts[podIndex][cell]
                : unpacked(podIndex).counts()[packedAt][cell];
    }

    public long sumMicros(int podIndex, int sum) {
        return sumMicros != null
                ? sumMicros[podIndex][sum]
                : unpacked(podIndex).sums()[packedAt][sum];
    }

    private PackedScrapes.PodCounts unpacked(int podIndex) {
        var last = read; // another thread's is as good
        if (last == null || last.podIndex != podIndex) {
            var counts = Objects.requireNonNull(packed).of(podIds[podIndex], podIndex);
            last = new Read(podIndex, counts);
            read = last;
        }
        return last.counts;
    }

    /// The pod that was read last: who reads one series of a pod reads the others too.
    private record Read(int podIndex, PackedScrapes.PodCounts counts) {}

    int[] counts(int podIndex) {
        return counts != null ? counts[podIndex] : unpacked(podIndex).counts()[packedAt];
    }

    long[] sums(int podIndex) {
        return sumMicros != null ? sumMicros[podIndex] : unpacked(podIndex).sums()[packedAt];
    }

    /// A hash of all counters.
    long hash() {
        long hash = Arrays.hashCode(podIds) + 31L * totals.hash();
        for (int i = 0; i < podIds.length; i++) {
            hash = Rng.mix(hash + Arrays.hashCode(counts(i)));
            hash = Rng.mix(hash + Arrays.hashCode(sums(i)));
        }
        return hash;
    }

    /// One exemplar for each pod, operation and bucket that had a request since the scrape before.
    public Exemplars exemplars() {
        return exemplars;
    }

    /// Set once, before the scrape is published.
    void evaluated(List<GroupStatus> newGroups, List<AlertTransition> newTransitions) {
        outcome.groups = List.copyOf(newGroups);
        outcome.transitions = List.copyOf(newTransitions);
    }

    /// Rule groups after this scrape, in the rules' own time (see [RuleStage]).
    public List<GroupStatus> groups() {
        return outcome.groups;
    }

    public List<AlertTransition> transitions() {
        return outcome.transitions;
    }
}
