// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What pods themselves use: CPU and memory.
final class PodGauges {
    PodGauges copy() {
        return this; // nothing is carried over yet: all of it follows from age and load
    }

    void step(Second s) {
        for (int id : s.frame.layout().podIds()) {
            var pod = s.fleet.pod(id);
            double cores = s.flow.stations.cores(pod.workload);
            double idle = 0.01 * cores;
            double used = 0.3 * cores; // while it starts
            if (pod.readyTick <= s.tick) {
                double utilisation = s.frame.at(Gauge.Workload.UTILISATION, pod.workload);
                double share = s.fleet.isReady(id, s.tick) ? Math.min(1, utilisation) : 0;
                used = idle + share * (cores - idle);
            }
            double age = Math.max(0, s.tick - pod.createdTick);
            double warm = 1 - 0.45 * StrictMath.exp(-age / 90);
            double noise = Rng.noise(Rng.hash(s.seed, id, 0x3e3), s.tick, 60);
            double resident = s.world.service(pod.service).residentBytes() / 0x1p20;
            s.frame.set(Gauge.Pod.CORES, id, used);
            s.frame.set(Gauge.Pod.MEBIBYTES, id, resident * warm * (1 + 0.015 * noise));
        }
    }
}
