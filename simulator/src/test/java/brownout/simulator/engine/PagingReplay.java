// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.routing.Notification;
import brownout.simulator.fault.RoutingEffect;
import java.util.ArrayList;
import java.util.List;

/// What people would have been told of the alerts of a world, had the Alertmanagers been configured
/// otherwise: the alerts that its rules fired, once more through the engine's own [Paging].
public final class PagingReplay {
    private PagingReplay() {}

    /// What leaves in ticks `[from, to)` after `changes` of the estate's configuration. Nothing may fire
    /// before `from` but what always does.
    public static List<Notification> of(
            Timeline world, int from, int to, List<RoutingEffect> changes) {
        var snapshot = world.snapshot();
        var paging = Paging.initial(snapshot.world);
        for (var change : changes) {
            paging = paging.after(change, world.estate().alertmanager(), "", from);
        }
        var left = new ArrayList<Notification>();
        for (int tick = from; tick < to; tick++) {
            paging = paging.step(tick);
            left.addAll(paging.left());
            if (Math.floorMod(tick + 1, Chunk.SCRAPE_SECONDS) == 0) {
                paging = paging.evaluated(snapshot.scrape(tick + 1).groups(), tick + 1);
            }
        }
        return left;
    }
}
