// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// The exemplars of one scrape, in order of pod, operation and bucket.
public final class Exemplars {
    /// One request that a series counted: the pod, `operation * BUCKETS + bucket`, which request and
    /// which of its spans, when that ended and how long it took.
    public record Exemplar(
            int pod, int cell, long coordinate, long code, long endMicros, long durationMicros) {}

    private static final int NUMBERS = 6;

    private final int size;
    private final long[] numbers; // of each exemplar one after another, or
    private final byte[] bytes; // packed

    private Exemplars(int size, long[] numbers, byte[] bytes) {
        this.size = size;
        this.numbers = numbers;
        this.bytes = bytes;
    }

    public int size() {
        return size;
    }

    /// All of them.
    public Exemplar[] list() {
        var all = new Exemplar[size];
        var from = new PackedBytes.Reader(bytes, 0);
        var n = new long[NUMBERS];
        for (int i = 0; i < size; i++) {
            if (numbers.length > 0) {
                System.arraycopy(numbers, i * NUMBERS, n, 0, NUMBERS);
            } else {
                for (int k = 0; k < NUMBERS; k++) {
                    n[k] += from.nextSigned();
                }
            }
            all[i] = new Exemplar((int) n[0], (int) n[1], n[2], n[3], n[4], n[5]);
        }
        return all;
    }

    /// The same in fewer bytes.
    Exemplars packed() {
        if (numbers.length == 0) {
            return this;
        }
        var packed = new PackedBytes();
        for (int i = 0; i < numbers.length; i++) {
            packed.addSigned(numbers[i] - (i < NUMBERS ? 0 : numbers[i - NUMBERS]));
        }
        return new Exemplars(size, new long[0], packed.done());
    }

    /// Gathers what pods have since the last scrape.
    static final class Taking {
        private long[] numbers = new long[64 * NUMBERS];
        private int size;

        void takeFrom(int podId, Counters from) {
            for (int cell = 0; cell < from.exemplarHash.length; cell++) {
                if (from.exemplarHash[cell] != -1) {
                    if ((size + 1) * NUMBERS > numbers.length) {
                        numbers = Arrays.copyOf(numbers, numbers.length * 2);
                    }
                    int at = size++ * NUMBERS;
                    numbers[at] = podId;
                    numbers[at + 1] = cell;
                    numbers[at + 2] = from.exemplarCoordinate[cell];
                    numbers[at + 3] = from.exemplarCode[cell];
                    numbers[at + 4] = from.exemplarEnd[cell];
                    numbers[at + 5] = from.exemplarDuration[cell];
                }
            }
            from.forgetExemplars();
        }

        Exemplars done() {
            return new Exemplars(size, Arrays.copyOf(numbers, size * NUMBERS), new byte[0]);
        }
    }
}
