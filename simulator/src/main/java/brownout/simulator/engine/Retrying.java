// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Messages that are to be delivered again: rows of instance, partition, offset, attempt, tick when
/// due, and whether the row is under way and whether it blocks its partition.
final class Retrying {
    private static final int FIELDS = 6;
    private static final int UNDER_WAY = 1;
    private static final int BLOCKING = 2;

    /// What is under way this long has been lost with its pod.
    private static final int LOST_SECONDS = 62;

    private int[] rows = new int[0];
    private int size; // of rows, in ints
    private int[] tick = new int[0]; // what is delivered in the tick: the first four fields of rows
    private int tickSize;

    Retrying copy() {
        var copy = new Retrying();
        copy.rows = Arrays.copyOf(rows, size);
        copy.size = size;
        return copy;
    }

    void begin() {
        tickSize = 0;
    }

    /// Takes what is due of an instance; answers how many.
    int take(int instance, int now) {
        int count = 0;
        for (int i = 0; i < size; i += FIELDS) {
            if (rows[i] == instance && rows[i + 4] <= now) {
                rows[i + 4] = now + LOST_SECONDS;
                rows[i + 5] |= UNDER_WAY;
                if (tickSize + 4 > tick.length) {
                    tick = Arrays.copyOf(tick, tickSize * 2 + 16);
                }
                System.arraycopy(rows, i, tick, tickSize, 4);
                tickSize += 4;
                count++;
            }
        }
        return count;
    }

    int[] ofTick() {
        return Arrays.copyOf(tick, tickSize);
    }

    private int find(int instance, int partition, int offset) {
        for (int i = 0; i < size; i += FIELDS) {
            if (rows[i] == instance && rows[i + 1] == partition && rows[i + 2] == offset) {
                return i;
            }
        }
        return -1;
    }

    /// The next attempt of a delivery is due in tick `due`.
    void again(int instance, Deliveries.Delivery what, int due, boolean blocking) {
        int i = find(instance, what.partition(), what.offset());
        if (i < 0) {
            if (size + FIELDS > rows.length) {
                rows = Arrays.copyOf(rows, size * 2 + FIELDS * 4);
            }
            i = size;
            size += FIELDS;
        }
        rows[i] = instance;
        rows[i + 1] = what.partition();
        rows[i + 2] = what.offset();
        rows[i + 3] = Math.min(what.attempt() + 1, 1_000_000);
        rows[i + 4] = due;
        rows[i + 5] = blocking ? BLOCKING : 0;
    }

    void done(int instance, Deliveries.Delivery what) {
        int i = find(instance, what.partition(), what.offset());
        if (i >= 0) {
            remove(i);
        }
    }

    private void remove(int i) {
        System.arraycopy(rows, i + FIELDS, rows, i, size - i - FIELDS);
        size -= FIELDS;
    }

    boolean blocks(int instance, int partition) {
        for (int i = 0; i < size; i += FIELDS) {
            if (rows[i] == instance && rows[i + 1] == partition && (rows[i + 5] & BLOCKING) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Gives up what blocks a partition; answers whether anything did.
    boolean skip(int instance, int partition) {
        for (int i = 0; i < size; i += FIELDS) {
            if (rows[i] == instance && rows[i + 1] == partition && (rows[i + 5] & BLOCKING) != 0) {
                remove(i);
                return true;
            }
        }
        return false;
    }

    /// Drops the rows of an instance's partition (-1: of all) from offset `from` on.
    void forget(int instance, int partition, int from) {
        for (int i = size - FIELDS; i >= 0; i -= FIELDS) {
            if (rows[i] == instance
                    && (partition < 0 || rows[i + 1] == partition)
                    && rows[i + 2] >= from) {
                remove(i);
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// Keeps every partition of `committed` no further than what blocks it.
    void lower(int[] committed, World world) {
        for (int i = 0; i < size; i += FIELDS) {
            int cursor = world.cursor(rows[i]) + rows[i + 1];
            if ((rows[i + 5] & BLOCKING) != 0) {
                committed[cursor] = Math.min(committed[cursor], rows[i + 2]);
            }
        }
    }
}
