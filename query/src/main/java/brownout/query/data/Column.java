// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import brownout.query.data.MetricStore.Exemplar;
import brownout.query.data.MetricStore.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The samples of one series of [MemoryMetrics], in growing arrays that are never shortened.
final class Column {
    final List<Exemplar> exemplars = new ArrayList<>();

    private long[] times = new long[8];
    private double[] values = new double[8];
    private int size;

    void append(Labels labels, long timeMillis, double value) {
        if (size > 0 && timeMillis <= times[size - 1]) {
            replaceLast(labels, timeMillis, value);
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = timeMillis;
        values[size++] = value;
    }

    private void replaceLast(Labels labels, long timeMillis, double value) {
        if (timeMillis < times[size - 1]) {
            throw new IllegalArgumentException(
                    "out of order: " + labels + " at " + timeMillis + " after " + times[size - 1]);
        }
        values[size - 1] = value;
    }

    Samples within(TimeRange range) {
        int from = firstAtOrAfter(range.firstMillis());
        int to = from;
        if (range.lastMillis() >= range.firstMillis()) {
            to =
                    range.lastMillis() == Long.MAX_VALUE
                            ? size
                            : firstAtOrAfter(range.lastMillis() + 1);
        }
        if (from >= to) {
            return Samples.EMPTY;
        }
        if (from == 0) {
            return new Samples(times, values, to);
        }
        return new Samples(
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(values, from, to),
                to - from);
    }

    private int firstAtOrAfter(long timeMillis) {
        int index = Arrays.binarySearch(times, 0, size, timeMillis);
        return index < 0 ? -index - 1 : index;
    }
}
