// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is compressed reads back, whatever it is.
final class SnappyTest {
    @Test
    void everyKindOfInputReadsBack() {
        for (long seed = 1; seed <= 60; seed++) {
            var random = new Random(seed);
            var bytes = new byte[random.nextInt(seed % 5 == 0 ? 400_000 : 300)];
            int symbols = 1 << random.nextInt(9);
            for (int i = 0; i < bytes.length; i++) {
                boolean again = i > 100 && random.nextInt(10) < 7;
                bytes[i] =
                        again ? bytes[i - 1 - random.nextInt(100)] : (byte) random.nextInt(symbols);
            }
            assertArrayEquals(bytes, decoded(Snappy.compress(bytes)), "seed " + seed);
        }
    }

    @Test
    void repetitionTakesLittleRoom() {
        var text = "http_requests_total{service=\"frontend\",status=\"200\"}\n".repeat(2000);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var small = Snappy.compress(bytes);
        assertTrue(small.length < bytes.length / 15, small.length + " of " + bytes.length);
        assertArrayEquals(bytes, decoded(small));
    }

    /// Reads the block format, written from its description alone.
    static byte[] decoded(byte[] in) {
        int at = 0;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            length |= (in[at] & 0x7f) << shift;
            if (in[at++] >= 0) {
                break;
            }
        }
        var out = new byte[length];
        int size = 0;
        while (at < in.length) {
            int tag = in[at++] & 0xff;
            int more = tag >> 2;
            if ((tag & 3) == 0) {
                int bytes = more < 60 ? 0 : more - 59;
                int count = bytes == 0 ? more : little(in, at, bytes);
                at += bytes;
                System.arraycopy(in, at, out, size, count + 1);
                at += count + 1;
                size += count + 1;
                continue;
            }
            int count = (tag & 3) == 1 ? (more & 7) + 4 : more + 1;
            int width = (tag & 3) == 1 ? 1 : (tag & 3) == 2 ? 2 : 4;
            int offset = little(in, at, width) | ((tag & 3) == 1 ? (tag >> 5) << 8 : 0);
            at += width;
            for (int i = 0; i < count; i++, size++) {
                out[size] = out[size - offset];
            }
        }
        assertTrue(size == length, size + " bytes instead of " + length);
        return out;
    }

    private static int little(byte[] in, int at, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[at + i] & 0xff) << (8 * i);
        }
        return value;
    }
}
