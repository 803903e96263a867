// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.PodEffect;
import brownout.simulator.model.Waiting;
import java.util.Arrays;

/// Workloads as stations: CPU as processor sharing, workers as a queue; what exceeds both is a backlog,
/// then shed. State by workload.
final class Stations {
    private static final double LONGEST_WAIT_SECONDS = 20;

    private final World world;

    /// Requests waiting for a worker.
    private final double[] backlog;

    /// How much more work everything is than usual, by service.
    private final double[] slow;

    /// CPU limit of a pod, cores.
    private final double[] cores;

    Stations(World world) {
        this.world = world;
        backlog = new double[world.workloads()];
        slow = new double[world.services];
        Arrays.fill(slow, 1);
        cores = new double[world.workloads()];
        for (int workload = 0; workload < cores.length; workload++) {
            cores[workload] = world.service(workload / world.regions).cores();
        }
    }

    private Stations(Stations other) {
        world = other.world;
        backlog = other.backlog.clone();
        slow = other.slow.clone();
        cores = other.cores.clone();
    }

    Stations copy() {
        return new Stations(this);
    }

    void slow(int service, double factor) {
        slow[service] = factor;
    }

    /// The CPU limit of a workload's pods.
    double cores(int workload) {
        return cores[workload];
    }

    void apply(PodEffect effect) {
        switch (effect) {
            case PodEffect.LimitCpu(var service, var region, var limit) -> {
                for (int r = 0; r < world.regions; r++) {
                    if (world.isRegion(region, r)) {
                        cores[world.workload(world.indexOf(service), r)] = limit;
                    }
                }
            }
        }
    }

    void step(Second s) {
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < s.regions; region++) {
                step(s, service, region);
            }
        }
    }

    private void step(Second s, int service, int region) {
        int w = world.workload(service, region);
        var spec = world.service(service);
        int pods = s.fleet.readyCount(w, s.tick);
        double load = 0; // cores wanted
        double occupied = 0; // workers wanted
        double requests = 0;
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            int cell = s.cell(o, region);
            double rate = s.arrivals[cell];
            double fail = s.flow.failRatio[cell];
            double cpu = world.ops[o].spec().cpuMicros() * Second.MICROS * slow[service];
            requests += rate;
            load += rate * cpu * s.averages.cpuFactor[cell];
            occupied +=
                    rate * ((1 - fail) * s.flow.okSeconds[cell] + fail * s.flow.failSeconds[cell]);
        }
        double utilisation = pods == 0 ? 0 : load / (pods * cores[w]);
        double busy = pods == 0 ? 0 : occupied / (pods * (double) spec.workers());
        double worst = Math.max(utilisation, busy);
        double served = worst > 1 ? requests / worst : requests;
        double capacity = worst > 0 ? requests / worst : Double.MAX_VALUE;
        double room = (double) spec.queue() * pods;
        double queue = Math.max(0, Math.min(room, backlog[w] + requests - capacity));
        backlog[w] = pods == 0 ? 0 : queue;
        s.waitSeconds[w] =
                capacity > 0 && queue > 0 ? Math.min(LONGEST_WAIT_SECONDS, queue / capacity) : 0;
        s.stretch[w] =
                slow[service] * stretch(utilisation, cores[w], s.waitSeconds[w], load / requests);
        s.shed[w] = queue >= room && requests > served ? 1 - served / requests : 0;
        s.frame.set(Gauge.Workload.STRETCH, w, s.stretch[w]);
        s.frame.set(Gauge.Workload.SHED, w, s.shed[w]);
        s.frame.set(Gauge.Workload.WAIT_MICROS, w, s.waitSeconds[w] / Second.MICROS);
        s.frame.set(Gauge.Workload.UTILISATION, w, utilisation);
    }

    /// By how much sharing the CPU stretches work. What waits in the backlog waits there and not once
    /// more for its share: a mean piece of work is `workSeconds`.
    private static double stretch(
            double utilisation, double cores, double waitSeconds, double workSeconds) {
        double shared = Waiting.stretch(utilisation, cores) - 1;
        return 1 + (waitSeconds > 0 ? Math.max(0, shared - waitSeconds / workSeconds) : shared);
    }
}
