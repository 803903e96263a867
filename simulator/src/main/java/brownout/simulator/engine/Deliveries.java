// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.OptionalInt;

/// Which messages consumer groups take in one tick. Immutable; a frame has one.
///
/// Message `m` of a topic in a region (numbered from 0 as they were published) lies in partition
/// `m % partitions` at offset `m / partitions`. A group in a region is an *instance*, `consumer *
/// regions + region`, and its `i`-th request of the tick handles its `i`-th delivery: first those that
/// are tried again, then new ones, partition by partition.
public final class Deliveries {
    private static final int FIELDS = 4;
    private static final int NO_POISON = -1;

    private final World world;

    /// By topic in a region, `topic * regions + region`: messages published before the tick.
    private final int[] ends;

    /// By partition of an instance, see [World#cursor]: the first offset not taken yet, the first not
    /// handled, and how many were taken in the tick.
    private final int[] next;

    private final int[] committed;
    private final short[] taken;

    /// Those tried again: instance, partition, offset, attempt; by instance.
    private final int[] again;

    /// By partition of an instance: the offset of what cannot be read, or -1.
    private final int[] poison;

    /// By partition of an instance: the first offset never delivered before; empty where that is the
    /// first one taken.
    private final int[] seen;

    Deliveries(
            World world,
            int[] ends,
            int[] next,
            int[] committed,
            short[] taken,
            int[] again,
            int[] poison,
            int[] seen) {
        this.world = world;
        this.ends = ends;
        this.next = next;
        this.committed = committed;
        this.taken = taken;
        this.again = again;
        this.poison = poison;
        this.seen = seen;
    }

    static Deliveries none(World world) {
        var cursors = new int[world.cursors];
        var none = new int[world.cursors];
        Arrays.fill(none, NO_POISON);
        return new Deliveries(
                world,
                new int[world.topics * world.regions],
                cursors,
                cursors,
                new short[world.cursors],
                new int[0],
                none,
                new int[0]);
    }

    /// One delivery: the `attempt`-th (from 0) of the message at `offset`; it may be a repetition
    /// without an attempt that failed. What is poison cannot be read.
    public record Delivery(
            int partition, int offset, int attempt, boolean isRedelivered, boolean isPoison) {}

    /// Messages of a topic in a region published before the tick.
    public int end(int topic, int region) {
        return ends[topic * world.regions + region];
    }

    /// The first offset of a partition that the group has not handled.
    public int committed(int instance, int partition) {
        return committed[world.cursor(instance) + partition];
    }

    /// The number of the oldest message that the group has not handled; none where it has handled all
    /// that were published before the tick.
    public OptionalInt oldest(World.Consumer consumer, int region) {
        int instance = consumer.number() * world.regions + region;
        int partitions = consumer.partitions();
        int oldest = end(consumer.topic(), region);
        boolean any = false;
        for (int p = 0; p < partitions; p++) {
            int number = committed(instance, p) * partitions + p;
            any |= number < oldest;
            oldest = Math.min(oldest, number);
        }
        return any ? OptionalInt.of(oldest) : OptionalInt.empty();
    }

    /// How many deliveries an instance has in the tick.
    int count(int instance) {
        int count = 0;
        for (int i = 0; i < again.length; i += FIELDS) {
            count += again[i] == instance ? 1 : 0;
        }
        int first = world.cursor(instance);
        for (int cursor = first; cursor < first + world.partitions(instance); cursor++) {
            count += taken[cursor];
        }
        return count;
    }

    /// The delivery that request `index` of an instance handles.
    public Delivery at(int instance, int index) {
        int left = index;
        for (int i = 0; i < again.length; i += FIELDS) {
            if (again[i] == instance && left-- == 0) {
                return delivery(instance, again[i + 1], again[i + 2], again[i + 3]);
            }
        }
        int first = world.cursor(instance);
        for (int p = 0; p < world.partitions(instance); p++) {
            if (left < taken[first + p]) {
                return delivery(instance, p, next[first + p] - taken[first + p] + left, 0);
            }
            left -= taken[first + p];
        }
        throw new IllegalStateException("no delivery " + index + " of instance " + instance);
    }

    private Delivery delivery(int instance, int partition, int offset, int attempt) {
        int cursor = world.cursor(instance) + partition;
        boolean wasSeen = attempt > 0 || (seen.length > 0 && offset < seen[cursor]);
        return new Delivery(partition, offset, attempt, wasSeen, poison[cursor] == offset);
    }

    /// Adds what differs from `before`.
    void pack(Deliveries before, PackedBytes packed) {
        packed.addDifferences(before.ends, ends);
        packed.addDifferences(before.next, next);
        packed.addDifferences(next, committed);
        packed.addDifferences(before.poison, poison);
        packed.add(seen.length);
        packed.addDifferences(seen.length == 0 ? seen : next, seen);
        packed.add(again.length);
        packed.addDifferences(new int[again.length], again);
        for (short count : taken) {
            packed.add(count);
        }
    }

    /// What [#pack] packed.
    static Deliveries unpack(Deliveries before, PackedBytes.Reader from) {
        var ends = from.applied(before.ends);
        var next = from.applied(before.next);
        var committed = from.applied(next);
        var poison = from.applied(before.poison);
        var seen = from.next() == 0 ? from.applied(new int[0]) : from.applied(next);
        var again = from.applied(new int[(int) from.next()]);
        var taken = new short[before.taken.length];
        for (int c = 0; c < taken.length; c++) {
            taken[c] = (short) from.next();
        }
        return new Deliveries(before.world, ends, next, committed, taken, again, poison, seen);
    }

    /// A hash of what is delivered.
    long hash() {
        long hash = Arrays.hashCode(next);
        hash = Rng.mix(hash + Arrays.hashCode(taken));
        hash = Rng.mix(hash + Arrays.hashCode(again));
        return Rng.mix(hash + Arrays.hashCode(committed));
    }
}
