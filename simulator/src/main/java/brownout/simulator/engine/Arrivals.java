// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Demand;
import brownout.simulator.model.Retries;
import java.util.Arrays;

/// How many requests reach each operation, callers first.
final class Arrivals {
    void step(Second s) {
        Arrays.fill(s.arrivals, 0);
        Arrays.fill(s.edgeArrivals, 0);
        var world = s.world;
        var routes = world.estate.routes();
        double noise = world.estate.traffic().noise();
        for (int region = 0; region < s.regions; region++) {
            double demand = demand(s, region);
            double share = world.estate.regions().get(region).share();
            for (int route = 0; route < routes.size(); route++) {
                double own =
                        1 + 0.5 * noise * Rng.noise(Rng.hash(s.seed, region, route), s.tick, 40);
                double mean = routes.get(route).ratePerSecond() * share * demand * own;
                int instance = region * world.trees.length + route;
                mean *= s.flow.traffic.factor(instance);
                s.frame.set(Gauge.Route.ARRIVALS, instance, mean);
                s.arrivals[s.cell(world.trees[route].op(), region)] +=
                        s.frame.at(Gauge.Route.ARRIVALS, instance);
            }
        }
        for (var consumer : world.consumers) {
            for (int region = 0; region < s.regions; region++) {
                int taken = s.frame.deliveries().count(consumer.number() * s.regions + region);
                int instance = region * world.trees.length + consumer.route();
                s.frame.set(Gauge.Route.ARRIVALS, instance, taken);
                s.arrivals[s.cell(consumer.op(), region)] += taken;
            }
        }
        for (var job : world.jobs.routes) {
            for (int region = 0; region < s.regions; region++) {
                boolean isWorking = s.flow.jobs.isWorking(s, job.job(), region);
                int instance = region * world.trees.length + job.route();
                s.frame.set(Gauge.Route.ARRIVALS, instance, isWorking ? job.perSecond() : 0);
                s.arrivals[s.cell(job.op(), region)] += s.frame.at(Gauge.Route.ARRIVALS, instance);
            }
        }
        for (int index : world.callersFirst) {
            for (int region = 0; region < s.regions; region++) {
                call(s, world.ops[index], region);
            }
        }
    }

    private static double demand(Second s, int region) {
        var traffic = s.world.estate.traffic();
        double local = s.world.estate.regions().get(region).localTimeSeconds();
        double now = Demand.curve(traffic.daily(), traffic.halfDaily(), local + s.tick);
        double start = Demand.curve(traffic.daily(), traffic.halfDaily(), local);
        long regionSeed = Rng.hash(s.seed, region);
        double noise =
                0.6 * Rng.noise(regionSeed, s.tick, 900)
                        + 0.4 * Rng.noise(regionSeed, s.tick, 120)
                        + 0.3 * Rng.noise(regionSeed, s.tick, 20);
        return now / start * (1 + traffic.noise() * noise);
    }

    private static void call(Second s, World.Op op, int region) {
        int cell = s.cell(op.index(), region);
        double reach =
                s.arrivals[cell]
                        * (1 - s.averages.errorRatio[cell])
                        * (1 - s.averages.declinedRatio[cell]);
        double missed = 1;
        for (var edge : op.edges()) {
            int i = edge.index() * s.regions + region;
            double rate = reach * edge.spec().probability() * (edge.spec().onMiss() ? missed : 1);
            double open = s.frame.at(Gauge.Edge.OPEN, i);
            double fail = s.calls.at(edge, region).attemptFails();
            int retries = s.averages.retries[i];
            double attempts =
                    rate * (1 - open) * s.averages.repeats[i] * Retries.attempts(fail, retries);
            s.edgeArrivals[i] = attempts;
            if (edge.kind() == World.Kind.SERVICE) {
                s.arrivals[s.cell(edge.operation(), region)] +=
                        attempts * (1 - s.averages.refusedRatio[i]);
            }
            double fails = CallModel.callFails(fail, retries, open, s.averages.repeats[i]);
            if (edge.read()) {
                missed = 1 - s.calls.hits(fails);
            }
            if (edge.spec().critical() && reach > 0) {
                reach -= rate * fails;
            }
        }
    }
}
