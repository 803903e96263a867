// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Waiting;
import java.util.Arrays;

/// Workloads as stations: CPU as processor sharing, workers as a queue; what exceeds both is a backlog,
/// then shed. Each pod has its own share of the work and its own speed. State by workload.
final class Stations {
    private static final double LONGEST_WAIT_SECONDS = 20;

    private final World world;

    /// Requests waiting for a worker.
    private final double[] backlog;

    /// How much more work everything is than usual, by service.
    private final double[] slow;

    // Of the last tick; by workload, and by pod.
    private final double[] utilisation;
    private final double[] requests;
    private final double[] busy;
    private final double[] waitSeconds;
    private final double[] shed;
    private double[] podUtilisation = new double[0];
    private double[] podStretch = new double[0];

    Stations(World world) {
        this.world = world;
        backlog = new double[world.workloads()];
        slow = new double[world.services];
        Arrays.fill(slow, 1);
        utilisation = new double[world.workloads()];
        requests = new double[world.workloads()];
        busy = new double[world.workloads()];
        waitSeconds = new double[world.workloads()];
        shed = new double[world.workloads()];
    }

    private Stations(Stations other) {
        world = other.world;
        backlog = other.backlog.clone();
        slow = other.slow.clone();
        utilisation = other.utilisation.clone();
        requests = other.requests.clone();
        busy = other.busy.clone();
        waitSeconds = other.waitSeconds.clone();
        shed = other.shed.clone();
        podUtilisation = other.podUtilisation.clone();
        podStretch = other.podStretch.clone();
    }

    Stations copy() {
        return new Stations(this);
    }

    void slow(int service, double factor) {
        slow[service] = factor;
    }

    /// CPU wanted over what the ready pods may use.
    double utilisation(int workload) {
        return utilisation[workload];
    }

    /// Requests a second to all pods of a workload.
    double requests(int workload) {
        return requests[workload];
    }

    /// Requests under way in a pod, mean.
    double busy(int workload) {
        return busy[workload];
    }

    /// How long a request of an operation holds a worker, mean: whoever waits for one holds none yet.
    double heldSeconds(Second s, int cell, int workload) {
        double fail = s.flow.failRatio[cell];
        double all = (1 - fail) * s.flow.okSeconds[cell] + fail * s.flow.failSeconds[cell];
        return Math.max(0, all - (1 - shed[workload]) * waitSeconds[workload]);
    }

    double podUtilisation(int pod) {
        return pod < podUtilisation.length ? podUtilisation[pod] : 0;
    }

    /// How long a pod takes to answer its own health check.
    double healthSeconds(Pod pod) {
        double stretch = pod.id < podStretch.length ? podStretch[pod.id] : 1;
        return waitSeconds[pod.workload] + 0.004 * stretch;
    }

    void step(Second s) {
        if (podUtilisation.length < s.fleet.size()) {
            podUtilisation = Arrays.copyOf(podUtilisation, s.fleet.size());
            podStretch = Arrays.copyOf(podStretch, s.fleet.size());
        }
        for (int id : s.frame.layout().podIds()) {
            podUtilisation[id] = 0;
            podStretch[id] = slow[s.fleet.pod(id).service];
            s.frame.set(Gauge.Pod.STRETCH, id, podStretch[id]);
        }
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < s.regions; region++) {
                step(s, service, region);
            }
        }
    }

    /// The share of its own work that an operation does in the mean: what a condition ends early does a
    /// part, as single requests do (see [Requests]).
    private static double workDone(Second s, World.Op op, int cell) {
        double early = 1 - (1 - s.averages.errorRatio[cell]) * (1 - s.averages.declinedRatio[cell]);
        return 1 - early * op.edges().length / (op.edges().length + 1.0);
    }

    private void step(Second s, int service, int region) {
        int w = world.workload(service, region);
        var spec = world.service(service);
        int pods = s.fleet.routedCount(w, s.tick);
        double load = 0; // cores wanted
        double occupied = 0; // workers wanted
        double rates = 0;
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            int cell = s.cell(o, region);
            double rate = s.arrivals[cell];
            double cpu = world.ops[o].spec().cpuMicros() * Second.MICROS * slow[service];
            rates += rate;
            load += rate * cpu * s.averages.cpuFactor[cell] * workDone(s, world.ops[o], cell);
            occupied += rate * heldSeconds(s, cell, w);
        }
        double used = pods(s, w, pods, load, rates == 0 ? 0 : load / rates);
        double workers = pods == 0 ? 0 : occupied / (pods * (double) spec.workers());
        double worst = Math.max(used, workers);
        double served = worst > 1 ? rates / worst : rates;
        double capacity = worst > 0 ? rates / worst : Double.MAX_VALUE;
        double room = (double) spec.queue() * pods;
        double queue = Math.max(0, Math.min(room, backlog[w] + rates - capacity));
        backlog[w] = pods == 0 ? 0 : queue;
        s.waitSeconds[w] =
                capacity > 0 && queue > 0 ? Math.min(LONGEST_WAIT_SECONDS, queue / capacity) : 0;
        s.shed[w] = pods == 0 ? 1 : queue >= room && rates > served ? 1 - served / rates : 0;
        utilisation[w] = used;
        requests[w] = rates;
        waitSeconds[w] = s.waitSeconds[w];
        shed[w] = s.shed[w];
        busy[w] = pods == 0 ? 0 : Math.min(spec.workers(), occupied / pods);
        s.frame.set(Gauge.Workload.STRETCH, w, s.stretch[w]);
        s.frame.set(Gauge.Workload.SHED, w, pods == 0 ? 0 : s.shed[w]);
        s.frame.set(Gauge.Workload.WAIT_MICROS, w, s.waitSeconds[w] / Second.MICROS);
        s.frame.set(Gauge.Workload.UTILISATION, w, used);
        s.frame.set(Gauge.Workload.BUSY, w, busy[w]);
        s.frame.set(Gauge.Workload.QUEUED, w, pods == 0 ? 0 : queue / pods);
    }

    /// Spreads `load`, of which a request is `workSeconds`, over the pods that requests find; how much of them all it uses.
    private double pods(Second s, int w, int pods, double load, double workSeconds) {
        s.stretch[w] = slow[w / world.regions];
        s.pauseSeconds[w] = 0;
        if (pods == 0) {
            return 0;
        }
        var runtimes = s.flow.pods;
        double wanted = 0;
        double there = 0;
        double stretch = 0;
        double pause = 0;
        for (var pod : s.fleet.readyPods(w, s.tick)) {
            double cores = s.flow.limits.cores(pod);
            double stolen = pod.machine < 0 ? 0 : s.flow.machines.steal[pod.machine];
            double left = s.coresLeft(pod);
            double burden = runtimes.burden(pod, s.tick);
            double own = load / pods * burden;
            podUtilisation[pod.id] = own / left;
            podStretch[pod.id] =
                    slow[w / world.regions]
                            * burden
                            * stretch(own / left, cores, waitSeconds[w], workSeconds)
                            / (1 - stolen);
            s.frame.set(Gauge.Pod.STRETCH, pod.id, podStretch[pod.id]);
            wanted += own;
            there += left;
            stretch += podStretch[pod.id] / pods;
            pause += runtimes.pauseSeconds(pod.id) / pods;
        }
        s.stretch[w] = stretch;
        s.pauseSeconds[w] = pause;
        return there > 0 ? wanted / there : 0;
    }

    /// By how much sharing the CPU stretches work. What waits in the backlog waits there and not once
    /// more for its share: a mean piece of work is `workSeconds`.
    private static double stretch(
            double utilisation, double cores, double waitSeconds, double workSeconds) {
        double shared = Waiting.stretch(utilisation, cores) - 1;
        return 1 + (waitSeconds > 0 ? Math.max(0, shared - waitSeconds / workSeconds) : shared);
    }
}
