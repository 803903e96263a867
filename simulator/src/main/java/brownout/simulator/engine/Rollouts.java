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
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < world.regions; region++) {
                int workload = world.workload(service, region);
                for (int i = 0; i < desired.replicas(workload); i++) {
                    var revision = desired.target(service, workload);
                    fleet = fleet.with(birth(fleet, revision, seed, service, region, tick, tick));
                }
            }
        }
        return fleet.atTick(tick);
    }

    /// The fleet at the start of `tick`.
    Fleet step(Fleet fleet, Desired desired, long seed, int tick) {
        var next = fleet;
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < world.regions; region++) {
                next = step(next, desired, seed, service, region, tick);
            }
        }
        return next.atTick(tick);
    }

    private Fleet step(Fleet fleet, Desired desired, long seed, int service, int region, int tick) {
        int workload = world.workload(service, region);
        int wanted = desired.replicas(workload);
        var target = desired.target(service, workload);
        var canary = desired.canaryPods(service) == 0 ? null : desired.canary(service);
        int canaryWanted = Math.min(wanted, desired.canaryPods(service));
        int canaries = 0;
        int stable = 0;
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            if (pod.workload == workload && fleet.drainTick(id) == Fleet.NEVER) {
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
        int starting = -1; // a pod of an old revision that is not ready yet
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            if (pod.workload != workload || fleet.drainTick(id) != Fleet.NEVER) {
                continue;
            }
            total++;
            boolean isReady = fleet.isReady(id, tick);
            ready += isReady ? 1 : 0;
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
        if (starting >= 0) { // never became ready: replaced at once
            return fleet.ending(starting, tick, tick + 15 - Math.floorMod(tick, 15));
        }
        if (updated < wanted && total < wanted + (old > 0 ? 1 : 0)) {
            int start = tick + startSeconds(seed, fleet.size());
            var revision = canary != null && canaries < canaryWanted ? canary : target;
            return fleet.with(birth(fleet, revision, seed, service, region, tick, start));
        }
        if (old > 0 && ready > wanted) {
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

    private static int startSeconds(long seed, int podId) {
        int spread = MAX_START_SECONDS - MIN_START_SECONDS + 1;
        return MIN_START_SECONDS + Rng.below(Rng.hash(seed, podId, 0x57a7), spread);
    }

    private static int endTick(int tick) {
        int earliest = tick + MIN_DRAIN_SECONDS;
        return earliest + Math.floorMod(-earliest, 15);
    }

    private Pod birth(
            Fleet fleet,
            Revision revision,
            long seed,
            int service,
            int region,
            int createdTick,
            int readyTick) {
        int workload = world.workload(service, region);
        int slot = 0;
        while (isTaken(fleet, workload, slot, createdTick)) {
            slot++;
        }
        int generation = 0;
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            generation += pod.workload == workload && pod.slot == slot ? 1 : 0;
        }
        long hash = Rng.hash(seed, workload, slot, generation);
        var nodes = world.estate.regions().get(region).nodes();
        return new Pod(
                fleet.size(),
                service,
                region,
                workload,
                slot,
                generation,
                revision,
                Names.pod(world.service(service).name(), revision, hash),
                nodes.get((slot + workload) % nodes.size()).name(),
                createdTick,
                readyTick);
    }

    private static boolean isTaken(Fleet fleet, int workload, int slot, int tick) {
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            if (pod.workload == workload && pod.slot == slot && fleet.isAlive(id, tick)) {
                return true;
            }
        }
        return false;
    }
}
