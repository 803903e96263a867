// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// Keeps containers running as Kubernetes does: starts those that stopped anew, each time after a
/// longer pause (1 s, then 10 s doubled up to 5 min, from the start again after 10 min without a stop);
/// probes them; moves pods off nodes that are drained or gone; and finds nodes for those without.
/// Sources: kubernetes.io, "Pod lifecycle", "Node-pressure eviction", KEP-5593.
final class Kubelet {
    private static final int LONGEST_BACK_OFF_SECONDS = 300;
    private static final int STABLE_SECONDS = 600;

    private final World world;

    Kubelet(World world) {
        this.world = world;
    }

    /// Brings `state.fleet` to the start of `tick`.
    void step(State state, long seed, int tick) {
        var runtimes = state.flow.pods;
        runtimes.admit(state.fleet);
        for (int id : state.layout.podIds()) {
            if (!state.fleet.isAlive(id, tick)) {
                continue;
            }
            var pod = state.fleet.pod(id);
            if (pod.machine < 0) {
                schedule(state, pod, seed, tick);
                continue;
            }
            move(state, pod, tick);
            if (runtimes.due(id) != Outage.Cause.UNREADY && state.fleet.isUp(id, tick)) {
                stop(state, pod, runtimes.due(id), seed, tick);
            } else if (isProbed(state, pod.workload)) {
                probe(state, pod, seed, tick);
            }
        }
    }

    private void schedule(State state, Pod pod, long seed, int tick) {
        if (tick % 5 != 0 || state.fleet.drainTick(pod.id) != Fleet.NEVER) {
            return;
        }
        var machines = state.flow.machines;
        int machine = machines.place(world, state.fleet, state.flow.limits, pod.workload, pod.slot);
        if (machine >= 0) {
            int ready = tick + startSeconds(state, pod, seed);
            var name = machines.specs.get(machine).name();
            state.fleet = state.fleet.scheduled(pod.on(name, machine, tick, ready));
            state.flow.pods.restart(pod.id, tick);
        }
    }

    private static int startSeconds(State state, Pod pod, long seed) {
        double factor = state.flow.pods.startFactor(pod.workload);
        return (int) (factor * Rollouts.startSeconds(seed, pod.id));
    }

    /// The container of a pod stops at `tick`, and starts again after a while.
    void stop(State state, Pod pod, Outage.Cause cause, long seed, int tick) {
        var runtimes = state.flow.pods;
        boolean stable = tick - runtimes.startedTick(pod.id) > STABLE_SECONDS;
        int crashes = stable ? 0 : runtimes.crashes(pod.id);
        int pause =
                crashes == 0
                        ? 1
                        : Math.min(LONGEST_BACK_OFF_SECONDS, 10 << Math.min(10, crashes - 1));
        int started = tick + pause;
        runtimes.crashes(pod.id, crashes + 1);
        fail(
                state,
                pod,
                new Outage(tick, started, started + startSeconds(state, pod, seed), cause));
        runtimes.restart(pod.id, started);
    }

    private static void fail(State state, Pod pod, Outage outage) {
        state.fleet = state.fleet.failing(pod.id, outage);
        if (outage.cause().stops()) {
            state.forget(pod.id);
        }
    }

    /// The node of a pod is gone: nobody knows until when.
    void lose(State state, Pod pod, int tick) {
        fail(state, pod, new Outage(tick, Fleet.NEVER, Fleet.NEVER, Outage.Cause.NODE_LOST));
    }

    /// It is back: the pods that still belong to it start again.
    void restore(State state, Pod pod, long seed, int tick) {
        var outage = state.fleet.outageAt(pod.id, tick);
        if (outage != null && outage.cause() == Outage.Cause.NODE_LOST) {
            int started = tick + 5;
            state.fleet =
                    state.fleet.recovering(
                            pod.id, started, started + startSeconds(state, pod, seed));
            state.flow.pods.restart(pod.id, started);
        }
    }

    private void move(State state, Pod pod, int tick) {
        var machines = state.flow.machines;
        if (state.fleet.drainTick(pod.id) != Fleet.NEVER) {
            return;
        }
        if (machines.givesUp(pod.machine, tick)) {
            state.fleet = state.fleet.ending(pod.id, tick, tick);
        } else if (machines.isDraining(pod.machine)
                && state.fleet.readyCount(pod.workload, tick - 1)
                        >= state.desired.replicas(pod.workload)
                && !isLeaving(state.fleet, pod.workload)) {
            state.fleet = state.fleet.ending(pod.id, tick, Rollouts.endTick(tick));
        }
    }

    /// A disruption budget of one: no pod is evicted while another one goes.
    private static boolean isLeaving(Fleet fleet, int workload) {
        for (int id : fleet.living(workload)) {
            if (fleet.drainTick(id) != Fleet.NEVER) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProbed(State state, int workload) {
        var probes = state.flow.probes;
        return probes.readinessSeconds[workload] > 0
                || probes.livenessSeconds[workload] > 0
                || probes.graceSeconds[workload] > 0;
    }

    private void probe(State state, Pod pod, long seed, int tick) {
        if (Math.floorMod(tick + 3 * pod.id, Probes.PERIOD_SECONDS) != 0) {
            return;
        }
        var probes = state.flow.probes;
        var runtimes = state.flow.pods;
        int grace = probes.graceSeconds[pod.workload];
        boolean isUp = state.fleet.isUp(pod.id, tick);
        if (!isUp) {
            int age = tick - runtimes.startedTick(pod.id);
            if (grace > 0 && age >= grace && state.fleet.drainTick(pod.id) == Fleet.NEVER) {
                stop(state, pod, Outage.Cause.LIVENESS, seed, tick);
            }
            return;
        }
        double seconds = state.flow.stations.healthSeconds(pod);
        double liveness = probes.livenessSeconds[pod.workload];
        double readiness = probes.readinessSeconds[pod.workload];
        var outage = state.fleet.outageAt(pod.id, tick);
        if (outage != null) {
            if (readiness == 0 || seconds <= readiness) {
                state.fleet = state.fleet.recovering(pod.id, outage.started(), tick);
                runtimes.probed(pod.id, true);
            }
            return;
        }
        double patience =
                liveness == 0
                        ? readiness
                        : readiness == 0 ? liveness : Math.min(liveness, readiness);
        if (patience == 0) {
            return;
        }
        int failures = runtimes.probed(pod.id, seconds <= patience);
        if (failures < Probes.FAILURES) {
            return;
        }
        if (liveness > 0 && seconds > liveness) {
            stop(state, pod, Outage.Cause.LIVENESS, seed, tick);
        } else if (readiness > 0) {
            fail(state, pod, new Outage(tick, tick, Fleet.NEVER, Outage.Cause.UNREADY));
        }
    }
}
