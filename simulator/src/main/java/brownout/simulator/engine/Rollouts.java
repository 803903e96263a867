// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import org.jspecify.annotations.Nullable;

/// Brings the pods of every workload to what is desired, as a Kubernetes Deployment with maxSurge 1 and
/// maxUnavailable 0 does: one new pod at a time, an old one goes when the new one is ready. A pod that
/// goes gets no new requests at once and ends at a scrape 8 to 22 seconds later, so only long requests
/// are cut and its counters are scraped to the end.
final class Rollouts {
    private static final int MIN_START_SECONDS = 20;
    private static final int MAX_START_SECONDS = 40;
    private static final int MIN_DRAIN_SECONDS = 8;

    private final World world;

    Rollouts(World world) {
        this.world = world;
    }

    /// The pods of a new timeline, all ready from `tick` on.
    Fleet initial(Desired desired, long seed, int tick) {
        var fleet = new Fleet(world.workloads());
        var machines = new Machines(world);
        for (int workload = 0; workload < world.workloads(); workload++) {
            for (int slot = 0; slot < desired.replicas(workload); slot++) {
                int machine = machines.usual(world, workload, slot);
                fleet =
                        fleet.with(
                                birth(
                                        fleet,
                                        machines,
                                        machine,
                                        desired.target(workload / world.regions, workload),
                                        seed,
                                        workload,
                                        tick,
                                        tick));
            }
        }
        return fleet.atTick(tick);
    }

    /// The fleet at the start of `tick`.
    Fleet step(State state, long seed, int tick) {
        var next = state.fleet;
        for (int workload = 0; workload < world.workloads(); workload++) {
            next = step(next, state, seed, workload, tick);
        }
        return next.atTick(tick);
    }

    private Fleet step(Fleet fleet, State state, long seed, int workload, int tick) {
        int service = workload / world.regions;
        int wanted = state.desired.replicas(workload);
        var target = state.desired.target(service, workload);
        var canary = state.desired.canaryPods(service) == 0 ? null : state.desired.canary(service);
        int canaryWanted = Math.min(wanted, state.desired.canaryPods(service));
        int canaries = 0;
        int stable = 0;
        for (int id : fleet.living(workload)) {
            var pod = fleet.pod(id);
            if (fleet.drainTick(id) == Fleet.NEVER) {
                stable += pod.revision.number() == target.number() ? 1 : 0;
                canaries += isOf(pod, canary) ? 1 : 0;
            }
        }
        int superfluous = Math.max(0, stable - (wanted - canaryWanted)); // make room for canaries
        int total = 0;
        int updated = 0;
        int ready = 0;
        int oldest = -1; // a pod of an old revision that is ready
        int newest = -1; // the last pod of the new one
        int starting = -1; // a pod of an old revision that is not ready
        for (int id : fleet.living(workload)) {
            if (fleet.drainTick(id) != Fleet.NEVER) {
                continue;
            }
            total++;
            boolean isReady = fleet.isReady(id, tick);
            ready += isReady ? 1 : 0;
            var pod = fleet.pod(id);
            boolean isStable = pod.revision.number() == target.number();
            if (isStable && canary != null && superfluous > 0) {
                superfluous--;
                isStable = false;
            }
            if (isStable || isOf(pod, canary)) {
                updated++;
                newest = id;
            } else if (isReady) {
                oldest = oldest < 0 ? id : oldest;
            } else {
                starting = id;
            }
        }
        int old = total - updated;
        if (starting >= 0) { // not ready: replaced at once
            return fleet.ending(starting, tick, tick + 15 - Math.floorMod(tick, 15));
        }
        if (updated < wanted && total < wanted + (old > 0 ? 1 : 0)) {
            var revision = canary != null && canaries < canaryWanted ? canary : target;
            return fleet.with(next(fleet, state, revision, seed, workload, tick));
        }
        if (oldest >= 0 && ready > wanted) { // maxUnavailable 0
            return fleet.ending(oldest, tick, endTick(tick));
        }
        if (old == 0 && updated > wanted) {
            return fleet.ending(newest, tick, endTick(tick));
        }
        return fleet;
    }

    private static boolean isOf(Pod pod, @Nullable Revision revision) {
        return revision != null && pod.revision.number() == revision.number();
    }

    private Pod next(
            Fleet fleet, State state, Revision revision, long seed, int workload, int tick) {
        int slot = freeSlot(fleet, workload, tick);
        var machines = state.flow.machines;
        int machine = machines.place(world, fleet, state.flow.limits, workload, slot);
        double factor = state.flow.pods.startFactor(workload);
        int seconds = (int) (factor * startSeconds(seed, fleet.size()));
        int start = machine < 0 ? Fleet.NEVER : tick + seconds;
        return birth(fleet, machines, machine, revision, seed, workload, tick, start);
    }

    static int startSeconds(long seed, int podId) {
        int spread = MAX_START_SECONDS - MIN_START_SECONDS + 1;
        return MIN_START_SECONDS + Rng.below(Rng.hash(seed, podId, 0x57a7), spread);
    }

    /// A scrape some seconds after `tick`.
    static int endTick(int tick) {
        int earliest = tick + MIN_DRAIN_SECONDS;
        return earliest + Math.floorMod(-earliest, 15);
    }

    private Pod birth(
            Fleet fleet,
            Machines machines,
            int machine,
            Revision revision,
            long seed,
            int workload,
            int createdTick,
            int readyTick) {
        int service = workload / world.regions;
        int slot = freeSlot(fleet, workload, createdTick);
        int generation = generation(fleet, workload, slot);
        long hash = Rng.hash(seed, workload, slot, generation);
        return new Pod(
                fleet.size(),
                service,
                workload % world.regions,
                workload,
                slot,
                generation,
                revision,
                Names.pod(world.service(service).name(), revision, hash),
                machine < 0 ? "" : machines.specs.get(machine).name(),
                machine,
                createdTick,
                machine < 0 ? Fleet.NEVER : createdTick,
                readyTick);
    }

    private static int freeSlot(Fleet fleet, int workload, int tick) {
        int slot = 0;
        while (isTaken(fleet, workload, slot, tick)) {
            slot++;
        }
        return slot;
    }

    private static int generation(Fleet fleet, int workload, int slot) {
        int generation = 0;
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            generation += pod.workload == workload && pod.slot == slot ? 1 : 0;
        }
        return generation;
    }

    private static boolean isTaken(Fleet fleet, int workload, int slot, int tick) {
        for (int id : fleet.living(workload)) {
            if (fleet.pod(id).slot == slot && fleet.isAlive(id, tick)) {
                return true;
            }
        }
        return false;
    }
}
