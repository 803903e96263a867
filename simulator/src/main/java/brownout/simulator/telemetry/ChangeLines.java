// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Snapshot;
import java.util.List;

/// The change feed as a log: a line for each of its rows, in the tick in which the feed has it.
final class ChangeLines {
    private static final long STEP_NANOS = 1_000_000;

    private ChangeLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        int stream = Streams.changesIndex(snapshot.world);
        if (wanted[stream]) {
            var rows = snapshot.changesIn(tick);
            for (int i = 0; i < rows.size(); i++) {
                long nanos = tick * 1_000_000_000L + STEP_NANOS * (i + 1);
                into.add(new Lines.Line.Changed(stream, nanos, rows.get(i)));
            }
        }
    }
}
