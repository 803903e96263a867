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
    private final @Nullable TickRecord[] ticks = new TickRecord[TICKS];
    private final @Nullable Scrape[] scrapes = new Scrape[TICKS / SCRAPE_SECONDS];

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
        return copy;
    }

    TickRecord tick(int tick) {
        return Objects.requireNonNull(ticks[tick - firstTick]);
    }

    void tick(int tick, TickRecord record) {
        ticks[tick - firstTick] = record;
    }

    /// The scrape at `second`, which lies in `(firstTick, firstTick + 60]`.
    Scrape scrape(int second) {
        return Objects.requireNonNull(scrapes[(second - firstTick) / SCRAPE_SECONDS - 1]);
    }

    void scrape(Scrape scrape) {
        scrapes[(scrape.second - firstTick) / SCRAPE_SECONDS - 1] = scrape;
    }
}
