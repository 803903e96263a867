// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.Demand;
import brownout.simulator.model.Normal;
import brownout.simulator.model.PoolQueue;
import brownout.simulator.model.Retries;
import brownout.simulator.model.Waiting;
import java.util.Arrays;

/// One second of the fluid model: arrivals down the call graph, stations, then response times and
/// failures up. What comes up is used by the next tick's arrivals, so there is nothing to iterate and
/// the order is fixed.
final class Fluid {
    private static final double MICROS = 1e-6;
    private static final double QUEUE_PER_POD = 100;
    private static final double NETWORK_SECONDS = 0.0005;

    private final World world;
    private final int regions;

    // Scratch of one step, by (operation, region), workload, (database, region), pod and pool.
    private final double[] arrivals;
    private final double[] edgeArrivals;
    private final double[] stretch;
    private final double[] shed;
    private final double[] waitSeconds;
    private final double[] databaseLoad;
    private final double[] poolTimeouts; // by workload and pool, mean over pods
    private final double[] poolWait;
    private final double[] borrowings; // by workload and pool
    private final double[] holding; // seconds held, summed over borrowings
    private final int maxPools;

    Fluid(World world) {
        this.world = world;
        regions = world.regions;
        arrivals = new double[world.ops.length * regions];
        edgeArrivals = new double[world.edges * regions];
        stretch = new double[world.workloads()];
        shed = new double[world.workloads()];
        waitSeconds = new double[world.workloads()];
        databaseLoad = new double[world.databases * regions];
        maxPools = world.estate.services().stream().mapToInt(s -> s.pools().size()).max().orElse(0);
        int pools = world.workloads() * maxPools;
        poolTimeouts = new double[pools];
        poolWait = new double[pools];
        borrowings = new double[pools];
        holding = new double[pools];
    }

    /// Moves `flow` on by `tick` and describes it in `out`.
    void step(Flow flow, Fleet fleet, long demandSeed, int tick, Frame out) {
        flow.admit(world, fleet);
        arrive(flow, demandSeed, tick, out);
        databases(flow, fleet, tick, out);
        cachesAndThirdParties(flow, tick, demandSeed, out);
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < regions; region++) {
                station(flow, fleet, tick, service, region, out);
                pools(flow, fleet, tick, service, region, out);
            }
        }
        for (int i = world.callersFirst.length - 1; i >= 0; i--) {
            for (int region = 0; region < regions; region++) {
                respond(flow, world.ops[world.callersFirst[i]], region);
            }
        }
        pods(fleet, demandSeed, tick, out);
    }

    // ---- (a) arrivals, callers first

    private void arrive(Flow flow, long seed, int tick, Frame out) {
        Arrays.fill(arrivals, 0);
        Arrays.fill(edgeArrivals, 0);
        var routes = world.estate.routes();
        for (int region = 0; region < regions; region++) {
            double demand = demand(region, seed, tick) * flow.traffic;
            for (int route = 0; route < routes.size(); route++) {
                double noise =
                        1
                                + 0.5
                                        * world.estate.traffic().noise()
                                        * Rng.noise(Rng.hash(seed, region, route), tick, 40);
                double mean =
                        routes.get(route).ratePerSecond()
                                * world.estate.regions().get(region).share()
                                * demand
                                * noise;
                out.arrivals(region, route, mean);
                arrivals[cell(world.trees[route].op(), region)] += out.arrivals(region, route);
            }
        }
        for (int index : world.callersFirst) {
            for (int region = 0; region < regions; region++) {
                call(flow, world.ops[index], region);
            }
        }
    }

    private double demand(int region, long seed, int tick) {
        var traffic = world.estate.traffic();
        double local = world.estate.regions().get(region).localTimeSeconds();
        double now = Demand.curve(traffic.daily(), traffic.halfDaily(), local + tick);
        double start = Demand.curve(traffic.daily(), traffic.halfDaily(), local);
        long regionSeed = Rng.hash(seed, region);
        double noise =
                0.6 * Rng.noise(regionSeed, tick, 900)
                        + 0.4 * Rng.noise(regionSeed, tick, 120)
                        + 0.3 * Rng.noise(regionSeed, tick, 20);
        return now / start * (1 + traffic.noise() * noise);
    }

    private void call(Flow flow, World.Op op, int region) {
        double reach = arrivals[cell(op.index(), region)];
        double missed = 1;
        for (var edge : op.edges()) {
            double rate = reach * edge.spec().probability() * (edge.spec().onMiss() ? missed : 1);
            double fail = attemptFails(flow, edge, region);
            int retries = edge.spec().policy().retries();
            double attempts = rate * Retries.attempts(fail, retries);
            edgeArrivals[edge.index() * regions + region] = attempts;
            if (edge.kind() == World.Kind.SERVICE) {
                arrivals[cell(edge.operation(), region)] += attempts;
            }
            if (edge.read()) {
                missed = 1 - world.estate.caches().get(edge.component()).hitRatio();
            }
            if (edge.spec().critical() && reach > 0) {
                reach -= rate * Retries.exhausted(fail, retries);
            }
        }
    }

    // ---- (b) stations

    private void databases(Flow flow, Fleet fleet, int tick, Frame out) {
        Arrays.fill(databaseLoad, 0);
        for (var op : world.ops) {
            for (var edge : op.edges()) {
                for (int region = 0; region < regions; region++) {
                    if (edge.kind() == World.Kind.DATABASE) {
                        databaseLoad[edge.component() * regions + region] +=
                                edgeArrivals[edge.index() * regions + region]
                                        * edge.meanMicros()
                                        * MICROS;
                    }
                }
            }
        }
        for (int database = 0; database < world.databases; database++) {
            double slow = flow.slow[world.slowIndex(World.Kind.DATABASE, database)];
            for (int region = 0; region < regions; region++) {
                double cores = world.estate.databases().get(database).cores(region);
                int i = database * regions + region;
                double load = databaseLoad[i] * slow;
                double wanted = slow * Waiting.stretch(load / cores, cores);
                flow.databaseFactor[i] += (wanted - flow.databaseFactor[i]) * 0.5;
                double active = databaseLoad[i] * flow.databaseFactor[i];
                out.database(i, flow.databaseFactor[i], active, connections(flow, fleet, tick, i));
            }
        }
    }

    private double connections(Flow flow, Fleet fleet, int tick, int database) {
        var name = world.estate.databases().get(database / regions).name();
        double sum = 0;
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            if (pod.region != database % regions
                    || !fleet.isAlive(id, tick)
                    || pod.readyTick > tick) {
                continue;
            }
            var pools = world.service(pod.service).pools();
            for (int p = 0; p < pools.size(); p++) {
                sum += pools.get(p).database().equals(name) ? flow.poolSize[id][p] : 0;
            }
        }
        return sum;
    }

    private void cachesAndThirdParties(Flow flow, int tick, long seed, Frame out) {
        for (int cache = 0; cache < world.caches; cache++) {
            var spec = world.estate.caches().get(cache);
            double slow = flow.slow[world.slowIndex(World.Kind.CACHE, cache)];
            for (int region = 0; region < regions; region++) {
                int i = cache * regions + region;
                double noise = Rng.noise(Rng.hash(seed, 0xcac4e, i), tick, 300);
                out.cache(i, slow, spec.hitRatio(), spec.usedBytes() / 0x1p20 * (1 + 0.01 * noise));
            }
        }
        for (int party = 0; party < world.thirdParties; party++) {
            out.thirdPartyFactor(party, flow.slow[world.slowIndex(World.Kind.THIRD_PARTY, party)]);
        }
    }

    /// CPU as processor sharing, workers as a queue; what exceeds both is a backlog, then shed.
    private void station(Flow flow, Fleet fleet, int tick, int service, int region, Frame out) {
        int w = world.workload(service, region);
        var spec = world.service(service);
        int pods = fleet.readyCount(w, tick);
        double slow = flow.slow[service];
        double load = 0; // cores wanted
        double occupied = 0; // workers wanted
        double requests = 0;
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            double rate = arrivals[cell(o, region)];
            double fail = flow.failRatio[cell(o, region)];
            requests += rate;
            load += rate * world.ops[o].spec().cpuMicros() * MICROS * slow;
            occupied +=
                    rate
                            * ((1 - fail) * flow.okSeconds[cell(o, region)]
                                    + fail * flow.failSeconds[cell(o, region)]);
        }
        double cores = pods * spec.cores();
        double utilisation = pods == 0 ? 0 : load / cores;
        stretch[w] = slow * Waiting.stretch(utilisation, spec.cores());
        double busy = pods == 0 ? 0 : occupied / (pods * (double) spec.workers());
        double worst = Math.max(utilisation, busy);
        double served = worst > 1 ? requests / worst : requests;
        double capacity = worst > 0 ? requests / worst : Double.MAX_VALUE;
        double room = QUEUE_PER_POD * pods;
        double queue = Math.max(0, Math.min(room, flow.backlog[w] + requests - capacity));
        flow.backlog[w] = pods == 0 ? 0 : queue;
        waitSeconds[w] = capacity > 0 && queue > 0 ? Math.min(20, queue / capacity) : 0;
        shed[w] = queue >= room && requests > served ? 1 - served / requests : 0;
        out.workload(w, stretch[w], shed[w], waitSeconds[w] / MICROS, utilisation);
    }

    private void pools(Flow flow, Fleet fleet, int tick, int service, int region, Frame out) {
        int w = world.workload(service, region);
        var pools = world.service(service).pools();
        for (int p = 0; p < pools.size(); p++) {
            int i = w * maxPools + p;
            demandOn(flow, service, region, p, i);
            poolTimeouts[i] = 0;
            poolWait[i] = 0;
        }
        var ready = fleet.readyPods(w, tick);
        for (int id : out.layout().podIds()) {
            var pod = fleet.pod(id);
            if (pod.workload != w) {
                continue;
            }
            boolean takesRequests = fleet.isReady(id, tick);
            for (int p = 0; p < pools.size(); p++) {
                int i = w * maxPools + p;
                double rate = takesRequests ? borrowings[i] / ready.length : 0;
                double held = borrowings[i] > 0 ? holding[i] / borrowings[i] : 0;
                pool(flow, pod, p, rate, held, pools.get(p), out);
                if (takesRequests) {
                    poolTimeouts[i] += out.poolTimeouts(id, p) / ready.length;
                    poolWait[i] +=
                            (out.poolWaitMicros(id, p) + 0.9 * out.poolBacklogMicros(id, p))
                                    * MICROS
                                    / ready.length;
                }
            }
        }
    }

    private static void pool(
            Flow flow, Pod pod, int p, double rate, double held, Estate.Pool spec, Frame out) {
        double size = flow.poolSize[pod.id][p];
        double patience = spec.acquireTimeoutMicros() * MICROS;
        double capacity = PoolQueue.capacity(size, held);
        double backlog = PoolQueue.backlog(flow.poolBacklog[pod.id][p], rate, capacity, patience);
        flow.poolBacklog[pod.id][p] = backlog;
        double timeouts = PoolQueue.timeoutShare(backlog, rate, capacity, patience);
        double utilisation = Double.isInfinite(capacity) ? 0 : rate / capacity;
        double shared = Double.isInfinite(capacity) ? 0 : backlog / capacity;
        double random = // behind a backlog all wait alike
                held
                        * Waiting.factor(Math.min(utilisation, 0.95), size, 1)
                        * Math.max(0, 1 - shared / patience);
        double active = Math.min(size, backlog > 0 ? size : rate * held);
        out.pool(
                pod.id,
                p,
                timeouts,
                random / MICROS,
                shared / MICROS,
                size,
                active,
                backlog + rate * random);
    }

    /// How often the operations of a service borrow from pool `p`, and for how long in sum.
    private void demandOn(Flow flow, int service, int region, int p, int i) {
        borrowings[i] = 0;
        holding[i] = 0;
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            var op = world.ops[o];
            double rate = arrivals[cell(o, region)] * (1 - shed[world.workload(service, region)]);
            if (op.transactionPool() == p) {
                double part = ownSeconds(op, region) / (op.edges().length + 1);
                double held = part * (op.lastHeld() - op.firstHeld());
                for (int c = op.firstHeld(); c <= op.lastHeld(); c++) {
                    held += callSeconds(flow, op.edges()[c], region);
                }
                borrowings[i] += rate;
                holding[i] += rate * held;
                continue;
            }
            for (var edge : op.edges()) {
                if (edge.pool() == p) {
                    double calls = edgeArrivals[edge.index() * regions + region];
                    borrowings[i] += calls;
                    holding[i] += calls * callSeconds(flow, edge, region);
                }
            }
        }
    }

    // ---- (c) responses and failures, callees first

    private void respond(Flow flow, World.Op op, int region) {
        int w = world.workload(op.service(), region);
        int cell = cell(op.index(), region);
        double own = ownSeconds(op, region);
        double time = waitSeconds[w] + own / (op.edges().length + 1);
        double part = own / (op.edges().length + 1);
        double variance = op.own().variance(own);
        double ok = 1 - shed[w];
        double failTime = shed[w] * 0.001; // sum of share * time
        boolean held = false;
        double missed = 1;
        for (var edge : op.edges()) {
            double p = edge.spec().probability() * (edge.spec().onMiss() ? missed : 1);
            if (edge.read()) {
                missed = 1 - world.estate.caches().get(edge.component()).hitRatio();
            }
            if (edge.pool() >= 0 && !(held && edge.pool() == op.transactionPool())) {
                int i = w * maxPools + edge.pool();
                double gaveUp = ok * p * poolTimeouts[i];
                double patience =
                        world.service(op.service()).pools().get(edge.pool()).acquireTimeoutMicros()
                                * MICROS;
                failTime += gaveUp * (time + patience);
                ok -= gaveUp;
                time += p * poolWait[i];
                held |= edge.pool() == op.transactionPool();
            }
            double fail = attemptFails(flow, edge, region);
            int retries = edge.spec().policy().retries();
            double exhausted = Retries.exhausted(fail, retries);
            double lost = failedAttemptSeconds(flow, edge, region);
            double wasted =
                    (Retries.attempts(fail, retries) - 1)
                            * (lost + edge.spec().policy().backoffMicros() * MICROS);
            if (edge.spec().critical()) {
                double failed = ok * p * exhausted;
                failTime += failed * (time + wasted + lost);
                ok -= failed;
            }
            time +=
                    p
                                    * (callSeconds(flow, edge, region) * (1 - exhausted)
                                            + exhausted * lost
                                            + wasted)
                            + part;
            variance += p * callVariance(flow, edge, region);
        }
        double failed = 1 - ok * (1 - op.spec().errorRatio());
        failTime += ok * op.spec().errorRatio() * time;
        if (world.workload(op.service(), region) >= 0 && failed < 0) {
            throw new IllegalStateException("failure ratio " + failed + " of " + op.spec().name());
        }
        flow.failRatio[cell] = Math.min(1, Math.max(0, failed));
        flow.okSeconds[cell] = time;
        flow.okVariance[cell] = variance;
        flow.failSeconds[cell] = failed > 1e-12 ? failTime / failed : time;
    }

    private double ownSeconds(World.Op op, int region) {
        return op.spec().cpuMicros() * MICROS * stretch[world.workload(op.service(), region)];
    }

    /// Share of single attempts that fail, by error or timeout, as of the last tick.
    private double attemptFails(Flow flow, World.Edge edge, int region) {
        double timeout = edge.spec().policy().timeoutMicros() * MICROS;
        if (edge.kind() != World.Kind.SERVICE) {
            double mean = edge.meanMicros() * MICROS * factor(flow, edge, region);
            double late = edge.latency().shareAbove(mean, timeout);
            return edge.errorRatio() + (1 - edge.errorRatio()) * late;
        }
        int cell = cell(edge.operation(), region);
        double fail = flow.failRatio[cell];
        double mean = flow.okSeconds[cell] + NETWORK_SECONDS;
        return fail + (1 - fail) * lateShare(mean, flow.okVariance[cell], timeout);
    }

    /// P(X > limit) of a lognormal with this mean and variance.
    private static double lateShare(double mean, double variance, double limit) {
        double sigma2 = StrictMath.log(1 + variance / (mean * mean));
        double sigma = Math.max(0.05, StrictMath.sqrt(sigma2));
        double z = (StrictMath.log(limit / mean) + sigma * sigma / 2) / sigma;
        return 1 - Normal.cdf(z);
    }

    private double callSeconds(Flow flow, World.Edge edge, int region) {
        double timeout = edge.spec().policy().timeoutMicros() * MICROS;
        if (edge.kind() != World.Kind.SERVICE) {
            double mean = edge.meanMicros() * MICROS * factor(flow, edge, region);
            return edge.latency().cappedMean(mean, timeout);
        }
        return Math.min(timeout, flow.okSeconds[cell(edge.operation(), region)] + NETWORK_SECONDS);
    }

    private double failedAttemptSeconds(Flow flow, World.Edge edge, int region) {
        double timeout = edge.spec().policy().timeoutMicros() * MICROS;
        if (edge.kind() != World.Kind.SERVICE) {
            return callSeconds(flow, edge, region);
        }
        int cell = cell(edge.operation(), region);
        double fail = attemptFails(flow, edge, region);
        double late = fail - flow.failRatio[cell];
        return fail <= 1e-12
                ? 0
                : (flow.failRatio[cell] * Math.min(timeout, flow.failSeconds[cell])
                                + late * timeout)
                        / fail;
    }

    private double callVariance(Flow flow, World.Edge edge, int region) {
        if (edge.kind() != World.Kind.SERVICE) {
            double mean = edge.meanMicros() * MICROS * factor(flow, edge, region);
            return edge.latency().variance(mean);
        }
        return flow.okVariance[cell(edge.operation(), region)];
    }

    private double factor(Flow flow, World.Edge edge, int region) {
        return switch (edge.kind()) {
            case DATABASE -> flow.databaseFactor[edge.component() * regions + region];
            case CACHE, THIRD_PARTY -> flow.slow[world.slowIndex(edge.kind(), edge.component())];
            case SERVICE -> 1;
        };
    }

    // ---- (d) pods' own gauges

    private void pods(Fleet fleet, long seed, int tick, Frame out) {
        for (int id : out.layout().podIds()) {
            var pod = fleet.pod(id);
            var spec = world.service(pod.service);
            double idle = 0.01 * spec.cores();
            double used = 0.3 * spec.cores(); // while it starts
            if (pod.readyTick <= tick) {
                double share =
                        fleet.isReady(id, tick) ? Math.min(1, out.utilisation(pod.workload)) : 0;
                used = idle + share * (spec.cores() - idle);
            }
            double age = Math.max(0, tick - pod.createdTick);
            double warm = 1 - 0.45 * StrictMath.exp(-age / 90);
            double noise = Rng.noise(Rng.hash(seed, id, 0x3e3), tick, 60);
            out.pod(id, used, spec.residentBytes() / 0x1p20 * warm * (1 + 0.015 * noise));
        }
    }

    private int cell(int op, int region) {
        return op * regions + region;
    }
}
