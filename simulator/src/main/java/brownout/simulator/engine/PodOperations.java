// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.NodeEffect;
import brownout.simulator.fault.PodEffect;
import brownout.simulator.fault.Subjects;

/// What effects on pods and nodes do.
final class PodOperations {
    private static final double MEBI = 0x1p20;

    private final World world;
    private final Kubelet kubelet;

    PodOperations(World world) {
        this.world = world;
        this.kubelet = new Kubelet(world);
    }

    private interface Change {
        void on(int workload);
    }

    private void each(String service, String region, Change change) {
        for (int r = 0; r < world.regions; r++) {
            if (world.isRegion(region, r)) {
                change.on(world.workload(world.indexOf(service), r));
            }
        }
    }

    void apply(State state, PodEffect effect, long seed, int tick) {
        var flow = state.flow;
        flow.pods.admit(state.fleet);
        switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var cores) ->
                    each(service, region, w -> flow.limits.limitCores(w, cores));
            case PodEffect.SetLimits(var service, var region, var cores, var memory) ->
                    limits(state, service, region, cores, memory);
            case PodEffect.LimitFiles(var service, var region, var files) ->
                    each(service, region, w -> flow.limits.limitFiles(w, files));
            case PodEffect.SetHeap(var service, var region, var bytes) ->
                    each(service, region, w -> flow.pods.heap(w, bytes / MEBI));
            case PodEffect.LeakMemory(var scope, var perRequest, var perSecond) ->
                    flow.pods.leak(
                            flow.pods
                                    .leaks()
                                    .with(
                                            scope,
                                            Leaks.Resource.MEBIBYTES,
                                            perRequest / MEBI,
                                            perSecond / MEBI,
                                            tick));
            case PodEffect.GrowCache(var scope, var perSecond, var perMinute) ->
                    flow.pods.leak(
                            flow.pods
                                    .leaks()
                                    .growing(
                                            scope,
                                            Leaks.Resource.CACHE_MEBIBYTES,
                                            perSecond / MEBI,
                                            StrictMath.log(perMinute) / 60,
                                            tick));
            case PodEffect.LeakFiles(var scope, var perRequest, var perSecond) ->
                    flow.pods.leak(
                            flow.pods
                                    .leaks()
                                    .with(
                                            scope,
                                            Leaks.Resource.FILES,
                                            perRequest,
                                            perSecond,
                                            tick));
            case PodEffect.LeakThreads(var scope, var perRequest, var perSecond) ->
                    flow.pods.leak(
                            flow.pods
                                    .leaks()
                                    .with(
                                            scope,
                                            Leaks.Resource.THREADS,
                                            perRequest,
                                            perSecond,
                                            tick));
            case PodEffect.StartUp(var service, var region, var factor) ->
                    each(service, region, w -> flow.pods.startFactor(w, factor));
            case PodEffect.Readiness(var service, var region, var timeout) ->
                    each(
                            service,
                            region,
                            w -> flow.probes.readinessSeconds[w] = timeout * Second.MICROS);
            case PodEffect.Liveness(var service, var region, var timeout, var grace) ->
                    each(
                            service,
                            region,
                            w -> {
                                flow.probes.livenessSeconds[w] = timeout * Second.MICROS;
                                flow.probes.graceSeconds[w] = grace;
                            });
            case PodEffect.Selector(var service, var region, var matches) ->
                    each(service, region, w -> state.fleet = state.fleet.routed(w, matches, tick));
            case PodEffect.Autoscale(
                            var service,
                            var region,
                            var minimum,
                            var maximum,
                            var target) ->
                    flow.autoscalers.set(service, region, minimum, maximum, target);
            case PodEffect.BlindAutoscaler(var service, var region, var blind) ->
                    flow.autoscalers.blind(service, region, blind);
            case PodEffect.DeletePod(var name) -> {
                var pod = living(state, name, tick);
                if (pod != null && state.fleet.drainTick(pod.id) == Fleet.NEVER) {
                    state.fleet = state.fleet.ending(pod.id, tick, Rollouts.endTick(tick));
                }
            }
            case PodEffect.KillContainer(var name) -> {
                var pod = living(state, name, tick);
                if (pod != null && state.fleet.isUp(pod.id, tick)) {
                    kubelet.stop(state, pod, Outage.Cause.KILLED, seed, tick);
                }
            }
        }
    }

    private void limits(
            State state, String service, String region, double cores, long memoryBytes) {
        int s = world.indexOf(service);
        var before = state.desired.current(s);
        int number = state.desired.revisions(s).size();
        var revision = Names.revision(service, number, before.version(), before.config());
        for (int r = 0; r < world.regions; r++) {
            if (world.isRegion(region, r)) {
                int w = world.workload(s, r);
                var limits = state.flow.limits;
                limits.from(
                        number,
                        w,
                        cores > 0 ? cores : limits.cores(w),
                        memoryBytes > 0 ? memoryBytes / MEBI : limits.mebibytes(w));
            }
        }
        int first = world.workload(s, 0);
        int only = region.isEmpty() ? -1 : world.estate.regionNames().indexOf(region);
        state.desired =
                only < 0
                        ? state.desired.revise(s, revision, first, first + world.regions)
                        : state.desired.revise(s, revision, first + only, first + only + 1);
    }

    private static @org.jspecify.annotations.Nullable Pod living(
            State state, String name, int tick) {
        for (int id : state.layout.podIds()) {
            var pod = state.fleet.pod(id);
            if (pod.name.equals(name) && state.fleet.isAlive(id, tick)) {
                return pod;
            }
        }
        return null;
    }

    void apply(State state, NodeEffect effect, long seed, int tick) {
        var machines = state.flow.machines;
        state.flow.pods.admit(state.fleet);
        for (int machine : Machines.named(world, effect.place())) {
            switch (effect) {
                case NodeEffect.Lose _ -> {
                    machines.lose(machine, tick);
                    eachPod(state, machine, tick, pod -> kubelet.lose(state, pod, tick));
                }
                case NodeEffect.Preempt _ -> {
                    machines.lose(machine, tick);
                    eachPod(
                            state,
                            machine,
                            tick,
                            pod -> state.fleet = state.fleet.ending(pod.id, tick, tick));
                }
                case NodeEffect.Restore _ -> {
                    machines.restore(machine);
                    eachPod(state, machine, tick, pod -> kubelet.restore(state, pod, seed, tick));
                }
                case NodeEffect.Cordon(_, var cordoned) -> machines.cordon(machine, cordoned);
                case NodeEffect.Drain _ -> machines.drain(machine);
                case NodeEffect.Steal(_, var cores) -> machines.steal(machine, cores);
                case NodeEffect.Skew(_, var micros) -> {
                    machines.skew(machine, micros);
                    var node = Subjects.clock(machines.specs.get(machine).name());
                    state.holding = micros == 0 ? state.holding.without(node) : state.holding;
                }
            }
        }
    }

    private interface PodChange {
        void on(Pod pod);
    }

    private static void eachPod(State state, int machine, int tick, PodChange change) {
        for (int id : state.layout.podIds()) {
            var pod = state.fleet.pod(id);
            if (pod.machine == machine && state.fleet.isAlive(id, tick)) {
                change.on(pod);
            }
        }
    }
}
