// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.TrafficEffect;
import java.util.Arrays;

/// By how much more than usual customers ask, by route in a region, `region * routes + route`.
final class Demands {
    private final World world;
    private double all = 1;
    private final double[] factors;

    Demands(World world) {
        this.world = world;
        factors = new double[world.regions * world.trees.length];
        Arrays.fill(factors, 1);
    }

    private Demands(Demands other) {
        world = other.world;
        all = other.all;
        factors = other.factors.clone();
    }

    Demands copy() {
        return new Demands(this);
    }

    /// All routes everywhere.
    void all(double factor) {
        all = factor;
    }

    void apply(TrafficEffect effect) {
        switch (effect) {
            case TrafficEffect.RouteTraffic(var service, var operation, var region, var factor) -> {
                int op = world.operation(service, operation);
                for (int r = 0; r < world.regions; r++) {
                    for (int route = 0; route < world.trees.length; route++) {
                        if (world.isRegion(region, r) && world.trees[route].op() == op) {
                            factors[r * world.trees.length + route] = factor;
                        }
                    }
                }
            }
        }
    }

    double factor(int instance) {
        return all * factors[instance];
    }
}
