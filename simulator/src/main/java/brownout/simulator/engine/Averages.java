// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.model.Loss;
import java.util.Arrays;

/// What the conditions that hold amount to for the mean request: the fluid model's view of what single
/// requests draw (see [Requests]). By operation or call in a region, `x * regions + region`.
final class Averages {
    private final World world;
    private boolean clean = true;

    // Of operations.
    final double[] cpuFactor;
    final double[] addedSeconds;
    final double[] errorRatio;
    final double[] declinedRatio; // end with a 4xx before they call anybody

    // Of calls.
    final double[] repeats;
    final double[] factor;
    final double[] onTheWaySeconds;
    final double[] refusedRatio;
    final double[] refusedSeconds; // of those that are refused; the timeout where negative
    final double[] timeoutSeconds;
    final int[] retries;
    final double[] missRatio; // of reads that would hit

    Averages(World world) {
        this.world = world;
        int ops = world.ops.length * world.regions;
        int edges = world.edges * world.regions;
        cpuFactor = new double[ops];
        addedSeconds = new double[ops];
        errorRatio = new double[ops];
        declinedRatio = new double[ops];
        repeats = new double[edges];
        factor = new double[edges];
        onTheWaySeconds = new double[edges];
        refusedRatio = new double[edges];
        refusedSeconds = new double[edges];
        timeoutSeconds = new double[edges];
        retries = new int[edges];
        missRatio = new double[edges];
        reset();
    }

    private void reset() {
        Arrays.fill(cpuFactor, 1);
        Arrays.fill(addedSeconds, 0);
        Arrays.fill(errorRatio, 0);
        Arrays.fill(declinedRatio, 0);
        Arrays.fill(repeats, 1);
        Arrays.fill(factor, 1);
        Arrays.fill(onTheWaySeconds, 0);
        Arrays.fill(refusedRatio, 0);
        Arrays.fill(refusedSeconds, 0);
        Arrays.fill(missRatio, 0);
        for (var edge : world.edgeList) {
            int first = edge.index() * world.regions;
            var policy = edge.spec().policy();
            Arrays.fill(
                    timeoutSeconds,
                    first,
                    first + world.regions,
                    policy.timeoutMicros() * Second.MICROS);
            Arrays.fill(retries, first, first + world.regions, policy.retries());
        }
        clean = true;
    }

    /// Works them out for a tick.
    void update(Holding holding, Fleet fleet, int tick) {
        if (holding.isEmpty()) {
            if (!clean) {
                reset();
            }
            return;
        }
        reset();
        clean = false;
        for (var op : world.ops) {
            for (int number : holding.ofOp(op.index())) {
                work(holding, holding.get(number), op, fleet, tick);
            }
        }
        for (var edge : world.edgeList) {
            for (int number : holding.ofEdge(edge.index())) {
                calls(holding, holding.get(number), edge, fleet, tick);
            }
        }
    }

    private void work(Holding holding, Holding.Held held, World.Op op, Fleet fleet, int tick) {
        var work = (Condition.Work) held.condition();
        double level = held.level(tick) * holding.userShare(work.scope());
        for (int region = 0; region < world.regions; region++) {
            var pods = fleet.readyPods(world.workload(op.service(), region), tick);
            double share = holding.share(work.scope(), held.since(), pods) * level;
            int i = op.index() * world.regions + region;
            cpuFactor[i] *= 1 + (work.cpuFactor() - 1) * share;
            addedSeconds[i] += work.addedMicros() * Second.MICROS * share;
            double[] ratio = work.symptom().status() >= 500 ? errorRatio : declinedRatio;
            ratio[i] = 1 - (1 - ratio[i]) * (1 - work.errorRatio() * share);
        }
    }

    private void calls(Holding holding, Holding.Held held, World.Edge edge, Fleet fleet, int tick) {
        var calls = (Condition.Calls) held.condition();
        double level = held.level(tick) * holding.userShare(calls.scope());
        int caller = world.ops[world.edgeCallers[edge.index()]].service();
        for (int region = 0; region < world.regions; region++) {
            var from = fleet.readyPods(world.workload(caller, region), tick);
            double share = holding.share(calls.scope(), held.since(), from) * level;
            double reached = share * reach(holding, held, calls, edge, region, fleet, tick);
            int i = edge.index() * world.regions + region;
            if (edge.kind() != World.Kind.SERVICE) {
                repeats[i] *= 1 + (calls.repeat() - 1) * share;
            }
            factor[i] *= 1 + (calls.factor() - 1) * reached;
            missRatio[i] = 1 - (1 - missRatio[i]) * (1 - calls.missRatio() * reached);
            onTheWaySeconds[i] += calls.addedMicros() * Second.MICROS * reached;
            onTheWaySeconds[i] +=
                    Loss.meanMicros(calls.lossRatio() * level)
                            * Second.MICROS
                            * reached
                            / Math.max(level, 1e-9);
            double refused = calls.symptom().isHollow() ? 0 : calls.errorRatio() * reached;
            if (refused > 0) {
                double before = refusedRatio[i];
                double after = 1 - (1 - before) * (1 - refused);
                double seconds =
                        calls.symptom().afterMicros() < 0
                                ? timeoutSeconds[i]
                                : calls.symptom().afterMicros() * Second.MICROS;
                refusedSeconds[i] =
                        (before * refusedSeconds[i] + (after - before) * seconds) / after;
                refusedRatio[i] = after;
            }
            if (calls.timeoutMicros() > 0) {
                timeoutSeconds[i] +=
                        (calls.timeoutMicros() * Second.MICROS - timeoutSeconds[i]) * share;
            }
            if (calls.retries() >= 0 && share >= 0.5) {
                retries[i] = calls.retries();
            }
        }
    }

    private double reach(
            Holding holding,
            Holding.Held held,
            Condition.Calls calls,
            World.Edge edge,
            int region,
            Fleet fleet,
            int tick) {
        if (edge.kind() != World.Kind.SERVICE) {
            var wanted = calls.to().region();
            boolean here =
                    wanted.isEmpty() || wanted.equals(world.estate.regions().get(region).name());
            return here
                    ? 1
                    : edge.kind() == World.Kind.THIRD_PARTY
                            ? holding.zones().share(world, edge.component(), region, wanted)
                            : 0;
        }
        var pods = fleet.readyPods(world.workload(edge.component(), region), tick);
        return holding.share(calls.to(), held.since(), pods);
    }
}
