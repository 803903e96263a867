// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// The running counters of one pod, see [Cells], and the best exemplar candidates since the last scrape.
final class Counters {
    final int[] counts;
    final long[] sumMicros;

    /// By operation and bucket; candidates of an empty cell have hash -1, the largest unsigned.
    final long[] exemplarHash;

    final long[] exemplarCoordinate;
    final long[] exemplarCode;
    final long[] exemplarEnd;
    final long[] exemplarDuration;

    Counters(Cells cells) {
        counts = new int[cells.size()];
        sumMicros = new long[cells.sums()];
        int candidates = cells.operations * Cells.BUCKETS;
        exemplarHash = new long[candidates];
        exemplarCoordinate = new long[candidates];
        exemplarCode = new long[candidates];
        exemplarEnd = new long[candidates];
        exemplarDuration = new long[candidates];
        forgetExemplars();
    }

    private Counters(Cells cells, PackedBytes.Reader from) {
        this(cells);
        var numbers = new long[counts.length];
        from.applyDifferences(numbers);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (int) numbers[i];
        }
        from.applyDifferences(sumMicros);
    }

    /// Adds the counters, which have no exemplars yet as right after a scrape.
    void pack(PackedBytes packed) {
        var numbers = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            numbers[i] = counts[i];
        }
        packed.addDifferences(new long[counts.length], numbers);
        packed.addDifferences(new long[sumMicros.length], sumMicros);
    }

    static Counters unpack(Cells cells, PackedBytes.Reader from) {
        return new Counters(cells, from);
    }

    private Counters(Counters other) {
        counts = other.counts.clone();
        sumMicros = other.sumMicros.clone();
        exemplarHash = other.exemplarHash.clone();
        exemplarCoordinate = other.exemplarCoordinate.clone();
        exemplarCode = other.exemplarCode.clone();
        exemplarEnd = other.exemplarEnd.clone();
        exemplarDuration = other.exemplarDuration.clone();
    }

    Counters copy() {
        return new Counters(this);
    }

    void offerExemplar(int cell, long hash, long coordinate, long code, long end, long duration) {
        if (Long.compareUnsigned(hash, exemplarHash[cell]) < 0) {
            exemplarHash[cell] = hash;
            exemplarCoordinate[cell] = coordinate;
            exemplarCode[cell] = code;
            exemplarEnd[cell] = end;
            exemplarDuration[cell] = duration;
        }
    }

    void forgetExemplars() {
        Arrays.fill(exemplarHash, -1);
    }
}
