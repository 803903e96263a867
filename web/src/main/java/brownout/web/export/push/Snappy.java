// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.util.Arrays;

/// Compresses into Snappy's block format: the length, then literals and copies of what came before.
/// Every four bytes are looked up among those seen last with the same hash, within 64 KiB.
/// Source: the format description of Snappy; any decoder reads the result.
final class Snappy {
    private static final int HASH_BITS = 14;
    private static final int FARTHEST = 65_535;
    private static final int LONGEST_COPY = 64;
    private static final int SHORTEST_COPY = 4;

    private final byte[] in;
    private final byte[] out;
    private int size;

    private Snappy(byte[] in) {
        this.in = in;
        this.out = new byte[32 + in.length + in.length / 6];
    }

    static byte[] compress(byte[] bytes) {
        var snappy = new Snappy(bytes);
        snappy.length();
        snappy.body();
        return Arrays.copyOf(snappy.out, snappy.size);
    }

    private void length() {
        int rest = in.length;
        while (rest >= 0x80) {
            put((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    private void body() {
        var seen = new int[1 << HASH_BITS]; // position + 1 of the last four bytes of that hash
        int pending = 0; // where the literal that is not written yet begins
        int at = 0;
        while (at + SHORTEST_COPY <= in.length) {
            int four = four(at);
            int hash = (four * 0x9e3779b1) >>> (32 - HASH_BITS);
            int candidate = seen[hash] - 1;
            seen[hash] = at + 1;
            if (candidate < 0 || at - candidate > FARTHEST || four(candidate) != four) {
                at += 1 + ((at - pending) >> 6); // what does not compress is passed over faster
                continue;
            }
            int length = SHORTEST_COPY;
            while (at + length < in.length && in[candidate + length] == in[at + length]) {
                length++;
            }
            literal(pending, at);
            copy(at - candidate, length);
            at += length;
            pending = at;
        }
        literal(pending, in.length);
    }

    private int four(int at) {
        return (in[at] & 0xff)
                | ((in[at + 1] & 0xff) << 8)
                | ((in[at + 2] & 0xff) << 16)
                | ((in[at + 3] & 0xff) << 24);
    }

    private void literal(int from, int to) {
        int last = to - from - 1; // the format counts from one
        if (last < 0) {
            return;
        }
        if (last < 60) {
            put(last << 2);
        } else {
            int bytes = last < 1 << 8 ? 1 : last < 1 << 16 ? 2 : last < 1 << 24 ? 3 : 4;
            put((59 + bytes) << 2);
            for (int i = 0; i < bytes; i++) {
                put(last >>> (8 * i));
            }
        }
        System.arraycopy(in, from, out, size, to - from);
        size += to - from;
    }

    private void copy(int offset, int length) {
        int rest = length;
        while (rest > 0) {
            int part = Math.min(rest, LONGEST_COPY);
            put(((part - 1) << 2) | 2);
            put(offset);
            put(offset >>> 8);
            rest -= part;
        }
    }

    private void put(int value) {
        out[size++] = (byte) value;
    }
}
