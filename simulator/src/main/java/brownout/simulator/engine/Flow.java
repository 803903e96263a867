// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// The fluid model's own state: what it carries from tick to tick. Copied when a timeline forks.
final class Flow {
    /// Per (operation, region), `op * regions + region`, of the tick before: share that fails, mean
    /// seconds of those that succeed and of those that fail, variance of the former.
    final double[] failRatio;

    final double[] okSeconds;
    final double[] okVariance;
    final double[] failSeconds;

    /// Requests waiting for a worker, by workload.
    final double[] backlog;

    /// How much slower statements are than usual, by database and region.
    final double[] databaseFactor;

    /// Borrowers waiting and sizes, by pod id and pool.
    double[][] poolBacklog;

    int[][] poolSize;

    /// What effects set: slowness by [World#slowIndex], and the factor on all traffic.
    final double[] slow;

    double traffic = 1;

    Flow(World world) {
        int cells = world.ops.length * world.regions;
        failRatio = new double[cells];
        okSeconds = new double[cells];
        okVariance = new double[cells];
        failSeconds = new double[cells];
        backlog = new double[world.workloads()];
        databaseFactor = new double[world.databases * world.regions];
        Arrays.fill(databaseFactor, 1);
        poolBacklog = new double[0][];
        poolSize = new int[0][];
        slow = new double[world.slowIndexes()];
        Arrays.fill(slow, 1);
    }

    private Flow(Flow other) {
        failRatio = other.failRatio.clone();
        okSeconds = other.okSeconds.clone();
        okVariance = other.okVariance.clone();
        failSeconds = other.failSeconds.clone();
        backlog = other.backlog.clone();
        databaseFactor = other.databaseFactor.clone();
        poolBacklog = new double[other.poolBacklog.length][];
        poolSize = new int[other.poolSize.length][];
        for (int id = 0; id < poolBacklog.length; id++) {
            poolBacklog[id] = other.poolBacklog[id].clone();
            poolSize[id] = other.poolSize[id].clone();
        }
        slow = other.slow.clone();
        traffic = other.traffic;
    }

    Flow copy() {
        return new Flow(this);
    }

    /// Makes room for pods born since.
    void admit(World world, Fleet fleet) {
        int known = poolSize.length;
        poolBacklog = Arrays.copyOf(poolBacklog, fleet.size());
        poolSize = Arrays.copyOf(poolSize, fleet.size());
        for (int id = known; id < fleet.size(); id++) {
            poolSize[id] = fleet.pod(id).poolSizes(world);
            poolBacklog[id] = new double[poolSize[id].length];
        }
    }
}
