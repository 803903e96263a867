// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.fault.PolicyEffect;
import brownout.simulator.model.Breaker;
import java.util.Arrays;

/// What callers do not even try: calls behind an open circuit breaker or beyond a bulkhead. State by
/// call in a region, `edge * regions + region`.
final class Breakers {
    private final World world;
    private final int[] failingSeconds;
    private final double[] open;
    private final boolean[] forced;
    private final double[] shares; // not tried in the next tick

    Breakers(World world) {
        this.world = world;
        int size = world.edges * world.regions;
        failingSeconds = new int[size];
        open = new double[size];
        forced = new boolean[size];
        shares = new double[size];
    }

    private Breakers(Breakers other) {
        world = other.world;
        failingSeconds = other.failingSeconds.clone();
        open = other.open.clone();
        forced = other.forced.clone();
        shares = other.shares.clone();
    }

    Breakers copy() {
        return new Breakers(this);
    }

    void force(PolicyEffect.Breaker effect) {
        for (var edge : world.edgeList) {
            var caller = world.service(world.ops[world.edgeCallers[edge.index()]].service());
            if (caller.name().equals(effect.service())
                    && edge.spec().target().equals(effect.callee())) {
                int first = edge.index() * world.regions;
                Arrays.fill(forced, first, first + world.regions, effect.open());
            }
        }
    }

    /// Describes what is not tried in this tick.
    void publish(Second s) {
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0 || forced[i]) {
                s.frame.set(Gauge.Edge.OPEN, i, forced[i] ? 1 : shares[i]);
            }
        }
    }

    /// Looks at how calls went in this tick, for the next.
    void step(Second s) {
        for (var edge : world.edgeList) {
            var policy = edge.spec().policy();
            if (!policy.breaker() && policy.bulkhead() == 0) {
                continue;
            }
            for (int region = 0; region < s.regions; region++) {
                int i = edge.index() * s.regions + region;
                double share = 0;
                if (policy.breaker()) {
                    double fails = s.calls.at(edge, region).attemptFails();
                    failingSeconds[i] =
                            Breaker.failingSeconds(failingSeconds[i], fails, s.edgeArrivals[i]);
                    open[i] = Breaker.open(open[i], failingSeconds[i], fails);
                    share = open[i];
                }
                if (policy.bulkhead() > 0) {
                    share = Math.max(share, beyondBulkhead(s, edge, region));
                }
                shares[i] = share;
            }
        }
    }

    /// The share of attempts that find all of a pod's places taken.
    private double beyondBulkhead(Second s, World.Edge edge, int region) {
        int caller = world.ops[world.edgeCallers[edge.index()]].service();
        int pods = s.fleet.readyCount(world.workload(caller, region), s.tick);
        double under = // way at once
                s.edgeArrivals[edge.index() * s.regions + region]
                        * s.calls.at(edge, region).callSeconds();
        double places = (double) pods * edge.spec().policy().bulkhead();
        return under <= places ? 0 : 1 - places / under;
    }
}
