// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes bodies of Prometheus's remote write 1.0: a WriteRequest in protocol buffers, in a Snappy block
/// that holds literals only (compressing would only cost time on one machine).
final class RemoteWrite {
    private static final int SNAPPY_LITERAL = 65_536;

    private final ByteArrayOutputStream request = new ByteArrayOutputStream();

    int size() {
        return request.size();
    }

    /// Adds values `[from, to)` of a series of the data set.
    void add(Labels labels, double[] values, int from, int to) {
        var series = new ByteArrayOutputStream();
        labels.forEach((name, value) -> {
            var pair = new ByteArrayOutputStream();
            bytes(pair, 1, name.getBytes(StandardCharsets.UTF_8));
            bytes(pair, 2, value.getBytes(StandardCharsets.UTF_8));
            bytes(series, 1, pair.toByteArray());
        });
        var sample = new ByteArrayOutputStream();
        for (int i = from; i < to; i++) {
            sample.reset();
            sample.write(1 << 3 | 1); // a 64-bit number
            sample.writeBytes(little(Double.doubleToRawLongBits(values[i])));
            sample.write(2 << 3);
            number(sample, Dataset.START_MILLIS + (long) i * Dataset.STEP_MILLIS);
            bytes(series, 2, sample.toByteArray());
        }
        bytes(request, 1, series.toByteArray());
    }

    /// The body of what was added since the last call.
    byte[] take() {
        var plain = request.toByteArray();
        request.reset();
        var block = new ByteArrayOutputStream(plain.length + plain.length / 1000 + 16);
        number(block, plain.length);
        for (int at = 0; at < plain.length; at += SNAPPY_LITERAL) {
            int length = Math.min(SNAPPY_LITERAL, plain.length - at);
            block.write(61 << 2); // a literal whose length follows in two bytes
            block.write(length - 1);
            block.write((length - 1) >> 8);
            block.write(plain, at, length);
        }
        return block.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field << 3 | 2);
        number(out, content.length);
        out.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 127) {
            out.write((int) (rest & 127 | 128));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static byte[] little(long bits) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    }
}
