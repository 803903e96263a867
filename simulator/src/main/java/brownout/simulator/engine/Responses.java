// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Retries;

/// How long operations take and how often they fail, callees first.
final class Responses {
    void step(Second s) {
        var order = s.world.callersFirst;
        for (int i = order.length - 1; i >= 0; i--) {
            for (int region = 0; region < s.regions; region++) {
                respond(s, s.world.ops[order[i]], region);
            }
        }
    }

    /// Mean seconds of a call before its last attempt: attempts that failed and the pauses after them.
    private static double spent(World.Edge edge, double fail, int retries, double lost) {
        return (Retries.attempts(fail, retries) - 1) * lost
                + Retries.pauses(fail, retries)
                        * edge.spec().policy().backoffMicros()
                        * Second.MICROS;
    }

    private static void respond(Second s, World.Op op, int region) {
        int w = s.world.workload(op.service(), region);
        int cell = s.cell(op.index(), region);
        double own = s.ownSeconds(op, region);
        double part = own / (op.edges().length + 1);
        double time = s.waitSeconds[w] + part;
        double variance = op.own().variance(own);
        double ok = 1 - s.shed[w];
        double failTime = s.shed[w] * 0.001; // sum of share * time
        double failing = ok * s.averages.errorRatio[cell];
        failTime += failing * time;
        ok -= failing;
        boolean held = false;
        double reach = 1 - s.averages.declinedRatio[cell];
        double missed = 1;
        for (var edge : op.edges()) {
            int i = edge.index() * s.regions + region;
            double p = reach * edge.spec().probability() * (edge.spec().onMiss() ? missed : 1);
            double repeats = s.averages.repeats[i];
            if (edge.pool() >= 0 && !(held && edge.pool() == op.transactionPool())) {
                int pool = w * s.maxPools + edge.pool();
                double gaveUp = ok * p * s.poolTimeouts[pool];
                double patience =
                        s.world
                                        .service(op.service())
                                        .pools()
                                        .get(edge.pool())
                                        .acquireTimeoutMicros()
                                * Second.MICROS;
                failTime += gaveUp * (time + patience);
                ok -= gaveUp;
                time += p * s.poolWait[pool];
                held |= edge.pool() == op.transactionPool();
            }
            double fail = s.calls.at(edge, region).attemptFails();
            int retries = s.averages.retries[i];
            double open = s.frame.at(Gauge.Edge.OPEN, i);
            double exhausted = CallModel.callFails(fail, retries, open, repeats);
            if (edge.read()) {
                missed = 1 - s.calls.hits(exhausted);
            }
            double lost = s.calls.failedAttemptSeconds();
            double wasted = spent(edge, fail, retries, lost);
            double whenExhausted = spent(edge, 1, retries, lost);
            // Whoever gets further was answered, or does without.
            double without = edge.spec().critical() ? 0 : exhausted;
            if (edge.spec().critical()) {
                double failed = ok * p * exhausted;
                failTime += failed * (time + (1 - open) * (whenExhausted + lost));
                ok -= failed;
                // Whoever was answered at last had to try less often than the mean call.
                double all = Retries.exhausted(fail, retries);
                wasted = all >= 1 ? 0 : (wasted - all * whenExhausted) / (1 - all);
            }
            time +=
                    p
                                    * (1 - open)
                                    * repeats
                                    * (s.calls.answeredSeconds() * (1 - without)
                                            + without * lost
                                            + wasted)
                            + part;
            variance += p * s.calls.variance();
        }
        double failed = 1 - ok * (1 - op.spec().errorRatio());
        failTime += ok * op.spec().errorRatio() * time;
        if (failed < -1e-9) {
            throw new IllegalStateException("failure ratio " + failed + " of " + op.spec().name());
        }
        s.flow.failRatio[cell] = Math.min(1, Math.max(0, failed));
        s.flow.okSeconds[cell] = time;
        s.flow.okVariance[cell] = variance;
        s.flow.failSeconds[cell] = failed > 1e-12 ? failTime / failed : time;
    }
}
