// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The nodes of the cluster, numbered over the regions in file order: which are there, which take new
/// pods, and what a neighbour takes from them.
final class Machines {
    /// Pods stay on a node that is gone for so long.
    private static final int TOLERATION_SECONDS = 300;

    private static final double MEBI = 0x1p20;

    /// What pods ask for, as a share of their limits.
    private static final double CORES_REQUESTED = 0.5;

    private static final double MEMORY_REQUESTED = 0.6;

    final List<Estate.Node> specs = new ArrayList<>();
    private final int[] firstOf; // by region; one more at the end
    private final boolean[] cordoned;
    private final boolean[] draining;
    private final int[] lostTick; // NEVER: it is there
    private final double[] stolenCores;
    private final long[] skewMicros;

    /// Cores and MiB that pods use, as of the last tick, and the share of time they wait for a core.
    final double[] usedCores;

    final double[] usedMebibytes;
    final double[] steal;

    Machines(World world) {
        firstOf = new int[world.regions + 1];
        for (int region = 0; region < world.regions; region++) {
            specs.addAll(world.estate.regions().get(region).nodes());
            firstOf[region + 1] = specs.size();
        }
        cordoned = new boolean[specs.size()];
        draining = new boolean[specs.size()];
        lostTick = new int[specs.size()];
        Arrays.fill(lostTick, Fleet.NEVER);
        stolenCores = new double[specs.size()];
        skewMicros = new long[specs.size()];
        usedCores = new double[specs.size()];
        usedMebibytes = new double[specs.size()];
        steal = new double[specs.size()];
    }

    private Machines(Machines other) {
        specs.addAll(other.specs);
        firstOf = other.firstOf;
        cordoned = other.cordoned.clone();
        draining = other.draining.clone();
        lostTick = other.lostTick.clone();
        stolenCores = other.stolenCores.clone();
        skewMicros = other.skewMicros.clone();
        usedCores = other.usedCores.clone();
        usedMebibytes = other.usedMebibytes.clone();
        steal = other.steal.clone();
    }

    Machines copy() {
        return new Machines(this);
    }

    int size() {
        return lostTick.length;
    }

    boolean isDraining(int machine) {
        return draining[machine];
    }

    boolean isLost(int machine) {
        return lostTick[machine] != Fleet.NEVER;
    }

    /// Whether the pods of a lost node are given up in `tick`.
    boolean givesUp(int machine, int tick) {
        return isLost(machine) && tick == lostTick[machine] + TOLERATION_SECONDS;
    }

    boolean isOpen(int machine) {
        return !cordoned[machine] && !isLost(machine);
    }

    void cordon(int machine, boolean value) {
        cordoned[machine] = value;
        draining[machine] &= value;
    }

    void drain(int machine) {
        cordoned[machine] = true;
        draining[machine] = true;
    }

    void lose(int machine, int tick) {
        lostTick[machine] = isLost(machine) ? lostTick[machine] : tick;
    }

    void restore(int machine) {
        lostTick[machine] = Fleet.NEVER;
    }

    void steal(int machine, double cores) {
        stolenCores[machine] = cores;
    }

    void skew(int machine, long micros) {
        skewMicros[machine] = micros;
    }

    /// The node for a pod of `workload`: the usual one of its slot or the next one that takes it, or -1.
    int place(World world, Fleet fleet, Limits limits, int workload, int slot) {
        int region = workload % world.regions;
        int count = firstOf[region + 1] - firstOf[region];
        var cores = new double[size()];
        var memory = new double[size()];
        for (int w = region; w < world.workloads(); w += world.regions) {
            for (int id : fleet.living(w)) {
                var pod = fleet.pod(id);
                if (pod.machine >= 0) {
                    cores[pod.machine] += limits.cores(pod) * CORES_REQUESTED;
                    memory[pod.machine] += limits.mebibytes(pod) * MEMORY_REQUESTED;
                }
            }
        }
        double wantedCores = limits.cores(workload) * CORES_REQUESTED;
        double wantedMemory = limits.mebibytes(workload) * MEMORY_REQUESTED;
        for (int i = 0; i < count; i++) {
            int machine = usual(world, workload, slot + i);
            var spec = specs.get(machine);
            if (isOpen(machine)
                    && cores[machine] + wantedCores <= spec.cores()
                    && memory[machine] + wantedMemory <= spec.memoryBytes() / MEBI) {
                return machine;
            }
        }
        return -1;
    }

    /// The node that a slot of a workload is on while nothing happens.
    int usual(World world, int workload, int slot) {
        int region = workload % world.regions;
        int count = firstOf[region + 1] - firstOf[region];
        return firstOf[region] + (slot + workload) % count;
    }

    /// The open node of a region with the most memory left, or the first one.
    int roomiest(int region) {
        int best = firstOf[region];
        for (int machine = best + 1; machine < firstOf[region + 1]; machine++) {
            boolean isBetter = isOpen(machine) && (!isOpen(best) || free(machine) > free(best));
            best = isBetter ? machine : best;
        }
        return best;
    }

    private double free(int machine) {
        return specs.get(machine).memoryBytes() / MEBI - usedMebibytes[machine];
    }

    /// Adds up what pods and jobs use and who has to wait for whom.
    void step(Second s) {
        Arrays.fill(usedCores, 0);
        Arrays.fill(usedMebibytes, 0);
        for (int id : s.frame.layout().podIds()) {
            int machine = s.fleet.pod(id).machine;
            if (machine >= 0) {
                usedCores[machine] += s.frame.at(Gauge.Pod.CORES, id);
                usedMebibytes[machine] += s.frame.at(Gauge.Pod.MEBIBYTES, id);
            }
        }
        for (int job = 0; job < s.world.jobs.all.size(); job++) {
            for (int region = 0; region < s.regions; region++) {
                if (s.flow.jobs.isWorking(s, job, region)) {
                    int machine = s.flow.jobs.machine(job * s.regions + region);
                    usedCores[machine] += s.world.jobs.all.get(job).cores();
                    usedMebibytes[machine] += s.world.jobs.all.get(job).memoryBytes() / MEBI;
                }
            }
        }
        for (int machine = 0; machine < size(); machine++) {
            double cores = specs.get(machine).cores();
            double left = Math.max(0.05 * cores, cores - stolenCores[machine]);
            double wanted = usedCores[machine] / Math.max(0.05, 1 - steal[machine]);
            steal[machine] = wanted > left ? Math.min(0.95, 1 - left / wanted) : 0;
            double busy = Math.min(cores, usedCores[machine] + stolenCores[machine]);
            boolean lost = isLost(machine) && s.tick >= lostTick[machine];
            s.frame.set(Gauge.Machine.CORES, machine, lost ? 0 : busy + 0.02 * cores);
            s.frame.set(Gauge.Machine.STOLEN, machine, lost ? 0 : stolenCores[machine]);
            s.frame.set(Gauge.Machine.MEBIBYTES, machine, lost ? 0 : usedMebibytes[machine] + 900);
            long total = (long) (cores * 1e6);
            long used = lost ? 0 : Math.min(total, (long) ((busy + 0.02 * cores) * 1e6));
            long stolen = lost ? 0 : Math.min(total - used, (long) (steal[machine] * used));
            s.totals.add(Total.Machine.BUSY_MICROS, machine, used);
            s.totals.add(Total.Machine.STEAL_MICROS, machine, stolen);
            s.totals.add(Total.Machine.IDLE_MICROS, machine, lost ? 0 : total - used - stolen);
            s.frame.set(Gauge.Machine.CORDONED, machine, cordoned[machine] ? 1 : 0);
            boolean noticed = lost && s.tick >= lostTick[machine] + Outage.NOTICE_SECONDS;
            s.frame.set(Gauge.Machine.GONE, machine, noticed ? 2 : lost ? 1 : 0);
            s.frame.set(
                    Gauge.Machine.AHEAD_MICROS, machine, Math.max(0, (double) skewMicros[machine]));
            s.frame.set(
                    Gauge.Machine.BEHIND_MICROS,
                    machine,
                    Math.max(0, (double) -skewMicros[machine]));
        }
    }

    /// Numbers of the nodes that a node's, zone's or region's name means.
    static int[] named(World world, String place) {
        var found = new int[0];
        int machine = 0;
        for (var region : world.estate.regions()) {
            for (var node : region.nodes()) {
                if (region.name().equals(place)
                        || node.zone().equals(place)
                        || node.name().equals(place)) {
                    found = Arrays.copyOf(found, found.length + 1);
                    found[found.length - 1] = machine;
                }
                machine++;
            }
        }
        return found;
    }
}
