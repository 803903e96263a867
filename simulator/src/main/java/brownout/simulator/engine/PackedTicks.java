// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/// The records of a chunk's ticks, packed: each frame as its difference from the one before. Unpacked
/// when somebody reads them, and kept that way while there is memory to spare.
final class PackedTicks {
    private final Frame.Layout[] layouts;
    private final Holding[] holdings;
    private final DatabaseFacts[][] databases; // the same array as long as nothing changes
    private final Desired[] desired;
    private final long[] digests;
    private final int[][] strained;
    private final byte[] bytes;
    private volatile SoftReference<TickRecord @Nullable []> unpacked = new SoftReference<>(null);

    PackedTicks(TickRecord[] ticks) {
        layouts = new Frame.Layout[ticks.length];
        holdings = new Holding[ticks.length];
        databases = new DatabaseFacts[ticks.length][];
        strained = new int[ticks.length][];
        desired = new Desired[ticks.length];
        digests = new long[ticks.length];
        var packed = new PackedBytes();
        Frame before = null;
        for (int i = 0; i < ticks.length; i++) {
            var tick = ticks[i];
            layouts[i] = tick.frame().layout();
            holdings[i] = tick.frame().holding();
            databases[i] = tick.frame().databases();
            strained[i] = tick.frame().strained();
            desired[i] = tick.desired();
            digests[i] = tick.digest();
            tick.frame().pack(before, packed);
            before = tick.frame();
            counts(tick.counts(), packed);
            counts(tick.lines(), packed);
            counts(tick.statementLines(), packed);
            ascending(tick.carried(), packed);
            ascending(tick.exceptional(), packed);
            ascending(tick.tickets(), packed);
            for (var flags : tick.exceptionalFlags()) {
                packed.add(flags);
            }
        }
        bytes = packed.done();
    }

    private static void counts(int[] counts, PackedBytes packed) {
        packed.add(counts.length);
        for (int count : counts) {
            packed.add(count);
        }
    }

    /// Coordinates, each as its difference from the one before: they are nearly in order.
    private static void ascending(long[] numbers, PackedBytes packed) {
        packed.add(numbers.length);
        long before = 0;
        for (long number : numbers) {
            packed.addSigned(number - before);
            before = number;
        }
    }

    TickRecord[] ticks() {
        var known = unpacked.get();
        if (known == null) {
            known = unpack();
            unpacked = new SoftReference<>(known);
        }
        return known;
    }

    private TickRecord[] unpack() {
        var ticks = new TickRecord[layouts.length];
        var from = new PackedBytes.Reader(bytes, 0);
        Frame before = null;
        for (int i = 0; i < ticks.length; i++) {
            var frame = Frame.unpack(layouts[i], holdings[i], before, from);
            frame.databases(databases[i]);
            frame.strained(strained[i]);
            before = frame;
            var counts = counts(from);
            var lines = counts(from);
            var statementLines = counts(from);
            var carried = ascending(from);
            var exceptional = ascending(from);
            var tickets = ascending(from);
            var flags = new byte[exceptional.length];
            for (int f = 0; f < flags.length; f++) {
                flags[f] = (byte) from.next();
            }
            ticks[i] =
                    new TickRecord(
                            frame,
                            desired[i],
                            counts,
                            carried,
                            exceptional,
                            flags,
                            lines,
                            statementLines,
                            tickets,
                            digests[i]);
        }
        return ticks;
    }

    private static int[] counts(PackedBytes.Reader from) {
        var counts = new int[(int) from.next()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) from.next();
        }
        return counts;
    }

    private static long[] ascending(PackedBytes.Reader from) {
        var numbers = new long[(int) from.next()];
        long before = 0;
        for (int i = 0; i < numbers.length; i++) {
            before += from.nextSigned();
            numbers[i] = before;
        }
        return numbers;
    }
}
