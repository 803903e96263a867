// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Keeps the pods of some workloads at a share of their CPU, as Kubernetes' horizontal pod autoscaler
/// does: every 15 s `want = ceil(pods * utilisation / target)`, nothing within 10 % of the target, more
/// pods at once, fewer only when fewer were enough for a while. One that sees no metric does nothing.
/// Source: kubernetes.io, "Horizontal Pod Autoscaling", algorithm details.
final class Autoscalers {
    private static final int PERIOD_SECONDS = 15;
    private static final double TOLERANCE = 0.1;

    private final World world;

    // By autoscaler in a region, `autoscaler * regions + region`.
    private final int[] minimum;
    private final int[] maximum;
    private final double[] target;
    private final boolean[] blind;
    private final int[] enoughSince; // since when fewer pods would do, or NEVER

    Autoscalers(World world) {
        this.world = world;
        int size = world.estate.autoscalers().size() * world.regions;
        minimum = new int[size];
        maximum = new int[size];
        target = new double[size];
        blind = new boolean[size];
        enoughSince = new int[size];
        Arrays.fill(enoughSince, Fleet.NEVER);
        for (int i = 0; i < size; i++) {
            var spec = world.estate.autoscalers().get(i / world.regions);
            minimum[i] = spec.minimum();
            maximum[i] = spec.maximum();
            target[i] = spec.targetUtilisation();
        }
    }

    private Autoscalers(Autoscalers other) {
        world = other.world;
        minimum = other.minimum.clone();
        maximum = other.maximum.clone();
        target = other.target.clone();
        blind = other.blind.clone();
        enoughSince = other.enoughSince.clone();
    }

    Autoscalers copy() {
        return new Autoscalers(this);
    }

    void set(String service, String region, int newMinimum, int newMaximum, double newTarget) {
        for (int i = 0; i < target.length; i++) {
            if (concerns(i, service, region)) {
                minimum[i] = newMinimum;
                maximum[i] = newMaximum;
                target[i] = newTarget;
            }
        }
    }

    void blind(String service, String region, boolean value) {
        for (int i = 0; i < target.length; i++) {
            if (concerns(i, service, region)) {
                blind[i] = value;
            }
        }
    }

    private boolean concerns(int i, String service, String region) {
        return world.estate.autoscalers().get(i / world.regions).service().equals(service)
                && world.isRegion(region, i % world.regions);
    }

    /// What is desired once the autoscalers have looked, at the start of `tick`.
    Desired step(Desired desired, Fleet fleet, Stations stations, int tick) {
        var next = desired;
        if (Math.floorMod(tick, PERIOD_SECONDS) == 7) {
            for (int i = 0; i < target.length; i++) {
                var service = world.estate.autoscalers().get(i / world.regions).service();
                int workload = world.workload(world.indexOf(service), i % world.regions);
                int pods = fleet.readyCount(workload, tick - 1);
                if (!blind[i] && pods > 0) {
                    next = look(next, i, workload, pods, stations.utilisation(workload), tick);
                }
            }
        }
        return next;
    }

    private Desired look(
            Desired desired, int i, int workload, int pods, double utilisation, int tick) {
        int replicas = desired.replicas(workload);
        int want = Math.min(maximum[i], Math.max(minimum[i], want(pods, utilisation, target[i])));
        if (want >= replicas) {
            enoughSince[i] = Fleet.NEVER;
            return want > replicas ? desired.rescale(workload, want, tick) : desired;
        }
        if (enoughSince[i] == Fleet.NEVER) {
            enoughSince[i] = tick;
        }
        int window = world.estate.autoscalers().get(i / world.regions).downAfterSeconds();
        if (tick - enoughSince[i] < window) {
            return desired;
        }
        enoughSince[i] = Fleet.NEVER;
        return desired.rescale(workload, want, tick);
    }

    /// CPU in use is at most the limit, however much more there is to do.
    static int want(int pods, double utilisation, double target) {
        double ratio = Math.min(1, utilisation) / target;
        return Math.abs(ratio - 1) <= TOLERANCE ? pods : (int) Math.ceil(pods * ratio);
    }

    void publish(Second s) {
        for (int i = 0; i < target.length; i++) {
            s.frame.set(Gauge.Autoscaler.MINIMUM, i, minimum[i]);
            s.frame.set(Gauge.Autoscaler.MAXIMUM, i, maximum[i]);
            s.frame.set(Gauge.Autoscaler.TARGET, i, target[i]);
            s.frame.set(Gauge.Autoscaler.BLIND, i, blind[i] ? 1 : 0);
        }
    }
}
