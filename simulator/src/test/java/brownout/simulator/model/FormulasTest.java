// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {
    /// What is drawn and what the fluid model reckons with are one distribution.
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.45, 0.6, 0.8})
    void drawsHaveTheMeansAndTailsThatLatencyClaims(double sigma) {
        var latency = Latency.of(sigma);
        int n = 400_000;
        double sum = 0;
        double capped = 0;
        int late = 0;
        for (int i = 0; i < n; i++) {
            double x = latency.at(10, (i + 0.5) / n);
            sum += x;
            capped += Math.min(x, 20);
            late += x > 20 ? 1 : 0;
        }
        assertEquals(10, sum / n, 0.05);
        assertEquals(latency.cappedMean(10, 20), capped / n, 0.05);
        assertEquals(latency.shareAbove(10, 20), late / (double) n, 0.001);
    }

    @ParameterizedTest
    @CsvSource({"-3,0.00134990", "-1,0.15865525", "0,0.5", "1.645,0.95001509", "3.0902,0.99899995"})
    void normal(double z, double p) {
        assertEquals(p, Normal.cdf(z), 1e-6);
        assertEquals(z, Normal.quantile(p), 1e-3);
    }

    /// One server: M/M/1, whose mean wait is rho / (1 - rho) service times.
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void oneServerWaitsAsInMm1(double rho) {
        assertEquals(rho / (1 - rho), Waiting.factor(rho, 1, 1), 1e-9);
    }

    /// Erlang C for 4 servers at 0.8: 0.746 service times.
    @Test
    void fourServersWaitAboutAsErlangSays() {
        assertEquals(0.746, Waiting.factor(0.8, 4, 1), 0.03);
    }

    @Test
    void aFullPoolTurnsAwayTheExcess() {
        double capacity = PoolQueue.capacity(5, 0.5);
        double full = capacity * 5;
        assertEquals(1 - 10 / 16.0, PoolQueue.timeoutShare(full, 16, capacity, 5), 1e-6);
        assertEquals(0, PoolQueue.timeoutShare(0, 5, capacity, 5), 1e-9);
        assertTrue(PoolQueue.timeoutShare(full / 3, 16, capacity, 5) < 0.02, "a young overload");
        assertEquals(full, PoolQueue.backlog(full - 1, 16, capacity, 5));
        assertEquals(0, PoolQueue.backlog(3, 5, capacity, 5));
    }

    @Test
    void retriesMultiplyWorkAndMendFailures() {
        assertEquals(1 + 0.5 + 0.25, Retries.attempts(0.5, 2));
        assertEquals(0.125, Retries.exhausted(0.5, 2));
        assertEquals(1, Retries.attempts(0, 3));
    }

    /// The pause doubles: 1 before the second attempt, 2 before the third, 4 before the fourth.
    @Test
    void pausesDouble() {
        assertEquals(0, Retries.pauses(0.5, 0));
        assertEquals(7, Retries.pauses(1, 3));
        assertEquals(0.5 + 2 * 0.25, Retries.pauses(0.5, 2), 1e-12);
    }
}
