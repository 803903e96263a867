// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Objective;
import brownout.simulator.engine.Timeline;

/// What users felt, tick by tick from `fromTick` on: `bad[i]` and `total[i]` are the weighted failed
/// and all requests that ended in tick `fromTick + i` on the objective's routes. A request is bad
/// when its status is 5xx.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Impact(int fromTick, double[] bad, double[] total) {
    /// Ticks `[fromTick, toTick)` of a timeline, which are closed if need be.
    public static Impact measure(Timeline timeline, Objective objective, int fromTick, int toTick) {
        throw new UnsupportedOperationException(
                timeline.toString() + objective + fromTick + toTick);
    }

    public int toTick() {
        return fromTick + bad.length;
    }

    /// All bad requests, weighted.
    public double harm() {
        return harm(fromTick, toTick());
    }

    /// The bad requests of the part of `[from, to)` that is covered.
    public double harm(int from, int to) {
        double sum = 0;
        for (int i = Math.max(0, from - fromTick); i < Math.min(bad.length, to - fromTick); i++) {
            sum += bad[i];
        }
        return sum;
    }

    /// Bad over all requests in the part of `(tick - window, tick]` that is covered; 0 without any.
    public double ratio(int tick, int window) {
        double badSum = 0;
        double totalSum = 0;
        int last = Math.min(bad.length - 1, tick - fromTick);
        for (int i = Math.max(0, tick - window + 1 - fromTick); i <= last; i++) {
            badSum += bad[i];
            totalSum += total[i];
        }
        return totalSum == 0 ? 0 : badSum / totalSum;
    }
}
