// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// Mean waiting time at a station with `servers` (> 0, may be fractional) servers.
///
/// Source: Sakasegawa's approximation of the M/M/c queue (1977) with the Allen-Cunneen factor for
/// other than exponential times. Within 6 % of Erlang C for utilisation above 0.8 and c <= 8.
public final class Waiting {
    /// Utilisation is capped here; what exceeds it is a backlog, which the engine keeps itself.
    public static final double MAX_UTILISATION = 0.98;

    private Waiting() {}

    /// Mean wait in units of the service time; `utilisation` >= 0; `variability` is the mean of the
    /// squared coefficients of variation of arrivals and service (1 for M/M/c).
    public static double factor(double utilisation, double servers, double variability) {
        double rho = Math.min(utilisation, MAX_UTILISATION);
        double exponent = StrictMath.sqrt(2 * (servers + 1)) - 1;
        return variability * StrictMath.pow(rho, exponent) / (servers * (1 - rho));
    }

    /// By how much processor sharing stretches work on `cores`; 1 when idle.
    public static double stretch(double utilisation, double cores) {
        return 1 + factor(utilisation, Math.max(1, cores), 1);
    }
}
