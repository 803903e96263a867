// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/// The samples that a rule wrote at one evaluation: `values[i]` of `series.get(i)`, in label order, the
/// stale marker where a series ended. `live` are the series which the next evaluation goes on or ends:
/// those that are there now, or, where this one failed, were there before. Evaluations with the same
/// series share one list of them.
public record Written(List<Labels> series, double[] values, List<Labels> live) {
    /// Its values are 1.
    public static final String ALERTS = "ALERTS";

    /// Its values are instants, in seconds of whoever evaluated the rule.
    public static final String ALERTS_FOR_STATE = "ALERTS_FOR_STATE";

    public static final Written NOTHING = new Written(List.of(), new double[0], List.of());

    public Written {
        series = List.copyOf(series);
        live = List.copyOf(live);
    }

    /// `samples`, and the ends of those live series of `before` which they lack.
    static Written after(Written before, SortedMap<Labels, Double> samples) {
        var live = shared(before.live, List.copyOf(samples.keySet()));
        var all = samples;
        for (var series : live.equals(before.live) ? List.<Labels>of() : before.live) {
            all.putIfAbsent(series, Double.longBitsToDouble(Samples.STALE_BITS));
        }
        var values = new double[all.size()];
        int next = 0;
        for (double value : all.values()) {
            values[next++] = value;
        }
        return new Written(shared(live, List.copyOf(all.keySet())), values, live);
    }

    private static List<Labels> shared(List<Labels> known, List<Labels> made) {
        return made.equals(known) ? known : made;
    }

    /// No samples; the series that are live stay so.
    Written none() {
        return new Written(List.of(), new double[0], live);
    }

    /// A hash of the samples.
    public long hash() {
        return series.hashCode() * 31L + Arrays.hashCode(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Written(var otherSeries, var otherValues, var otherLive)
                && series.equals(otherSeries)
                && Arrays.equals(values, otherValues)
                && live.equals(otherLive);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash());
    }

    @Override
    public String toString() {
        return "Written[series=" + series + ", values=" + Arrays.toString(values) + "]";
    }
}
