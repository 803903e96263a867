// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Normal;
import brownout.simulator.model.Retries;

/// How the calls of one edge from one region fare on the average, as of the last tick: the same
/// distributions that single requests draw from. [#at] says which calls; each formula is then worked
/// out at most once.
final class CallModel {
    private static final double NETWORK_SECONDS = 0.0005;

    private final Second s;
    private World.Edge edge;
    private int index; // edge and region
    private int target; // and region, of other callees than services
    private int callee; // operation and region, of services
    private boolean isService;
    private double mean;
    private double timeout;
    private double way;
    private double late; // NaN: not known yet, as the next
    private double answer;

    @SuppressWarnings("NullAway.Init") // until the first `at`
    CallModel(Second second) {
        s = second;
    }

    /// What follows is about calls of `edge` from `region`.
    CallModel at(World.Edge ofEdge, int region) {
        edge = ofEdge;
        index = edge.index() * s.regions + region;
        timeout = s.averages.timeoutSeconds[index];
        way = s.averages.onTheWaySeconds[index];
        isService = edge.kind() == World.Kind.SERVICE;
        late = Double.NaN;
        answer = Double.NaN;
        if (isService) {
            callee = s.cell(edge.operation(), region);
            mean = s.flow.okSeconds[callee];
        } else {
            target = edge.target() * s.regions + region;
            mean =
                    edge.meanMicros()
                            * Second.MICROS
                            * s.flow.targets.factor[target]
                            * s.averages.factor[index];
        }
        return this;
    }

    /// Share of reads that hit, of all calls: those that fail find nothing either.
    double hits(double fails) {
        double found = 1 - s.averages.missRatio[index];
        return s.flow.targets.hits[target] * found * (1 - fails);
    }

    /// Share of calls that fail after all attempts, each of the `repeats` in a row.
    static double callFails(double attemptFails, int retries, double open, double repeats) {
        double once = open + (1 - open) * Retries.exhausted(attemptFails, retries);
        return once <= 0 ? 0 : repeats <= 1 ? once : 1 - StrictMath.pow(1 - once, repeats);
    }

    /// Share of single attempts that fail, by error or timeout.
    double attemptFails() {
        double refused = s.averages.refusedRatio[index];
        double failed =
                isService
                        ? s.flow.failRatio[callee]
                        : Math.min(1, s.flow.targets.fails[target] + edge.errorRatio());
        return refused + (1 - refused) * (failed + (1 - failed) * late());
    }

    /// Share of answers that come too late.
    private double late() {
        if (Double.isNaN(late)) {
            late =
                    isService
                            ? lateShare(
                                    mean + NETWORK_SECONDS + way,
                                    s.flow.okVariance[callee],
                                    timeout)
                            : lateAnswers(timeout - way);
        }
        return late;
    }

    /// P(X > limit) of a lognormal with this mean and variance.
    private static double lateShare(double mean, double variance, double limit) {
        double sigma2 = StrictMath.log(1 + variance / (mean * mean));
        double sigma = Math.max(0.05, StrictMath.sqrt(sigma2));
        double z = (StrictMath.log(limit / mean) + sigma * sigma / 2) / sigma;
        return 1 - Normal.cdf(z);
    }

    /// Share of answers of other callees than services that take longer than `room` seconds: the
    /// answer's own time, and for those that wait an exponential time before it.
    private double lateAnswers(double room) {
        if (room <= 0) {
            return 1;
        }
        double itself = edge.latency().shareAbove(mean, room);
        double wait = s.flow.targets.waitSeconds[target];
        if (wait <= 0) {
            return itself;
        }
        double inTime = (1 - itself) * (1 - StrictMath.exp((answer() - room) / wait));
        double share = s.flow.targets.waiting[target];
        return (1 - share) * itself + share * (1 - inTime);
    }

    /// Mean seconds of an answer that does not wait, as far as the caller does.
    private double answer() {
        if (Double.isNaN(answer)) {
            answer = edge.latency().cappedMean(mean, room());
        }
        return answer;
    }

    private double room() {
        return Math.max(1e-6, timeout - way);
    }

    /// Mean seconds of an attempt that is answered in time and well.
    double answeredSeconds() {
        double all = callSeconds();
        if (isService || s.flow.targets.waitSeconds[target] <= 0) {
            return all;
        }
        return late() >= 1 ? all : Math.max(0, (all - late() * timeout) / (1 - late()));
    }

    /// Mean seconds of an attempt that is answered.
    double callSeconds() {
        if (isService) {
            return Math.min(timeout, mean + NETWORK_SECONDS + way);
        }
        double wait = s.flow.targets.waitSeconds[target];
        double waited =
                wait <= 0
                        ? 0
                        : s.flow.targets.waiting[target]
                                * wait
                                * (1 - StrictMath.exp((answer() - room()) / wait));
        return Math.min(timeout, way + answer() + waited);
    }

    /// Mean seconds of an attempt that fails.
    double failedAttemptSeconds() {
        double refused = s.averages.refusedRatio[index];
        double fail = attemptFails();
        if (fail <= 1e-12) {
            return 0;
        }
        double waited = s.averages.refusedSeconds[index];
        return (refused * Math.min(timeout, waited)
                        + (fail - refused) * failedSeconds(fail, refused))
                / fail;
    }

    /// Of those that reach their callee.
    private double failedSeconds(double fail, double refused) {
        if (!isService) {
            double error = Math.max(0, (fail - refused) - late());
            return s.flow.targets.waitSeconds[target] <= 0
                    ? callSeconds()
                    : (late() * timeout + error * answeredSeconds())
                            / Math.max(1e-12, late() + error);
        }
        double own = s.flow.failRatio[callee];
        double rest = refused >= 1 ? 0 : (fail - refused) / (1 - refused);
        double tooLate = Math.max(0, rest - own);
        return rest <= 1e-12
                ? 0
                : (own * Math.min(timeout, s.flow.failSeconds[callee]) + tooLate * timeout) / rest;
    }

    double variance() {
        return isService ? s.flow.okVariance[callee] : edge.latency().variance(mean);
    }
}
