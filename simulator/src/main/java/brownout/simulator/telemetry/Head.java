// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Collectors;
import brownout.simulator.engine.Snapshot;
import java.util.BitSet;

/// The part of Prometheus that is in memory: how many series it has and what becomes of it when they are
/// too many. It is killed at its memory limit, reads its log again, and is killed again while they are
/// still there.
final class Head {
    /// Series without samples leave the head after this time.
    static final int COLLECTION_SECONDS = 600;

    /// What the process needs besides its series.
    static final long OWN_BYTES = 300L << 20;

    private static final int REPLAY_SECONDS = 90;
    private static final int ALIVE_SECONDS = 60;

    private Head() {}

    /// How many series are there at the end of `tick` because a label has ever more values; no more
    /// than the limit of Prometheus lets in.
    static double injected(Snapshot snapshot, int tick) {
        double sum = 0;
        for (var growth : snapshot.collectors.growths()) {
            sum += isHeld(growth, tick) ? growth.series(tick) : 0;
        }
        return sum;
    }

    private static boolean isHeld(Collectors.Growth growth, int tick) {
        return tick < (long) growth.to() + COLLECTION_SECONDS;
    }

    /// How many series of one such label are there at the end of `tick`.
    static long series(Collectors.Growth growth, int tick) {
        return isHeld(growth, tick) ? (long) growth.series(tick) : 0;
    }

    /// The seconds, counted from the first tick, in which Prometheus was not there.
    static BitSet gaps(Snapshot snapshot, int nowTick) {
        var gaps = new BitSet();
        var growths = snapshot.collectors.growths();
        var monitoring = snapshot.world.estate.monitoring();
        if (growths.isEmpty() || monitoring.isEmpty()) {
            return gaps;
        }
        var spec = monitoring.get().prometheus();
        double room = (double) (spec.memoryBytes() - OWN_BYTES) / spec.bytesPerSeries();
        double usual = Catalog.of(snapshot.world).usualSeries();
        int aliveUntil = growths.getFirst().from();
        for (int tick = aliveUntil; tick <= nowTick; tick++) {
            double series = usual + injected(snapshot, tick);
            if (tick >= aliveUntil && Math.min(series, (double) spec.seriesLimit()) > room) {
                gaps.set(tick - snapshot.firstTick, tick + REPLAY_SECONDS - snapshot.firstTick);
                aliveUntil = tick + REPLAY_SECONDS + ALIVE_SECONDS;
            }
        }
        return gaps;
    }
}
