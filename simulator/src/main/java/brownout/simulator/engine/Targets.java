// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import java.util.Arrays;

/// How databases, caches and third parties answer now, by target in a region, `target * regions +
/// region`. The components' own parts write it; see [Gauge.Target].
final class Targets {
    final double[] factor;
    final double[] waitSeconds;
    final double[] fails;
    final int[] failure;
    final double[] hits;
    final double[] waiting;
    final double[] absent;

    Targets(World world) {
        int size = world.targets * world.regions;
        factor = new double[size];
        Arrays.fill(factor, 1);
        waitSeconds = new double[size];
        fails = new double[size];
        failure = new int[size];
        hits = new double[size];
        waiting = new double[size];
        Arrays.fill(waiting, 1);
        absent = new double[size];
        for (var edge : world.edgeList) {
            if (edge.read()) {
                double ratio = world.estate.caches().get(edge.component()).hitRatio();
                int first = edge.target() * world.regions;
                Arrays.fill(hits, first, first + world.regions, ratio);
            }
        }
    }

    private Targets(Targets other) {
        factor = other.factor.clone();
        waitSeconds = other.waitSeconds.clone();
        fails = other.fails.clone();
        failure = other.failure.clone();
        hits = other.hits.clone();
        waiting = other.waiting.clone();
        absent = other.absent.clone();
    }

    Targets copy() {
        return new Targets(this);
    }

    /// A target answers `newFactor` times as slowly as usual, and nothing else is unusual.
    void answers(int target, double newFactor) {
        factor[target] = newFactor;
        waitSeconds[target] = 0;
        waiting[target] = 1;
        absent[target] = 0;
        fails[target] = 0;
    }

    /// A `share` of calls waits, `seconds` on the average, before it is answered.
    void waits(int target, double share, double seconds) {
        waiting[target] = share;
        waitSeconds[target] = seconds;
    }

    /// A share of calls fails in a way, besides what [#answers] said before.
    void fails(int target, double ratio, Failure why) {
        fails[target] = ratio;
        failure[target] = why.ordinal();
    }

    /// Describes a target in the tick's frame, once its component has set it.
    void publish(Second s, int target) {
        s.frame.set(Gauge.Target.FACTOR, target, factor[target]);
        s.frame.set(Gauge.Target.WAIT_MICROS, target, waitSeconds[target] / Second.MICROS);
        s.frame.set(Gauge.Target.FAILS, target, fails[target]);
        s.frame.set(Gauge.Target.FAILURE, target, failure[target]);
        s.frame.set(Gauge.Target.HITS, target, hits[target]);
        s.frame.set(Gauge.Target.WAITING, target, waiting[target]);
        s.frame.set(Gauge.Target.ABSENT, target, absent[target]);
    }
}
