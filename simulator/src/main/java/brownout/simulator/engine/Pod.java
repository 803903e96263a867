// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One generation of a slot of a workload: what Kubernetes calls a pod. Identity only; when it stops
/// being ready or ends is kept by [Fleet], because that differs between forks. `id` numbers the pods of
/// a timeline in order of birth; `scheduledTick` is when it got its node (NEVER, and no `node`, while none
/// has room), `readyTick` the first tick in which it takes requests.
public final class Pod {
    public final int id;
    public final int service;
    public final int region;
    public final int workload;
    public final int slot;
    public final int generation;
    public final Revision revision;
    public final String name;
    public final String node;
    public final int createdTick;
    public final int scheduledTick;
    public final int readyTick;

    /// The number of its node, see [Machines], or -1.
    final int machine;

    private final AtomicReference<@Nullable Object> memo = new AtomicReference<>();

    Pod(
            int id,
            int service,
            int region,
            int workload,
            int slot,
            int generation,
            Revision revision,
            String name,
            String node,
            int machine,
            int createdTick,
            int scheduledTick,
            int readyTick) {
        this.id = id;
        this.service = service;
        this.region = region;
        this.workload = workload;
        this.slot = slot;
        this.generation = generation;
        this.revision = revision;
        this.name = name;
        this.node = node;
        this.machine = machine;
        this.createdTick = createdTick;
        this.scheduledTick = scheduledTick;
        this.readyTick = readyTick;
    }

    /// This pod on a node that has room for it.
    Pod on(String newNode, int newMachine, int tick, int newReadyTick) {
        return new Pod(
                id,
                service,
                region,
                workload,
                slot,
                generation,
                revision,
                name,
                newNode,
                newMachine,
                createdTick,
                tick,
                newReadyTick);
    }

    /// A value derived from this pod's identity alone, computed once and shared by every timeline that
    /// has the pod. All callers must ask for the same thing.
    @SuppressWarnings("unchecked")
    public <T> T memo(Supplier<T> compute) {
        var known = memo.get();
        if (known == null) {
            memo.compareAndSet(null, compute.get());
            known = memo.get();
        }
        return (T) Objects.requireNonNull(known);
    }

    /// Sizes of the service's pools as this pod's settings have them.
    int[] poolSizes(World world) {
        List<Estate.Pool> pools = world.service(service).pools();
        var sizes = new int[pools.size()];
        for (int p = 0; p < sizes.length; p++) {
            sizes[p] = Integer.parseInt(revision.config().get(pools.get(p).sizeKey()));
        }
        return sizes;
    }
}
