// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.DatabaseEffect;
import brownout.simulator.model.Waiting;
import java.util.Arrays;

/// Database servers: one in every region. State by (database, region) and by query class.
final class Databases {
    private final World world;

    /// How much slower everything is than usual, by database.
    private final double[] slow;

    /// How much more work a statement is than usual, by target.
    private final double[] work;

    /// How much slower statements are under the present load, by (database, region); it lags a little.
    private final double[] stretch;

    Databases(World world) {
        this.world = world;
        slow = new double[world.databases];
        work = new double[world.targets];
        stretch = new double[world.databases * world.regions];
        Arrays.fill(slow, 1);
        Arrays.fill(work, 1);
        Arrays.fill(stretch, 1);
    }

    private Databases(Databases other) {
        world = other.world;
        slow = other.slow.clone();
        work = other.work.clone();
        stretch = other.stretch.clone();
    }

    Databases copy() {
        return new Databases(this);
    }

    void slow(int database, double factor) {
        slow[database] = factor;
    }

    void apply(DatabaseEffect effect) {
        switch (effect) {
            case DatabaseEffect.QueryWork(var database, var query, var factor) ->
                    work[world.target(database, query).number()] = factor;
        }
    }

    void step(Second s) {
        for (int database = 0; database < world.databases; database++) {
            var queries = world.targets(World.Kind.DATABASE, database);
            for (int region = 0; region < s.regions; region++) {
                double cores = world.estate.databases().get(database).cores(region);
                int i = database * s.regions + region;
                double load = 0; // cores wanted
                for (var query : queries) {
                    load += seconds(s, query, region) * work[query.number()];
                }
                double wanted = Waiting.stretch(load * slow[database] / cores, cores);
                stretch[i] += (wanted - stretch[i]) * 0.5;
                double active = 0;
                for (var query : queries) {
                    int target = query.in(world, region);
                    double factor = slow[database] * work[query.number()] * stretch[i];
                    s.flow.targets.answers(target, factor);
                    s.flow.targets.publish(s, target);
                    active += seconds(s, query, region) * factor;
                }
                s.frame.set(Gauge.Database.ACTIVE, i, active);
                s.frame.set(Gauge.Database.CONNECTIONS, i, connections(s, database, region));
            }
        }
    }

    /// Seconds of usual work that a second of statements is.
    private static double seconds(Second s, Target query, int region) {
        return s.rate(query.number(), region) * query.meanMicros() * Second.MICROS;
    }

    private double connections(Second s, int database, int region) {
        var name = world.estate.databases().get(database).name();
        double sum = 0;
        for (int id : s.frame.layout().podIds()) {
            var pod = s.fleet.pod(id);
            if (pod.region == region && pod.readyTick <= s.tick) {
                var pools = world.service(pod.service).pools();
                for (int p = 0; p < pools.size(); p++) {
                    sum += pools.get(p).database().equals(name) ? s.flow.pools.size(pod, p) : 0;
                }
            }
        }
        return sum;
    }
}
