// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The counters of pods at a chunk's scrapes, packed pod by pod: those of the first scrape and the
/// differences of the others. A pod's are unpacked when somebody reads them, and kept that way while
/// there is memory to spare.
final class PackedScrapes {
    private final int[] podIds; // of all the scrapes, ascending
    private final Cells[] cellsOf;
    private final int[] offsets;
    private final byte[] bytes;
    private final AtomicReferenceArray<SoftReference<PodCounts>> unpacked;
    private final int scrapes;

    /// One pod's counters by scrape; empty where it was not scraped.
    record PodCounts(int[][] counts, long[][] sums) {}

    PackedScrapes(Scrape[] from, Fleet fleet, Cells[] cells) {
        scrapes = from.length;
        var ids = new TreeSet<Integer>();
        for (var scrape : from) {
            for (int id : scrape.podIds()) {
                ids.add(id);
            }
        }
        podIds = ids.stream().mapToInt(Integer::intValue).toArray();
        offsets = new int[podIds.length];
        cellsOf = new Cells[podIds.length];
        unpacked = new AtomicReferenceArray<>(podIds.length);
        var packed = new PackedBytes();
        for (int p = 0; p < podIds.length; p++) {
            offsets[p] = packed.size();
            cellsOf[p] = cells[fleet.pod(podIds[p]).service];
            pack(from, podIds[p], cellsOf[p], packed);
        }
        bytes = packed.done();
    }

    private static void pack(Scrape[] from, int podId, Cells cells, PackedBytes packed) {
        long[] counts = null;
        long[] sums = null;
        for (var scrape : from) {
            int at = scrape.indexOf(podId);
            packed.add(at < 0 ? 0 : 1);
            if (at < 0) {
                continue;
            }
            var now = cells.apart(scrape.counts(at));
            var nowSums = scrape.sums(at);
            if (counts == null || sums == null) {
                packed.add(now.length);
                packed.add(nowSums.length);
                counts = new long[now.length];
                sums = new long[nowSums.length];
            }
            packed.addDifferences(counts, now);
            packed.addDifferences(sums, nowSums);
            counts = now;
            sums = nowSums;
        }
    }

    /// The counters of a pod that was scraped; `near` is where it may well be.
    PodCounts of(int podId, int near) {
        boolean isThere = near < podIds.length && podIds[near] == podId;
        int p = isThere ? near : Arrays.binarySearch(podIds, podId);
        var reference = unpacked.get(p);
        var known = reference == null ? null : reference.get();
        if (known == null) {
            known = unpack(p);
            unpacked.set(p, new SoftReference<>(known));
        }
        return known;
    }

    private PodCounts unpack(int p) {
        var from = new PackedBytes.Reader(bytes, offsets[p]);
        var counts = new int[scrapes][0];
        var sums = new long[scrapes][0];
        long[] before = null;
        long[] beforeSums = null;
        for (int scrape = 0; scrape < scrapes; scrape++) {
            if (from.next() == 0) {
                continue;
            }
            if (before == null || beforeSums == null) {
                before = new long[(int) from.next()];
                beforeSums = new long[(int) from.next()];
            } else {
                before = before.clone();
                beforeSums = beforeSums.clone();
            }
            from.applyDifferences(before);
            from.applyDifferences(beforeSums);
            counts[scrape] = cellsOf[p].cumulated(before);
            sums[scrape] = beforeSums;
        }
        return new PodCounts(counts, sums);
    }
}
