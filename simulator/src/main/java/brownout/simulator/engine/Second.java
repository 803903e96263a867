// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// One tick in the making: what the parts of the model read from one another while it is computed.
/// Arrays are scratch that holds nothing of the tick before: a forked timeline has its own. Only [Flow]
/// is carried over. Indexes: an operation
/// in a region is `op * regions + region`, and likewise for calls, targets, databases and caches; a pool
/// is `workload * maxPools + pool`.
final class Second {
    static final double MICROS = 1e-6;

    final World world;
    final int regions;
    final int maxPools;

    // The tick at hand; set by Fluid.
    Flow flow;
    Fleet fleet;
    Holding holding;
    Frame frame;
    Totals totals;
    long seed;
    int tick;

    /// Requests a second by operation, and attempts a second by call.
    final double[] arrivals;

    final double[] edgeArrivals;

    /// What jobs ask of targets besides, calls a second, by target in a region; and from how many
    /// connections, by database in a region.
    final double[] jobCalls;

    final int[] jobConnections;

    /// What conditions amount to on the average.
    final Averages averages;

    /// How calls fare.
    final CallModel calls = new CallModel(this);

    // By workload.
    final double[] stretch;
    final double[] shed;
    final double[] waitSeconds;
    final double[] pauseSeconds; // that a request stands still, mean

    // By pool: mean over the pods of the share that gives up and of the wait; borrowings a second,
    // and
    // the seconds they hold, summed.
    final double[] poolTimeouts;
    final double[] poolWait;
    final double[] borrowings;
    final double[] holdings;

    Second(World world, Flow flow, Fleet fleet, Holding holding, Frame frame, Totals totals) {
        this.world = world;
        this.flow = flow;
        this.fleet = fleet;
        this.holding = holding;
        this.frame = frame;
        this.totals = totals;
        regions = world.regions;
        arrivals = new double[world.ops.length * regions];
        edgeArrivals = new double[world.edges * regions];
        jobCalls = new double[world.targets * regions];
        jobConnections = new int[world.databases * regions];
        averages = new Averages(world);
        stretch = new double[world.workloads()];
        shed = new double[world.workloads()];
        waitSeconds = new double[world.workloads()];
        pauseSeconds = new double[world.workloads()];
        maxPools = world.estate.services().stream().mapToInt(s -> s.pools().size()).max().orElse(0);
        int pools = world.workloads() * maxPools;
        poolTimeouts = new double[pools];
        poolWait = new double[pools];
        borrowings = new double[pools];
        holdings = new double[pools];
    }

    int cell(int op, int region) {
        return op * regions + region;
    }

    /// Mean seconds of an operation's own work.
    double ownSeconds(World.Op op, int region) {
        int cell = cell(op.index(), region);
        return op.spec().cpuMicros()
                        * MICROS
                        * stretch[world.workload(op.service(), region)]
                        * averages.cpuFactor[cell]
                + averages.addedSeconds[cell]
                + pauseSeconds[world.workload(op.service(), region)];
    }

    /// Cores that a pod has for requests: its limit without what a neighbour on its node takes and what
    /// its runtime spends on its garbage.
    double coresLeft(Pod pod) {
        double stolen = pod.machine < 0 ? 0 : flow.machines.steal[pod.machine];
        return flow.limits.cores(pod) * (1 - stolen) * (1 - flow.pods.collecting(pod, flow.limits));
    }

    /// Attempts a second to a target, from all calls and jobs in a region.
    double rate(int target, int region) {
        double rate = jobCalls[target * regions + region];
        for (int edge : world.edgesTo(target)) {
            rate += edgeArrivals[edge * regions + region];
        }
        return rate;
    }
}
