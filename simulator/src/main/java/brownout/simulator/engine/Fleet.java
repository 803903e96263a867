// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All pods of a timeline, past and present, with their ends, and which of them take new requests when.
/// Immutable; every change makes a new one. A later fleet of the same timeline says the same about
/// earlier ticks.
public final class Fleet {
    /// The tick of what has not happened.
    public static final int NEVER = Integer.MAX_VALUE;

    private static final Pod[] NONE = new Pod[0];

    /// The pods that take requests of a workload from `tick` on.
    private record Ready(int tick, Pod[] pods) {}

    private final Pod[] pods;
    private final int[] drainTicks;
    private final int[] endTicks;
    private final Ready[][] ready; // by workload, newest last
    private final AtomicReference<@Nullable Object> memo = new AtomicReference<>();

    Fleet(int workloads) {
        this(NONE, new int[0], new int[0], new Ready[workloads][0]);
    }

    private Fleet(Pod[] pods, int[] drainTicks, int[] endTicks, Ready[][] ready) {
        this.pods = pods;
        this.drainTicks = drainTicks;
        this.endTicks = endTicks;
        this.ready = ready;
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

    /// The first tick in which the pod gets no new requests, or NEVER.
    public int drainTick(int id) {
        return drainTicks[id];
    }

    /// The first tick in which the pod is gone, or NEVER.
    public int endTick(int id) {
        return endTicks[id];
    }

    /// The instant, in microseconds, at which the pod goes away.
    long endMicros(int id) {
        return endTicks[id] == NEVER ? Long.MAX_VALUE : endTicks[id] * 1_000_000L;
    }

    /// Whether the pod exists during `tick`, ready or not.
    public boolean isAlive(int id, int tick) {
        return pods[id].createdTick <= tick && tick < endTicks[id];
    }

    public boolean isReady(int id, int tick) {
        return pods[id].readyTick <= tick && tick < drainTicks[id];
    }

    /// Whether a pod is born, becomes ready, begins to drain in `tick` or lives its last tick.
    public boolean changesIn(int tick) {
        for (int id = 0; id < pods.length; id++) {
            if (pods[id].createdTick == tick
                    || pods[id].readyTick == tick
                    || drainTicks[id] == tick
                    || endTicks[id] == tick + 1) {
                return true;
            }
        }
        return false;
    }

    /// How many pods of `workload` take requests during `tick`.
    public int readyCount(int workload, int tick) {
        return readyPods(workload, tick).length;
    }

    /// The pod that takes a request to `workload` arriving during `tick`, or null if none does.
    @Nullable Pod pick(int workload, int tick, long hash) {
        var candidates = readyPods(workload, tick);
        return candidates.length == 0 ? null : candidates[Rng.below(hash, candidates.length)];
    }

    Pod[] readyPods(int workload, int tick) {
        var versions = ready[workload];
        for (int i = versions.length - 1; i >= 0; i--) {
            if (versions[i].tick <= tick) {
                return versions[i].pods;
            }
        }
        return NONE;
    }

    /// Ids of the pods that exist during `tick`, ascending.
    int[] alive(int tick) {
        int count = 0;
        var ids = new int[pods.length];
        for (int id = 0; id < pods.length; id++) {
            if (isAlive(id, tick)) {
                ids[count++] = id;
            }
        }
        return Arrays.copyOf(ids, count);
    }

    Fleet with(Pod pod) {
        int size = pods.length;
        var morePods = Arrays.copyOf(pods, size + 1);
        var moreDrains = Arrays.copyOf(drainTicks, size + 1);
        var moreEnds = Arrays.copyOf(endTicks, size + 1);
        morePods[size] = pod;
        moreDrains[size] = NEVER;
        moreEnds[size] = NEVER;
        return new Fleet(morePods, moreDrains, moreEnds, ready);
    }

    Fleet ending(int id, int drainTick, int endTick) {
        var drains = drainTicks.clone();
        var ends = endTicks.clone();
        drains[id] = drainTick;
        ends[id] = endTick;
        return new Fleet(pods, drains, ends, ready);
    }

    /// This fleet with the set of ready pods of every workload brought up to `tick`.
    Fleet atTick(int tick) {
        Ready[][] changed = null;
        for (int workload = 0; workload < ready.length; workload++) {
            var now = readyNow(workload, tick);
            if (!Arrays.equals(now, readyPods(workload, tick))) {
                changed = changed == null ? ready.clone() : changed;
                var versions = Arrays.copyOf(ready[workload], ready[workload].length + 1);
                versions[versions.length - 1] = new Ready(tick, now);
                changed[workload] = versions;
            }
        }
        return changed == null ? this : new Fleet(pods, drainTicks, endTicks, changed);
    }

    private Pod[] readyNow(int workload, int tick) {
        var now = new Pod[pods.length];
        int count = 0;
        for (int id = 0; id < pods.length; id++) {
            if (pods[id].workload == workload && isReady(id, tick)) {
                now[count++] = pods[id];
            }
        }
        return Arrays.copyOf(now, count);
    }
}
