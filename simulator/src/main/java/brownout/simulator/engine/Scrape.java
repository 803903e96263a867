// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What all targets said at one scrape, at `second` after t0: a copy of every pod's counters and
/// of those of databases and caches, the exemplars since the last scrape, and what the rules made of it.
public final class Scrape {
    public final int second;

    /// The state just before.
    public final Frame frame;

    /// Ids of the scraped pods, ascending; the other arrays run beside it.
    private final int[] podIds;

    private final boolean[] answered;
    private final int[][] counts;
    private final long[][] sumMicros;

    /// The sums of everything that is not a pod.
    public final Totals totals;

    // Exemplars, in order of pod, operation, bucket.
    private final int[] exemplarPods;
    private final short[] exemplarCells;
    private final long[] exemplarCoordinates;
    private final long[] exemplarCodes;
    private final long[] exemplarEnds;
    private final long[] exemplarDurations;

    private List<GroupStatus> groups = List.of();
    private List<AlertTransition> transitions = List.of();

    Scrape(
            int second,
            Frame frame,
            Fleet fleet,
            Cells[] cells,
            @Nullable Counters[] counters,
            Totals totals) {
        this.second = second;
        this.frame = frame;
        int tick = second - 1;
        int[] scraped = new int[fleet.size()];
        int size = 0;
        for (int id : fleet.alive(tick)) {
            scraped[size++] = id;
        }
        podIds = Arrays.copyOf(scraped, size);
        answered = new boolean[size];
        counts = new int[size][];
        sumMicros = new long[size][];
        this.totals = totals.copy();
        int capacity = 0;
        for (int id : podIds) {
            capacity += of(counters, id).exemplarHash.length;
        }
        exemplarPods = new int[capacity];
        exemplarCells = new short[capacity];
        exemplarCoordinates = new long[capacity];
        exemplarCodes = new long[capacity];
        exemplarEnds = new long[capacity];
        exemplarDurations = new long[capacity];
        int next = 0;
        for (int i = 0; i < size; i++) {
            var from = of(counters, podIds[i]);
            counts[i] = from.counts.clone();
            cells[fleet.pod(podIds[i]).service].cumulate(counts[i]);
            sumMicros[i] = from.sumMicros.clone();
            answered[i] = fleet.isUp(podIds[i], tick);
            next = takeExemplars(podIds[i], from, next);
        }
        exemplars = next;
    }

    private final int exemplars;

    private static Counters of(@Nullable Counters[] counters, int id) {
        return Objects.requireNonNull(counters[id]);
    }

    private int takeExemplars(int podId, Counters from, int first) {
        int next = first;
        for (int cell = 0; cell < from.exemplarHash.length; cell++) {
            if (from.exemplarHash[cell] != -1) {
                exemplarPods[next] = podId;
                exemplarCells[next] = (short) cell;
                exemplarCoordinates[next] = from.exemplarCoordinate[cell];
                exemplarCodes[next] = from.exemplarCode[cell];
                exemplarEnds[next] = from.exemplarEnd[cell];
                exemplarDurations[next] = from.exemplarDuration[cell];
                next++;
            }
        }
        from.forgetExemplars();
        return next;
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
        return counts[podIndex][cell];
    }

    public long sumMicros(int podIndex, int sum) {
        return sumMicros[podIndex][sum];
    }

    /// A hash of all counters.
    long hash() {
        long hash = Arrays.hashCode(podIds) + 31L * totals.hash();
        for (int i = 0; i < podIds.length; i++) {
            hash = Rng.mix(hash + Arrays.hashCode(counts[i]));
            hash = Rng.mix(hash + Arrays.hashCode(sumMicros[i]));
        }
        return hash;
    }

    public int exemplars() {
        return exemplars;
    }

    public int exemplarPod(int exemplar) {
        return exemplarPods[exemplar];
    }

    /// `operation * BUCKETS + bucket`.
    public int exemplarCell(int exemplar) {
        return exemplarCells[exemplar];
    }

    public long exemplarCoordinate(int exemplar) {
        return exemplarCoordinates[exemplar];
    }

    public long exemplarCode(int exemplar) {
        return exemplarCodes[exemplar];
    }

    public long exemplarEndMicros(int exemplar) {
        return exemplarEnds[exemplar];
    }

    public long exemplarDurationMicros(int exemplar) {
        return exemplarDurations[exemplar];
    }

    /// Set once, before the scrape is published.
    void evaluated(List<GroupStatus> newGroups, List<AlertTransition> newTransitions) {
        groups = List.copyOf(newGroups);
        transitions = List.copyOf(newTransitions);
    }

    /// Rule groups after this scrape, in the rules' own time (see [Alerts]).
    public List<GroupStatus> groups() {
        return groups;
    }

    public List<AlertTransition> transitions() {
        return transitions;
    }
}
