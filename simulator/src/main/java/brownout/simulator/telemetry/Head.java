// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Snapshot;
import java.util.BitSet;
import java.util.List;

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

    /// How many series are there at the end of `tick` because a label has ever more values.
    static double injected(List<Exposer> exposers, int tick) {
        double sum = 0;
        for (var each : exposers) {
            sum += series(each, tick);
        }
        return sum;
    }

    /// How many series of one pod are there at the end of `tick` for that reason.
    static long series(Exposer each, int tick) {
        return tick < (long) each.to() + COLLECTION_SECONDS ? each.recorded(tick) : 0;
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
        var exposers = Exposer.of(snapshot, nowTick);
        int aliveUntil = growths.getFirst().from();
        for (int tick = aliveUntil; tick <= nowTick; tick++) {
            double series = usual + injected(exposers, tick);
            if (tick >= aliveUntil && Math.min(series, (double) spec.seriesLimit()) > room) {
                gaps.set(tick - snapshot.firstTick, tick + REPLAY_SECONDS - snapshot.firstTick);
                aliveUntil = tick + REPLAY_SECONDS + ALIVE_SECONDS;
            }
        }
        return gaps;
    }
}
