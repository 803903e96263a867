// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.GroupState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Everything that the next tick depends on besides what is already recorded. Copied at checkpoints and
/// when a timeline forks; [Desired], [Fleet] [Retired], the rules' states and [Paging] are immutable and shared.
final class State {
    /// The last closed tick.
    int tick;

    Desired desired;
    Fleet fleet;
    Flow flow;
    Frame.Layout layout;

    /// By pod id; null for pods that are gone.
    @Nullable Counters[] counters = new Counters[0];

    /// What those that are gone had counted.
    Retired retired;

    /// The counters of a checkpoint's `pods` pods.
    private byte[] packedCounters = new byte[0];

    private int pods;

    /// Pods whose counters are to begin anew; empty between ticks.
    int[] forgotten = new int[0];

    /// The sums of everything that is not a pod.
    Totals totals;

    /// What holds beyond the model's own state.
    Holding holding;

    /// What has happened to what watches the estate.
    Collectors collectors = Collectors.UNTOUCHED;

    /// Requests with a span that ends after `tick`, oldest first.
    long[] pending = new long[0];

    /// For each of them the tick in which its next span ends, as of `pendingFleet`.
    int[] pendingTicks = new int[0];

    /// The fleet that the pending requests were last looked at with.
    Fleet pendingFleet;

    List<GroupState> groups;

    /// What becomes of firing alerts.
    Paging paging;

    State(int tick, Desired desired, Fleet fleet, World world, List<GroupState> groups) {
        this.tick = tick;
        this.desired = desired;
        this.fleet = fleet;
        this.pendingFleet = fleet;
        this.flow = new Flow(world);
        this.layout = new Frame.Layout(world, fleet, tick);
        this.totals = new Totals(world);
        this.retired = Retired.none(world);
        this.holding = new Holding(world);
        this.groups = groups;
        this.paging = Paging.initial(world);
    }

    private State(State other) {
        tick = other.tick;
        desired = other.desired;
        fleet = other.fleet;
        flow = other.flow.copy();
        layout = other.layout;
        counters = new Counters[other.counters.length];
        for (int id = 0; id < counters.length; id++) {
            var from = other.counters[id];
            counters[id] = from == null ? null : from.copy();
        }
        totals = other.totals.copy();
        retired = other.retired;
        holding = other.holding;
        collectors = other.collectors;
        pending = other.pending.clone();
        pendingTicks = other.pendingTicks.clone();
        pendingFleet = other.pendingFleet;
        groups = other.groups;
        paging = other.paging;
    }

    State copy() {
        return new State(this);
    }

    /// A copy to go back to, at a scrape, in fewer bytes; see [#resumed].
    State checkpoint() {
        var packed = new PackedBytes();
        for (var each : counters) {
            packed.add(each == null ? 0 : 1);
            if (each != null) {
                each.pack(packed);
            }
        }
        var kept = counters;
        counters = new Counters[0];
        var checkpoint = copy();
        counters = kept;
        checkpoint.packedCounters = packed.done();
        checkpoint.pods = kept.length;
        return checkpoint;
    }

    /// A copy of a checkpoint, to go on from.
    State resumed(Cells[] cells) {
        var state = copy();
        state.counters = new Counters[pods];
        var from = new PackedBytes.Reader(packedCounters, 0);
        for (int id = 0; id < pods; id++) {
            if (from.next() == 1) {
                state.counters[id] = Counters.unpack(cells[fleet.pod(id).service], from);
            }
        }
        return state;
    }

    /// The counters of a pod begin anew with its next container.
    void forget(int podId) {
        forgotten = Arrays.copyOf(forgotten, forgotten.length + 1);
        forgotten[forgotten.length - 1] = podId;
    }

    Counters counters(int podId) {
        return Objects.requireNonNull(counters[podId]);
    }

    private void retire(Cells[] cells, int id) {
        var gone = counters[id];
        if (gone != null) {
            var pod = fleet.pod(id);
            retired = retired.with(pod.workload, cells[pod.service], gone);
            counters[id] = null;
        }
    }

    /// Counters for new pods, none for those that have gone, and columns for those that are there.
    void admit(World world, Cells[] cells, int newTick) {
        if (counters.length < fleet.size()) {
            int known = counters.length;
            counters = Arrays.copyOf(counters, fleet.size());
            for (int id = known; id < counters.length; id++) {
                counters[id] = new Counters(cells[fleet.pod(id).service]);
            }
        }
        for (int id : layout.podIds()) {
            if (!fleet.isAlive(id, newTick)) {
                retire(cells, id);
            }
        }
        for (int id : forgotten) {
            retire(cells, id);
            counters[id] =
                    fleet.isAlive(id, newTick) ? new Counters(cells[fleet.pod(id).service]) : null;
        }
        forgotten = new int[0];
        flow.pools.admit(world, fleet);
        flow.pods.admit(fleet);
        if (fleet.changesIn(newTick) && !Arrays.equals(layout.podIds(), fleet.alive(newTick))) {
            layout = new Frame.Layout(world, fleet, newTick);
        }
    }
}
