// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// What lost packets cost a short exchange over TCP: each loss waits for a retransmission timeout of
/// 200 ms, which doubles every time. Source: RFC 6298, with Linux's minimum timeout.
public final class Loss {
    private static final double TIMEOUT_MICROS = 200_000;
    private static final int MOST = 6;

    private Loss() {}

    /// The delay of one exchange for `draw` uniform in (0, 1) and a `ratio` of packets lost in [0, 1].
    public static long delayMicros(double draw, double ratio) {
        double delay = 0;
        double timeout = TIMEOUT_MICROS;
        double chance = ratio;
        for (int k = 0; k < MOST && draw < chance; k++) {
            delay += timeout;
            timeout *= 2;
            chance *= ratio;
        }
        return (long) delay;
    }

    /// The mean of [#delayMicros] over all draws.
    public static double meanMicros(double ratio) {
        double mean = 0;
        double timeout = TIMEOUT_MICROS;
        double chance = ratio;
        for (int k = 0; k < MOST; k++) {
            mean += chance * timeout;
            timeout *= 2;
            chance *= ratio;
        }
        return mean;
    }
}
