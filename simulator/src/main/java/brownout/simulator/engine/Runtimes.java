// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.Heap;
import brownout.simulator.model.Throttle;
import java.util.Arrays;

/// What goes on inside containers: CPU, memory and its garbage, open files, threads. State by pod id;
/// it begins anew with every container.
final class Runtimes {
    private static final double MEBI = 0x1p20;

    /// Share of the limit that a runtime takes for its heap unless told otherwise.
    private static final double HEAP_SHARE = 0.75;

    private static final double REFUSED_FULL = 0.9;

    private final World world;
    private final double[] heapMebibytes; // by workload; 0: the usual share
    private final double[] startFactor; // by workload
    private Leaks leaks = Leaks.NONE;

    // By pod.
    private double[] keptMebibytes = new double[0];
    private double[] cacheMebibytes = new double[0];
    private double[] keptFiles = new double[0];
    private double[] keptThreads = new double[0];
    private double[] garbage = new double[0]; // share of the heap's own room that was filled once
    private double[] pauses = new double[0]; // seconds a request stands still, mean
    private int[] startedTick = new int[0];
    private int[] crashes = new int[0]; // in a row
    private byte[] failed = new byte[0]; // probes in a row
    private Outage.Cause[] due =
            new Outage.Cause[0]; // why the container stops next tick, UNREADY: no

    Runtimes(World world) {
        this.world = world;
        heapMebibytes = new double[world.workloads()];
        startFactor = new double[world.workloads()];
        Arrays.fill(startFactor, 1);
    }

    private Runtimes(Runtimes other) {
        world = other.world;
        heapMebibytes = other.heapMebibytes.clone();
        startFactor = other.startFactor.clone();
        leaks = other.leaks;
        keptMebibytes = other.keptMebibytes.clone();
        cacheMebibytes = other.cacheMebibytes.clone();
        keptFiles = other.keptFiles.clone();
        keptThreads = other.keptThreads.clone();
        garbage = other.garbage.clone();
        pauses = other.pauses.clone();
        startedTick = other.startedTick.clone();
        crashes = other.crashes.clone();
        failed = other.failed.clone();
        due = other.due.clone();
    }

    Runtimes copy() {
        return new Runtimes(this);
    }

    double startFactor(int workload) {
        return startFactor[workload];
    }

    void startFactor(int workload, double factor) {
        startFactor[workload] = factor;
    }

    void heap(int workload, double mebibytes) {
        heapMebibytes[workload] = mebibytes;
    }

    void leak(Leaks newLeaks) {
        leaks = newLeaks;
    }

    Leaks leaks() {
        return leaks;
    }

    /// Room for pods born since.
    void admit(Fleet fleet) {
        int known = startedTick.length;
        int size = fleet.size();
        if (known < size) {
            keptMebibytes = Arrays.copyOf(keptMebibytes, size);
            cacheMebibytes = Arrays.copyOf(cacheMebibytes, size);
            keptFiles = Arrays.copyOf(keptFiles, size);
            keptThreads = Arrays.copyOf(keptThreads, size);
            garbage = Arrays.copyOf(garbage, size);
            pauses = Arrays.copyOf(pauses, size);
            startedTick = Arrays.copyOf(startedTick, size);
            crashes = Arrays.copyOf(crashes, size);
            failed = Arrays.copyOf(failed, size);
            due = Arrays.copyOf(due, size);
            for (int id = known; id < size; id++) {
                // Pods that the world begins with have been running for a day.
                startedTick[id] = fleet.pod(id).createdTick - (known == 0 ? 86_400 : 0);
                due[id] = Outage.Cause.UNREADY;
            }
        }
    }

    /// A new container of the pod starts at `tick`.
    void restart(int id, int tick) {
        keptMebibytes[id] = 0;
        cacheMebibytes[id] = 0;
        keptFiles[id] = 0;
        keptThreads[id] = 0;
        garbage[id] = 0;
        startedTick[id] = tick;
        failed[id] = 0;
        due[id] = Outage.Cause.UNREADY;
    }

    int startedTick(int id) {
        return startedTick[id];
    }

    int crashes(int id) {
        return crashes[id];
    }

    void crashes(int id, int count) {
        crashes[id] = count;
    }

    /// Counts a probe; how many have failed in a row.
    int probed(int id, boolean worked) {
        failed[id] = (byte) (worked ? 0 : Math.min(100, failed[id] + 1));
        return failed[id];
    }

    /// Why the container cannot go on, UNREADY where it can.
    Outage.Cause due(int id) {
        return due[id];
    }

    private static double cold(Estate.Language language) {
        return switch (language) {
            case JAVA -> 0.8;
            case NODE -> 0.3;
            case GO -> 0.05;
            case PYTHON -> 0.1;
        };
    }

    /// By how much more CPU a pod needs than a warm and tidy one.
    double burden(Pod pod, int tick) {
        if (pod.id >= startedTick.length) {
            return 1;
        }
        var language = world.service(pod.service).language();
        boolean first = startedTick[pod.id] == pod.createdTick;
        double age = tick - (first ? pod.readyTick : startedTick[pod.id] + 20.0);
        double warming = 1 + cold(language) * StrictMath.exp(-Math.max(0, age) / 25);
        double threads = language == Estate.Language.GO ? 20_000 : 1500;
        return warming * (1 + keptThreads[pod.id] / threads);
    }

    /// Share of its cores that goes into collecting garbage.
    double collecting(Pod pod, Limits limits) {
        return pod.id < startedTick.length ? Heap.overhead(liveShare(pod, limits)) - 0.02 : 0;
    }

    private double heapLimit(Pod pod, Limits limits) {
        double set = heapMebibytes[pod.workload];
        return set > 0 ? set : HEAP_SHARE * limits.mebibytes(pod);
    }

    private double resident(Pod pod) {
        return world.service(pod.service).residentBytes() / MEBI;
    }

    private double live(Pod pod) {
        return 0.5 * resident(pod) + keptMebibytes[pod.id] + cacheMebibytes[pod.id];
    }

    private double liveShare(Pod pod, Limits limits) {
        return live(pod) / heapLimit(pod, limits);
    }

    /// Mean time that a request stands still because the runtime or the quota does.
    double pauseSeconds(int id) {
        return id < pauses.length ? pauses[id] : 0;
    }

    void step(Second s) {
        for (int id : s.frame.layout().podIds()) {
            step(s, s.fleet.pod(id), s.fleet.isUp(id, s.tick));
        }
    }

    private void step(Second s, Pod pod, boolean isUp) {
        int id = pod.id;
        var limits = s.flow.limits;
        double cores = limits.cores(pod);
        int ready = s.fleet.routedCount(pod.workload, s.tick);
        boolean takes = isUp && ready > 0 && s.fleet.isReady(id, s.tick);
        double requests = takes ? s.flow.stations.requests(pod.workload) / ready : 0;
        if (isUp && !leaks.isEmpty()) {
            keep(s, pod, requests);
        }
        boolean starts = !isUp && pod.machine >= 0 && startedTick[id] <= s.tick;
        double utilisation = takes ? s.flow.stations.podUtilisation(id) : 0;
        double used = starts ? 0.3 * cores : 0;
        if (isUp) {
            double stolen = pod.machine < 0 ? 0 : s.flow.machines.steal[pod.machine];
            double most = cores * (1 - stolen);
            used = Math.min(most, 0.01 * cores + 0.99 * Math.min(1, utilisation) * most);
        }
        memory(s, pod, isUp, starts, requests);
        files(s, pod, isUp);
        double share = isUp ? liveShare(pod, limits) : 0;
        double collecting = isUp ? Heap.overhead(share) : 0;
        double throttled = isUp ? Throttle.share(used / cores) : 0;
        double collects = collecting > 0.03 ? Math.min(0.6, collecting) : 0;
        double paused = 1 - (1 - collects) * (1 - throttled);
        double pause =
                paused <= 0
                        ? 0
                        : (collects * Heap.pauseSeconds(share) + throttled * Throttle.GAP_SECONDS)
                                / (collects + throttled);
        pauses[id] = paused * pause;
        s.frame.set(Gauge.Pod.CORES, id, used);
        s.frame.set(Gauge.Pod.CORES_LIMIT, id, cores);
        s.frame.set(Gauge.Pod.LIMIT_MEBIBYTES, id, limits.mebibytes(pod));
        s.frame.set(Gauge.Pod.MAX_FILES, id, limits.files(pod.workload));
        s.frame.set(Gauge.Pod.COLLECTING, id, collecting);
        s.frame.set(Gauge.Pod.THROTTLED, id, throttled);
        s.frame.set(Gauge.Pod.PAUSED, id, paused);
        s.frame.set(Gauge.Pod.PAUSE_MICROS, id, pause / Second.MICROS);
        if (collects > 0) {
            s.frame.strained(id);
        }
    }

    private void keep(Second s, Pod pod, double requests) {
        keep(Leaks.Resource.MEBIBYTES, keptMebibytes, s, pod, requests);
        keep(Leaks.Resource.CACHE_MEBIBYTES, cacheMebibytes, s, pod, requests);
        keep(Leaks.Resource.FILES, keptFiles, s, pod, requests);
        keep(Leaks.Resource.THREADS, keptThreads, s, pod, requests);
    }

    private void keep(Leaks.Resource resource, double[] kept, Second s, Pod pod, double requests) {
        kept[pod.id] += leaks.kept(resource, s.holding, pod, requests, kept[pod.id]);
    }

    private void memory(Second s, Pod pod, boolean isUp, boolean starts, double requests) {
        int id = pod.id;
        double heap = heapLimit(pod, s.flow.limits);
        double limit = s.flow.limits.mebibytes(pod);
        double usual = HEAP_SHARE * limit;
        double age = Math.max(0, s.tick - startedTick[id]);
        double warm = 1 - 0.45 * StrictMath.exp(-age / 90);
        double noise = Rng.noise(Rng.hash(s.seed, id, 0x3e3), s.tick, 60);
        // A heap that may grow beyond the usual is filled with garbage before it is collected.
        garbage[id] = Math.min(1, garbage[id] + (isUp ? 0.002 + 0.00002 * requests : 0));
        double filled = Math.max(0, heap - usual) * 0.95 * garbage[id];
        double threads = keptThreads[id] * perThread(world.service(pod.service).language());
        double own = resident(pod) * warm * (1 + 0.015 * noise);
        double kept = keptMebibytes[id] + cacheMebibytes[id];
        double resident = isUp || starts ? own + kept + filled + threads : 0;
        s.frame.set(Gauge.Pod.CACHE_MEBIBYTES, id, isUp ? cacheMebibytes[id] : 0);
        s.frame.set(Gauge.Pod.MEBIBYTES, id, Math.min(limit, resident));
        s.frame.set(Gauge.Pod.LIVE_MEBIBYTES, id, isUp ? Math.min(heap, live(pod) * warm) : 0);
        s.frame.set(Gauge.Pod.HEAP_MEBIBYTES, id, heap);
        var language = world.service(pod.service).language();
        boolean full = language == Estate.Language.JAVA || language == Estate.Language.NODE;
        if (isUp && full && live(pod) >= 0.985 * heap) {
            due[id] = Outage.Cause.HEAP_EXHAUSTED;
        } else if (isUp && resident >= limit) {
            due[id] = Outage.Cause.OUT_OF_MEMORY;
        }
    }

    private static double perThread(Estate.Language language) {
        return language == Estate.Language.GO ? 0.01 : 0.12;
    }

    private void files(Second s, Pod pod, boolean isUp) {
        int id = pod.id;
        double concurrent = s.flow.stations.busy(pod.workload);
        int limit = s.flow.limits.files(pod.workload);
        double wanted = 38 + 2 * concurrent + keptFiles[id];
        double refused = wanted < limit ? 0 : REFUSED_FULL;
        double threads = threads(pod, concurrent) + keptThreads[id];
        s.frame.set(Gauge.Pod.FILES, id, isUp ? Math.min(limit, wanted) : 0);
        s.frame.set(Gauge.Pod.THREADS, id, isUp ? threads : 0);
        s.frame.set(Gauge.Pod.REFUSES, id, isUp ? refused : 0);
    }

    private double threads(Pod pod, double concurrent) {
        var spec = world.service(pod.service);
        return switch (spec.language()) {
            case JAVA -> 34 + Math.min(spec.workers(), 200);
            case GO -> 22 + 3 * concurrent;
            case NODE -> 11;
            case PYTHON -> 6 + Math.min(spec.workers(), 64);
        };
    }
}
