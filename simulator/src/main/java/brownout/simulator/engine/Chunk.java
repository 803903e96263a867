// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sixty consecutive ticks. A slot is written once, before a [Snapshot] that covers it is published;
/// a full chunk never changes and is shared by forks.
final class Chunk {
    static final int TICKS = 60;
    static final int SCRAPE_SECONDS = 15;

    final int firstTick;
    private volatile @Nullable TickRecord[] ticks = new TickRecord[TICKS];
    private final @Nullable Scrape[] scrapes = new Scrape[TICKS / SCRAPE_SECONDS];

    /// Mostly the same one: it is immutable and shared while nothing fires.
    private final @Nullable Paging[] paging = new Paging[TICKS];

    /// Has the ticks once the chunk is packed.
    private volatile @Nullable PackedTicks packed;

    /// The state before the chunk's first tick, in every fifth chunk.
    @Nullable State checkpoint;

    Chunk(int firstTick) {
        this.firstTick = firstTick;
    }

    /// A copy of the ticks before `tick`, to go on from.
    Chunk until(int tick) {
        var copy = new Chunk(firstTick);
        copy.checkpoint = checkpoint;
        System.arraycopy(ticks, 0, copy.ticks, 0, tick - firstTick);
        System.arraycopy(scrapes, 0, copy.scrapes, 0, (tick - firstTick) / SCRAPE_SECONDS);
        System.arraycopy(paging, 0, copy.paging, 0, tick - firstTick);
        return copy;
    }

    TickRecord tick(int tick) {
        var open = ticks; // read first: it is emptied after `packed` is there
        var block = packed;
        return block != null
                ? block.ticks()[tick - firstTick]
                : Objects.requireNonNull(open[tick - firstTick]);
    }

    /// Packs what a full chunk holds. It says the same before and after, also to those who read it
    /// meanwhile.
    void pack(Fleet fleet, Cells[] cells) {
        if (packed != null) {
            return;
        }
        var records = new TickRecord[TICKS];
        for (int i = 0; i < TICKS; i++) {
            records[i] = Objects.requireNonNull(ticks[i]);
        }
        var all = new Scrape[scrapes.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = Objects.requireNonNull(scrapes[i]);
        }
        var block = new PackedScrapes(all, fleet, cells);
        for (int i = 0; i < all.length; i++) {
            scrapes[i] = all[i].packed(block, i);
        }
        packed = new PackedTicks(records);
        ticks = new TickRecord[0];
    }

    void tick(int tick, TickRecord record) {
        ticks[tick - firstTick] = record;
    }

    Paging paging(int tick) {
        return Objects.requireNonNull(paging[tick - firstTick]);
    }

    void paging(int tick, Paging state) {
        paging[tick - firstTick] = state;
    }

    /// The scrape at `second`, which lies in `(firstTick, firstTick + 60]`.
    Scrape scrape(int second) {
        return Objects.requireNonNull(scrapes[(second - firstTick) / SCRAPE_SECONDS - 1]);
    }

    void scrape(Scrape scrape) {
        scrapes[(scrape.second - firstTick) / SCRAPE_SECONDS - 1] = scrape;
    }
}
