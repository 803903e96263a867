// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All pods of a timeline, past and present, with their outages and ends, and which of them take new
/// requests when. Immutable; every change makes a new one. A later fleet of the same timeline says the
/// same about earlier ticks.
public final class Fleet {
    /// The tick of what has not happened.
    public static final int NEVER = Integer.MAX_VALUE;

    private static final Pod[] NONE = new Pod[0];
    private static final Outage[] WELL = new Outage[0];
    private static final int ID_BITS = 24;

    /// The pods of a workload that are ready from `tick` on, and whether requests find them.
    private record Ready(int tick, Pod[] pods, boolean routed) {}

    private final Pod[] pods;
    private final int[] drainTicks;
    private final int[] endTicks;
    private final Outage[][] outages; // by pod, oldest first
    private final boolean[] steady; // by pod: no outage and no end
    private final int[][] living; // by workload: pods whose end has not come, ascending
    private final Ready[][] ready; // by workload, newest last
    private final long[] turns; // (tick, pod) of everything that happens to pods, ascending
    private final AtomicReference<@Nullable Object> memo = new AtomicReference<>();

    Fleet(int workloads) {
        this(
                NONE,
                new int[0],
                new int[0],
                new Outage[0][],
                new int[workloads][0],
                new Ready[workloads][0],
                new long[0]);
    }

    private Fleet(
            Pod[] pods,
            int[] drainTicks,
            int[] endTicks,
            Outage[][] outages,
            int[][] living,
            Ready[][] ready,
            long[] turns) {
        this.pods = pods;
        this.drainTicks = drainTicks;
        this.endTicks = endTicks;
        this.outages = outages;
        steady = new boolean[pods.length];
        for (int id = 0; id < steady.length; id++) {
            steady[id] = outages[id].length == 0 && endTicks[id] == NEVER;
        }
        this.living = living;
        this.ready = ready;
        this.turns = turns;
    }

    /// A value derived from which pods there are, computed once. All callers must ask for the same thing.
    @SuppressWarnings("unchecked")
    public <T> T memo(Supplier<T> compute) {
        if (memo.get() == null) {
            memo.compareAndSet(null, compute.get());
        }
        return (T) Objects.requireNonNull(memo.get());
    }

    public int size() {
        return pods.length;
    }

    public Pod pod(int id) {
        return pods[id];
    }

    /// The first tick in which the pod gets no new requests for good, or NEVER.
    public int drainTick(int id) {
        return drainTicks[id];
    }

    /// The first tick in which the pod is gone, or NEVER.
    public int endTick(int id) {
        return endTicks[id];
    }

    /// Whether nothing has happened to the pod since it became ready, and nothing is known to come.
    boolean isSteady(int id) {
        return steady[id];
    }

    /// The first instant, in microseconds, after `startMicros` at which what the pod is doing is cut:
    /// its container stops or the pod goes away.
    long endMicros(int id, long startMicros) {
        for (var outage : outages[id]) {
            if (outage.cause().stops() && outage.from() * 1_000_000L > startMicros) {
                return outage.from() * 1_000_000L;
            }
        }
        return endTicks[id] == NEVER ? Long.MAX_VALUE : endTicks[id] * 1_000_000L;
    }

    /// How many outages the pod had or has.
    public int outages(int id) {
        return outages[id].length;
    }

    public Outage outage(int id, int number) {
        return outages[id][number];
    }

    /// The outage that the pod is in during `tick`, or null.
    public @Nullable Outage outageAt(int id, int tick) {
        for (var outage : outages[id]) {
            if (outage.covers(tick)) {
                return outage;
            }
        }
        return null;
    }

    /// The last time before the end of `tick` that the container stopped, or null.
    public @Nullable Outage lastStop(int id, int tick) {
        Outage last = null;
        for (var outage : outages[id]) {
            last = outage.cause().stops() && outage.from() <= tick ? outage : last;
        }
        return last;
    }

    /// How often the container had been started anew by the end of `tick`.
    public int restarts(int id, int tick) {
        int count = 0;
        for (var outage : outages[id]) {
            count += outage.cause().stops() && outage.started() <= tick ? 1 : 0;
        }
        return count;
    }

    /// Whether the pod exists during `tick`, ready or not.
    public boolean isAlive(int id, int tick) {
        return pods[id].createdTick <= tick && tick < endTicks[id];
    }

    /// Whether Kubernetes takes the pod for ready during `tick`.
    public boolean isReady(int id, int tick) {
        if (pods[id].readyTick > tick || tick >= drainTicks[id]) {
            return false;
        }
        for (var outage : outages[id]) {
            if (outage.withdrawnTick() <= tick && tick < outage.to()) {
                return false;
            }
        }
        return true;
    }

    /// Whether the process answers during `tick`, ready or not.
    public boolean isUp(int id, int tick) {
        if (pods[id].readyTick > tick || tick >= endTicks[id]) {
            return false;
        }
        var outage = outageAt(id, tick);
        return outage == null || !outage.cause().stops();
    }

    /// Ids of the pods to which something happens in `tick`: they are born, get a node, become ready,
    /// stop or start, begin to drain, live their last tick or are gone; ascending.
    public int[] changing(int tick) {
        int first = firstTurn(tick);
        int end = firstTurn(tick + 1);
        var ids = new int[end - first];
        int count = 0;
        for (int i = first; i < end; i++) {
            int id = (int) (turns[i] & ((1 << ID_BITS) - 1));
            if (count == 0 || ids[count - 1] != id) {
                ids[count++] = id;
            }
        }
        return Arrays.copyOf(ids, count);
    }

    public boolean changesIn(int tick) {
        int first = firstTurn(tick);
        return first < turns.length && turns[first] >> ID_BITS == tick;
    }

    private int firstTurn(int tick) {
        int at = Arrays.binarySearch(turns, (long) tick << ID_BITS);
        return at < 0 ? -at - 1 : at;
    }

    /// How many pods of `workload` are ready during `tick`.
    public int readyCount(int workload, int tick) {
        return readyPods(workload, tick).length;
    }

    /// How many of them requests find.
    public int routedCount(int workload, int tick) {
        var at = readyAt(workload, tick);
        return at == null || !at.routed ? 0 : at.pods.length;
    }

    /// The pod that takes a request to `workload` arriving during `tick`, or null if none does.
    @Nullable Pod pick(int workload, int tick, long hash) {
        var at = readyAt(workload, tick);
        return at == null || !at.routed || at.pods.length == 0
                ? null
                : at.pods[Rng.below(hash, at.pods.length)];
    }

    private @Nullable Ready readyAt(int workload, int tick) {
        var versions = ready[workload];
        for (int i = versions.length - 1; i >= 0; i--) {
            if (versions[i].tick <= tick) {
                return versions[i];
            }
        }
        return null;
    }

    Pod[] readyPods(int workload, int tick) {
        var at = readyAt(workload, tick);
        return at == null ? NONE : at.pods;
    }

    /// Ids of a workload's pods whose end has not come, as of the last change, ascending.
    int[] living(int workload) {
        return living[workload];
    }

    /// Ids of the pods that exist during `tick`, the present one, ascending.
    int[] alive(int tick) {
        int count = 0;
        var ids = new int[pods.length];
        for (var some : living) {
            for (int id : some) {
                if (isAlive(id, tick)) {
                    ids[count++] = id;
                }
            }
        }
        var all = Arrays.copyOf(ids, count);
        Arrays.sort(all);
        return all;
    }

    // ---- changes

    Fleet with(Pod pod) {
        int size = pods.length;
        var morePods = Arrays.copyOf(pods, size + 1);
        var moreDrains = Arrays.copyOf(drainTicks, size + 1);
        var moreEnds = Arrays.copyOf(endTicks, size + 1);
        var moreOutages = Arrays.copyOf(outages, size + 1);
        morePods[size] = pod;
        moreDrains[size] = NEVER;
        moreEnds[size] = NEVER;
        moreOutages[size] = WELL;
        var more = living.clone();
        more[pod.workload] = Arrays.copyOf(more[pod.workload], more[pod.workload].length + 1);
        more[pod.workload][more[pod.workload].length - 1] = size;
        var newTurns = turning(turns, size, pod.createdTick, pod.scheduledTick, pod.readyTick);
        return new Fleet(morePods, moreDrains, moreEnds, moreOutages, more, ready, newTurns);
    }

    /// A pod that had none gets a node.
    Fleet scheduled(Pod pod) {
        var changed = pods.clone();
        changed[pod.id] = pod;
        return new Fleet(
                changed,
                drainTicks,
                endTicks,
                outages,
                living,
                ready,
                turning(turns, pod.id, pod.scheduledTick, pod.readyTick));
    }

    Fleet ending(int id, int drainTick, int endTick) {
        var drains = drainTicks.clone();
        var ends = endTicks.clone();
        drains[id] = drainTick;
        ends[id] = endTick;
        return new Fleet(
                pods,
                drains,
                ends,
                outages,
                living,
                ready,
                turning(turns, id, drainTick, endTick - 1, endTick));
    }

    /// The pod has a further outage; one that it is in ends where this one begins.
    Fleet failing(int id, Outage outage) {
        var own = outages[id];
        int last = own.length - 1;
        if (last >= 0 && own[last].to() > outage.from()) {
            own = own.clone();
            own[last] = until(own[last], outage.from());
        }
        var more = Arrays.copyOf(own, own.length + 1);
        more[own.length] = outage;
        return with(id, more, outage);
    }

    /// The outage that the pod is in ends at `to`, its container having started at `started`.
    Fleet recovering(int id, int started, int to) {
        var own = outages[id].clone();
        int last = own.length - 1;
        own[last] = new Outage(own[last].from(), started, to, own[last].cause());
        return with(id, own, own[last]);
    }

    private static Outage until(Outage outage, int tick) {
        return new Outage(outage.from(), outage.started(), tick, outage.cause());
    }

    private Fleet with(int id, Outage[] own, Outage last) {
        var changed = outages.clone();
        changed[id] = own;
        var newTurns =
                turning(
                        turns,
                        id,
                        last.from(),
                        last.withdrawnTick(),
                        Math.max(last.from(), last.started()),
                        last.to());
        return new Fleet(pods, drainTicks, endTicks, changed, living, ready, newTurns);
    }

    /// Requests find the ready pods of a workload from `tick` on, or do not.
    Fleet routed(int workload, boolean routed, int tick) {
        var versions = Arrays.copyOf(ready[workload], ready[workload].length + 1);
        versions[versions.length - 1] = new Ready(tick, readyPods(workload, tick), routed);
        var changed = ready.clone();
        changed[workload] = versions;
        return new Fleet(pods, drainTicks, endTicks, outages, living, changed, turns);
    }

    private static long[] turning(long[] turns, int id, int... ticks) {
        var more = turns;
        for (int tick : ticks) {
            long turn = (long) tick << ID_BITS | id;
            int at = tick == NEVER ? 0 : Arrays.binarySearch(more, turn);
            if (at < 0) {
                var longer = new long[more.length + 1];
                System.arraycopy(more, 0, longer, 0, -at - 1);
                longer[-at - 1] = turn;
                System.arraycopy(more, -at - 1, longer, -at, more.length + at + 1);
                more = longer;
            }
        }
        return more;
    }

    /// This fleet with the sets of living and ready pods brought up to `tick`; every earlier tick must
    /// have been asked for.
    Fleet atTick(int tick) {
        if (!changesIn(tick)) {
            return this;
        }
        var alive = living.clone();
        var changed = ready.clone();
        for (int id : changing(tick)) {
            int workload = pods[id].workload;
            alive[workload] = still(living[workload], tick);
            var now = readyNow(alive[workload], tick);
            var before = readyAt(workload, tick);
            if (before == null || !Arrays.equals(now, before.pods)) {
                var versions = Arrays.copyOf(ready[workload], ready[workload].length + 1);
                boolean routed = before == null || before.routed;
                versions[versions.length - 1] = new Ready(tick, now, routed);
                changed[workload] = versions;
            }
        }
        return new Fleet(pods, drainTicks, endTicks, outages, alive, changed, turns);
    }

    private int[] still(int[] ids, int tick) {
        int count = 0;
        var some = new int[ids.length];
        for (int id : ids) {
            if (endTicks[id] > tick) {
                some[count++] = id;
            }
        }
        return Arrays.copyOf(some, count);
    }

    private Pod[] readyNow(int[] ids, int tick) {
        var now = new Pod[ids.length];
        int count = 0;
        for (int id : ids) {
            if (isReady(id, tick)) {
                now[count++] = pods[id];
            }
        }
        return Arrays.copyOf(now, count);
    }
}
