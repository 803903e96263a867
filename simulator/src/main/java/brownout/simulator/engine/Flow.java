// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// The fluid model's own state: what it carries from tick to tick. Every kind of component keeps its
/// part. Copied when a timeline forks.
final class Flow {
    /// Per (operation, region), `op * regions + region`, of the tick before: share that fails, mean
    /// seconds of those that succeed and of those that fail, variance of the former.
    final double[] failRatio;

    final double[] okSeconds;
    final double[] okVariance;
    final double[] failSeconds;

    final Demands traffic;
    final Breakers breakers;
    final Targets targets;
    final Stations stations;
    final Pools pools;
    final Databases databases;
    final Caches caches;
    final Backends backends;
    final Queues queues;
    final Network network;
    final Limits limits;
    final Probes probes;
    final Machines machines;
    final Autoscalers autoscalers;
    final Runtimes pods;
    final Customers customers;
    final JobRuns jobs;

    Flow(World world) {
        int cells = world.ops.length * world.regions;
        failRatio = new double[cells];
        okSeconds = new double[cells];
        okVariance = new double[cells];
        failSeconds = new double[cells];
        traffic = new Demands(world);
        breakers = new Breakers(world);
        targets = new Targets(world);
        stations = new Stations(world);
        pools = new Pools();
        databases = new Databases(world);
        caches = new Caches(world);
        backends = new Backends(world);
        queues = new Queues(world);
        network = new Network(world);
        limits = new Limits(world);
        probes = new Probes(world.workloads());
        machines = new Machines(world);
        autoscalers = new Autoscalers(world);
        pods = new Runtimes(world);
        customers = new Customers();
        jobs = new JobRuns(world);
    }

    private Flow(Flow other) {
        failRatio = other.failRatio.clone();
        okSeconds = other.okSeconds.clone();
        okVariance = other.okVariance.clone();
        failSeconds = other.failSeconds.clone();
        traffic = other.traffic.copy();
        breakers = other.breakers.copy();
        targets = other.targets.copy();
        stations = other.stations.copy();
        pools = other.pools.copy();
        databases = other.databases.copy();
        caches = other.caches.copy();
        backends = other.backends.copy();
        queues = other.queues.copy();
        limits = other.limits.copy();
        probes = other.probes.copy();
        machines = other.machines.copy();
        autoscalers = other.autoscalers.copy();
        pods = other.pods.copy();
        customers = other.customers.copy();
        jobs = other.jobs.copy();
        network = other.network.copy();
    }

    Flow copy() {
        return new Flow(this);
    }
}
