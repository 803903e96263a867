// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.PoolQueue;
import brownout.simulator.model.Waiting;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/// The connection pools of pods. State by pod id and pool.
final class Pools {
    /// What a pool without a connection serves like: one that comes and goes.
    private static final double LEAST = 0.02;

    private double[][] backlog; // borrowers waiting
    private int[][] sizes;

    Pools() {
        backlog = new double[0][];
        sizes = new int[0][];
    }

    private Pools(Pools other) {
        backlog = new double[other.backlog.length][];
        sizes = new int[other.sizes.length][];
        for (int id = 0; id < backlog.length; id++) {
            backlog[id] = other.backlog[id].clone();
            sizes[id] = other.sizes[id].clone();
        }
    }

    Pools copy() {
        return new Pools(this);
    }

    int size(Pod pod, int pool) {
        return sizes[pod.id][pool];
    }

    /// Makes room for pods born since.
    void admit(World world, Fleet fleet) {
        int known = sizes.length;
        backlog = Arrays.copyOf(backlog, fleet.size());
        sizes = Arrays.copyOf(sizes, fleet.size());
        for (int id = known; id < fleet.size(); id++) {
            sizes[id] = fleet.pod(id).poolSizes(world);
            backlog[id] = new double[sizes[id].length];
        }
    }

    /// Resizes the pools of living pods of `service` to `database`; the sizes they had.
    SortedSet<Integer> resize(
            World world, Fleet fleet, int service, String database, int size, int tick) {
        var pools = world.service(service).pools();
        var before = new TreeSet<Integer>();
        for (int id = 0; id < sizes.length; id++) {
            if (fleet.pod(id).service != service || !fleet.isAlive(id, tick)) {
                continue;
            }
            for (int p = 0; p < pools.size(); p++) {
                if (pools.get(p).database().equals(database)) {
                    before.add(sizes[id][p]);
                    sizes[id][p] = size;
                }
            }
        }
        return before;
    }

    void step(Second s) {
        for (int service = 0; service < s.world.services; service++) {
            if (!s.world.service(service).pools().isEmpty()) {
                for (int region = 0; region < s.regions; region++) {
                    demandOn(s, service, region);
                }
            }
        }
        for (int id : s.frame.layout().podIds()) {
            var pod = s.fleet.pod(id);
            var pools = s.world.service(pod.service).pools();
            int ready = s.fleet.readyCount(pod.workload, s.tick);
            boolean takesRequests = s.fleet.isReady(id, s.tick);
            for (int p = 0; p < pools.size(); p++) {
                int i = pod.workload * s.maxPools + p;
                double rate = takesRequests ? s.borrowings[i] / ready : 0;
                double held = s.borrowings[i] > 0 ? s.holdings[i] / s.borrowings[i] : 0;
                pool(s, pod, p, rate, held, pools.get(p));
                if (takesRequests) {
                    s.poolTimeouts[i] += s.frame.at(Gauge.Pool.TIMEOUTS, id, p) / ready;
                    s.poolWait[i] +=
                            (s.frame.at(Gauge.Pool.WAIT_MICROS, id, p)
                                            + 0.9 * s.frame.at(Gauge.Pool.BACKLOG_MICROS, id, p))
                                    * Second.MICROS
                                    / ready;
                }
            }
        }
    }

    private void pool(Second s, Pod pod, int p, double rate, double held, Estate.Pool spec) {
        var frame = s.frame;
        double most = sizes[pod.id][p];
        double size = Math.max(LEAST, Math.min(most, s.flow.databases.usable(pod, p, most)));
        double patience = spec.acquireTimeoutMicros() * Second.MICROS;
        double capacity = PoolQueue.capacity(size, held);
        double waiting = PoolQueue.backlog(backlog[pod.id][p], rate, capacity, patience);
        backlog[pod.id][p] = waiting;
        double timeouts = PoolQueue.timeoutShare(waiting, rate, capacity, patience);
        double utilisation = Double.isInfinite(capacity) ? 0 : rate / capacity;
        double shared = Double.isInfinite(capacity) ? 0 : waiting / capacity;
        double random = // behind a backlog all wait alike
                held
                        * Waiting.factor(Math.min(utilisation, 0.95), size, 1)
                        * Math.max(0, 1 - shared / patience);
        frame.set(Gauge.Pool.TIMEOUTS, pod.id, p, timeouts);
        frame.set(Gauge.Pool.WAIT_MICROS, pod.id, p, random / Second.MICROS);
        frame.set(Gauge.Pool.BACKLOG_MICROS, pod.id, p, shared / Second.MICROS);
        frame.set(Gauge.Pool.SIZE, pod.id, p, most);
        frame.set(Gauge.Pool.ACTIVE, pod.id, p, Math.min(size, waiting > 0 ? size : rate * held));
        frame.set(Gauge.Pool.PENDING, pod.id, p, waiting + rate * random);
    }

    /// How often the operations of a service borrow from each pool, and for how long in sum.
    private static void demandOn(Second s, int service, int region) {
        int w = s.world.workload(service, region);
        int first = w * s.maxPools;
        int end = first + s.world.service(service).pools().size();
        Arrays.fill(s.borrowings, first, end, 0);
        Arrays.fill(s.holdings, first, end, 0);
        Arrays.fill(s.poolTimeouts, first, end, 0);
        Arrays.fill(s.poolWait, first, end, 0);
        for (int o = s.world.firstOp[service]; o < s.world.firstOp[service + 1]; o++) {
            var op = s.world.ops[o];
            double rate = s.arrivals[s.cell(o, region)] * (1 - s.shed[w]);
            if (op.transactionPool() >= 0) {
                double held =
                        s.ownSeconds(op, region)
                                / (op.edges().length + 1)
                                * (op.lastHeld() - op.firstHeld());
                for (int c = op.firstHeld(); c <= op.lastHeld(); c++) {
                    held += heldSeconds(s, op.edges()[c], region);
                }
                s.borrowings[first + op.transactionPool()] += rate;
                s.holdings[first + op.transactionPool()] += rate * held;
            }
            for (var edge : op.edges()) {
                if (edge.pool() >= 0 && edge.pool() != op.transactionPool()) {
                    double calls = s.edgeArrivals[edge.index() * s.regions + region];
                    s.borrowings[first + edge.pool()] += calls;
                    s.holdings[first + edge.pool()] +=
                            calls * s.calls.at(edge, region).callSeconds();
                }
            }
        }
    }

    /// Seconds that a call keeps the connection of the transaction around it.
    private static double heldSeconds(Second s, World.Edge edge, int region) {
        int i = edge.index() * s.regions + region;
        double made = 1 - s.frame.at(Gauge.Edge.OPEN, i);
        return s.calls.at(edge, region).callSeconds() * made * s.averages.repeats[i];
    }
}
