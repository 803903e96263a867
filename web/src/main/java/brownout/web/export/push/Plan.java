// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.web.export.LocalRun;
import brownout.web.export.Signal;
import java.util.Map;

/// What to push: `historyMillis` of what lies before the run's start, then the run itself, `speed`
/// world seconds a second (infinity: as fast as it goes), for `forMillis` of world time
/// ([Long#MAX_VALUE]: until stopped). `to` says which signals go where.
public record Plan(
        LocalRun run, long historyMillis, double speed, long forMillis, Map<Signal, Receiver> to) {
    public Plan {
        to = Map.copyOf(to); // lookup only
        if (to.isEmpty()) {
            throw new IllegalArgumentException("nothing to push to");
        }
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be above 0: " + speed);
        }
    }

    /// Where pushing begins.
    long beginMillis() {
        return Math.max(run.firstMillis(), run.startMillis() - historyMillis);
    }

    /// Where it ends.
    long endMillis() {
        return forMillis == Long.MAX_VALUE ? Long.MAX_VALUE : run.startMillis() + forMillis;
    }

    /// World time after so many wall seconds.
    long worldMillis(double wallSeconds) {
        double world = run.startMillis() + speed * wallSeconds * 1000;
        return world >= endMillis() ? endMillis() : (long) world;
    }
}
