// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Numbers packed into bytes, seven bits each, the lowest first; small numbers take one.
final class PackedBytes {
    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }

    /// A number of 64 bits, taken as unsigned.
    void add(long number) {
        if (size + 10 > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A number that may be negative; small ones of either sign take one byte.
    void addSigned(long number) {
        add(number << 1 ^ number >> 63);
    }

    /// The cells of `now` that differ from `before`, as gaps and differences.
    void addDifferences(long[] before, long[] now) {
        int changed = 0;
        for (int i = 0; i < now.length; i++) {
            changed += now[i] != before[i] ? 1 : 0;
        }
        add(changed);
        int last = -1;
        for (int i = 0; i < now.length; i++) {
            if (now[i] != before[i]) {
                add(i - last - 1);
                addSigned(now[i] - before[i]);
                last = i;
            }
        }
    }

    /// As above.
    void addDifferences(int[] before, int[] now) {
        addDifferences(longs(before), longs(now));
    }

    private static long[] longs(int[] numbers) {
        var longs = new long[numbers.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers[i];
        }
        return longs;
    }

    /// Reads what was added, in the same order.
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long next() {
            long number = 0;
            int shift = 0;
            while (bytes[at] < 0) {
                number |= (bytes[at++] & 0x7fL) << shift;
                shift += 7;
            }
            return number | (long) bytes[at++] << shift;
        }

        long nextSigned() {
            long number = next();
            return number >>> 1 ^ -(number & 1);
        }

        /// The `now` of [#addDifferences] of ints; the same array where nothing differs.
        int[] applied(int[] before) {
            long changed = next();
            int[] now = changed == 0 ? before : before.clone();
            int i = -1;
            for (long n = 0; n < changed; n++) {
                i += (int) next() + 1;
                now[i] += (int) nextSigned();
            }
            return now;
        }

        /// Turns the `before` of [#addDifferences] into its `now`.
        void applyDifferences(long[] cells) {
            long changed = next();
            int i = -1;
            for (long n = 0; n < changed; n++) {
                i += (int) next() + 1;
                cells[i] += nextSigned();
            }
        }
    }
}
