// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.TrafficEffect;
import java.util.Arrays;

/// By how much more than usual customers ask, by route in a region, `region * routes + route`.
final class Demands {
    private final World world;
    private double all = 1;
    private final double[] factors;
    private final double[] weights; // by region: its share of all over the usual one

    Demands(World world) {
        this.world = world;
        factors = new double[world.regions * world.trees.length];
        Arrays.fill(factors, 1);
        weights = new double[world.regions];
        Arrays.fill(weights, 1);
    }

    private Demands(Demands other) {
        world = other.world;
        all = other.all;
        factors = other.factors.clone();
        weights = other.weights.clone();
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
            case TrafficEffect.StatusPage _ -> {} // changes what customers write, not what they do
            case TrafficEffect.WeighRegion(var region, var share) -> weigh(region, share);
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

    private void weigh(String region, double share) {
        double others = 0;
        for (int r = 0; r < weights.length; r++) {
            boolean isIt = world.estate.regions().get(r).name().equals(region);
            others += isIt ? 0 : usual(r) * weights[r];
        }
        for (int r = 0; r < weights.length; r++) {
            boolean isIt = world.estate.regions().get(r).name().equals(region);
            if (isIt) {
                weights[r] = share / usual(r);
            } else if (others > 0) {
                weights[r] *= (1 - share) / others;
            }
        }
    }

    private double usual(int region) {
        return world.estate.regions().get(region).share();
    }

    double factor(int instance) {
        return all * weights[instance / world.trees.length] * factors[instance];
    }
}
