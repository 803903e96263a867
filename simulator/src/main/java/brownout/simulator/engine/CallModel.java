// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Normal;
import brownout.simulator.model.Retries;

/// How calls fare on the average, as of the last tick: the same distributions that single requests draw
/// from.
final class CallModel {
    private static final double NETWORK_SECONDS = 0.0005;

    private CallModel() {}

    private static int target(Second s, World.Edge edge, int region) {
        return edge.target() * s.regions + region;
    }

    private static double meanSeconds(Second s, World.Edge edge, int region) {
        double factor = s.flow.targets.factor[target(s, edge, region)];
        return edge.meanMicros()
                * Second.MICROS
                * factor
                * s.averages.factor[edge.index() * s.regions + region];
    }

    /// Share of reads that hit, of all calls: those that fail find nothing either.
    static double hits(Second s, World.Edge edge, int region, double fails) {
        double found = 1 - s.averages.missRatio[edge.index() * s.regions + region];
        return s.flow.targets.hits[target(s, edge, region)] * found * (1 - fails);
    }

    /// Share of calls that fail after all attempts, each of the `repeats` in a row.
    static double callFails(double attemptFails, int retries, double open, double repeats) {
        double once = open + (1 - open) * Retries.exhausted(attemptFails, retries);
        return once <= 0 ? 0 : repeats <= 1 ? once : 1 - StrictMath.pow(1 - once, repeats);
    }

    /// Share of single attempts that fail, by error or timeout.
    static double attemptFails(Second s, World.Edge edge, int region) {
        int i = edge.index() * s.regions + region;
        double timeout = s.averages.timeoutSeconds[i];
        double refused = s.averages.refusedRatio[i];
        double way = s.averages.onTheWaySeconds[i];
        double answered;
        if (edge.kind() != World.Kind.SERVICE) {
            int target = target(s, edge, region);
            double late = lateShare(s, edge, region, timeout - way);
            double error = Math.min(1, s.flow.targets.fails[target] + edge.errorRatio());
            answered = error + (1 - error) * late;
        } else {
            int cell = s.cell(edge.operation(), region);
            double fail = s.flow.failRatio[cell];
            double mean = s.flow.okSeconds[cell] + NETWORK_SECONDS + way;
            answered = fail + (1 - fail) * lateShare(mean, s.flow.okVariance[cell], timeout);
        }
        return refused + (1 - refused) * answered;
    }

    /// Share of answers of other callees than services that take longer than `room` seconds: the
    /// answer's own time, and for those that wait an exponential time before it.
    private static double lateShare(Second s, World.Edge edge, int region, double room) {
        if (room <= 0) {
            return 1;
        }
        int target = target(s, edge, region);
        double mean = meanSeconds(s, edge, region);
        double late = edge.latency().shareAbove(mean, room);
        double wait = s.flow.targets.waitSeconds[target];
        if (wait <= 0) {
            return late;
        }
        double answer = edge.latency().cappedMean(mean, room);
        double inTime = (1 - late) * (1 - StrictMath.exp((answer - room) / wait));
        double share = s.flow.targets.waiting[target];
        return (1 - share) * late + share * (1 - inTime);
    }

    /// Mean seconds of an attempt that is answered in time and well.
    static double answeredSeconds(Second s, World.Edge edge, int region) {
        double all = callSeconds(s, edge, region);
        if (edge.kind() == World.Kind.SERVICE
                || s.flow.targets.waitSeconds[target(s, edge, region)] <= 0) {
            return all;
        }
        int i = edge.index() * s.regions + region;
        double timeout = s.averages.timeoutSeconds[i];
        double late = lateShare(s, edge, region, timeout - s.averages.onTheWaySeconds[i]);
        return late >= 1 ? all : Math.max(0, (all - late * timeout) / (1 - late));
    }

    /// P(X > limit) of a lognormal with this mean and variance.
    private static double lateShare(double mean, double variance, double limit) {
        double sigma2 = StrictMath.log(1 + variance / (mean * mean));
        double sigma = Math.max(0.05, StrictMath.sqrt(sigma2));
        double z = (StrictMath.log(limit / mean) + sigma * sigma / 2) / sigma;
        return 1 - Normal.cdf(z);
    }

    /// Mean seconds of an attempt that is answered.
    static double callSeconds(Second s, World.Edge edge, int region) {
        int i = edge.index() * s.regions + region;
        double timeout = s.averages.timeoutSeconds[i];
        double way = s.averages.onTheWaySeconds[i];
        if (edge.kind() != World.Kind.SERVICE) {
            double mean = meanSeconds(s, edge, region);
            double room = Math.max(1e-6, timeout - way);
            double answer = edge.latency().cappedMean(mean, room);
            int target = target(s, edge, region);
            double wait = s.flow.targets.waitSeconds[target];
            double waited =
                    wait <= 0
                            ? 0
                            : s.flow.targets.waiting[target]
                                    * wait
                                    * (1 - StrictMath.exp((answer - room) / wait));
            return Math.min(timeout, way + answer + waited);
        }
        double mean = s.flow.okSeconds[s.cell(edge.operation(), region)];
        return Math.min(timeout, mean + NETWORK_SECONDS + way);
    }

    /// Mean seconds of an attempt that fails.
    static double failedAttemptSeconds(Second s, World.Edge edge, int region) {
        int i = edge.index() * s.regions + region;
        double timeout = s.averages.timeoutSeconds[i];
        double refused = s.averages.refusedRatio[i];
        double fail = attemptFails(s, edge, region);
        if (fail <= 1e-12) {
            return 0;
        }
        double answered;
        if (edge.kind() != World.Kind.SERVICE) {
            double late = lateShare(s, edge, region, timeout - s.averages.onTheWaySeconds[i]);
            double error = Math.max(0, (fail - refused) - late);
            double quick = answeredSeconds(s, edge, region);
            answered =
                    s.flow.targets.waitSeconds[target(s, edge, region)] <= 0
                            ? callSeconds(s, edge, region)
                            : (late * timeout + error * quick) / Math.max(1e-12, late + error);
        } else {
            int cell = s.cell(edge.operation(), region);
            double own = s.flow.failRatio[cell];
            double rest = refused >= 1 ? 0 : (fail - refused) / (1 - refused);
            double late = Math.max(0, rest - own);
            answered =
                    rest <= 1e-12
                            ? 0
                            : (own * Math.min(timeout, s.flow.failSeconds[cell]) + late * timeout)
                                    / rest;
        }
        double waited = s.averages.refusedSeconds[i];
        return (refused * Math.min(timeout, waited) + (fail - refused) * answered) / fail;
    }

    static double variance(Second s, World.Edge edge, int region) {
        if (edge.kind() != World.Kind.SERVICE) {
            return edge.latency().variance(meanSeconds(s, edge, region));
        }
        return s.flow.okVariance[s.cell(edge.operation(), region)];
    }
}
