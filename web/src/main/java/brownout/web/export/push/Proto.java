// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes protobuf messages field by field into a growing array. A message inside another is written
/// into a [Proto] of its own first.
final class Proto {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private byte[] bytes = new byte[1024];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// Also for negative numbers, as ten bytes. A zero is written too.
    void varint(int field, long value) {
        raw(((long) field << 3) | VARINT);
        raw(value);
    }

    /// All bits are kept, those of a NaN too.
    void fixed(int field, double value) {
        raw(((long) field << 3) | FIXED64);
        long bits = Double.doubleToRawLongBits(value);
        reserve(8);
        for (int i = 0; i < 8; i++) {
            bytes[size++] = (byte) (bits >>> (8 * i));
        }
    }

    void text(int field, String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        block(field, utf8, utf8.length);
    }

    void message(int field, Proto inner) {
        block(field, inner.bytes, inner.size);
    }

    private void block(int field, byte[] block, int length) {
        raw(((long) field << 3) | BYTES);
        raw(length);
        reserve(length);
        System.arraycopy(block, 0, bytes, size, length);
        size += length;
    }

    private void raw(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
