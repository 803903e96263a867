// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.query.promql.PromQl;
import brownout.query.promql.Value;
import brownout.scenarios.Objective;
import brownout.simulator.engine.Timeline;
import java.util.List;

/// What users felt, tick by tick from `fromTick` on: `bad[i]` and `total[i]` are how much of what an
/// objective counts was bad in tick `fromTick + i`, and how much there was. All comes from metrics that
/// everybody can query, so it is exact per scrape: weighted requests that ended on its routes are spread
/// evenly over the seconds before one, what queries say over those up to the next, for which it holds.
public record Impact(int fromTick, double[] bad, double[] total) {
    private static final int SCRAPE_SECONDS = 15;

    /// The scrapes of a timeline that lie in `[fromTick, toTick]`: both are floored to a scrape. Closes
    /// ticks up to `toTick - 1`, no more.
    public static Impact measure(Timeline timeline, Objective objective, int fromTick, int toTick) {
        int from = Math.floorDiv(fromTick, SCRAPE_SECONDS) * SCRAPE_SECONDS;
        int to = Math.max(from, Math.floorDiv(toTick, SCRAPE_SECONDS) * SCRAPE_SECONDS);
        var impact = new Impact(from, new double[to - from], new double[to - from]);
        if (to > from) {
            var metrics = RunWorld.look(timeline, to - 1).metrics();
            switch (objective.indicator()) {
                case Objective.Requests(var routes) ->
                        routes.forEach(route -> impact.add(metrics, route));
                case Objective.Watch(var bad, var total) -> {
                    impact.add(metrics, bad, impact.bad);
                    impact.add(metrics, total, impact.total);
                }
            }
        }
        return impact;
    }

    /// What a query says at each scrape.
    private void add(MetricStore metrics, String query, double[] counts) {
        var result =
                PromQl.range(
                        metrics,
                        PromQl.parse(query),
                        RunWorld.millis(fromTick),
                        RunWorld.millis(toTick() - SCRAPE_SECONDS),
                        SCRAPE_SECONDS * 1000L,
                        PromQl.Options.DEFAULT);
        for (var series : ((Value.Matrix) result.value()).series()) {
            for (int i = 0; i < series.timesMillis().length; i++) {
                double value = series.values()[i];
                if (value > 0) { // neither NaN
                    int scrape = RunWorld.tick(series.timesMillis()[i]);
                    spread(scrape, scrape + SCRAPE_SECONDS, value, counts);
                }
            }
        }
    }

    private void add(MetricStore metrics, Objective.WeightedRoute route) {
        var counters =
                metrics.select(
                        List.of(
                                Matcher.equal("__name__", "http_requests_total"),
                                Matcher.equal("service", route.service()),
                                Matcher.equal("route", route.route())),
                        TimeRange.millis(
                                RunWorld.millis(fromTick - SCRAPE_SECONDS),
                                RunWorld.millis(toTick())),
                        SelectHints.NONE);
        for (int i = 0; i < counters.size(); i++) {
            boolean failed = counters.labels(i).get("status").startsWith("5");
            add(counters.samples(i), failed, route.weight());
        }
    }

    /// A counter's first sample counts from zero unless one lies before the range: a pod's counters
    /// start with it.
    private void add(MetricStore.Samples samples, boolean failed, double weight) {
        double before = 0;
        for (int i = 0; i < samples.size(); i++) {
            double value = samples.values()[i];
            if (MetricStore.Samples.isStale(value)) {
                continue;
            }
            int scrape = RunWorld.tick(samples.timesMillis()[i]);
            double more = value < before ? value : value - before;
            before = value;
            if (scrape > fromTick) {
                spread(scrape - SCRAPE_SECONDS, scrape, more * weight, total);
                if (failed) {
                    spread(scrape - SCRAPE_SECONDS, scrape, more * weight, bad);
                }
            }
        }
    }

    private void spread(int from, int to, double count, double[] counts) {
        int first = Math.max(0, from - fromTick);
        int end = Math.min(total.length, to - fromTick);
        for (int i = first; i < end; i++) {
            counts[i] += count / (end - first);
        }
    }

    /// Exclusive.
    public int toTick() {
        return fromTick + bad.length;
    }

    /// All that was bad, weighted.
    public double harm() {
        return harm(fromTick, toTick());
    }

    /// What was bad in the part of `[from, to)` that is covered.
    public double harm(int from, int to) {
        return sum(bad, from, to);
    }

    /// All there was in the part of `[from, to)` that is covered.
    public double requests(int from, int to) {
        return sum(total, from, to);
    }

    private double sum(double[] counts, int from, int to) {
        double sum = 0;
        int end = Math.min(counts.length, to - fromTick);
        for (int i = Math.max(0, from - fromTick); i < end; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /// Bad over all requests in the part of `(tick - window, tick]` that is covered; 0 without any.
    public double ratio(int tick, int window) {
        double all = requests(tick - window + 1, tick + 1);
        return all == 0 ? 0 : harm(tick - window + 1, tick + 1) / all;
    }
}
