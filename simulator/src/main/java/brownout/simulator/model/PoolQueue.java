// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.model;

/// A connection pool: `size` connections, each held for `holdSeconds`, borrowers who give up after
/// `patienceSeconds`. Below saturation a multi-server queue; above it a fluid queue with constant
/// patience, where everybody waits about as long as the patience and the excess gives up.
///
/// Source: fluid limit of many-server queues with abandonment (Zhang, arXiv 0909.1671; Whitt 2006).
public final class PoolQueue {
    private PoolQueue() {}

    /// Borrowings a second that the pool can serve; infinite where nothing is held.
    public static double capacity(double size, double holdSeconds) {
        return holdSeconds <= 0 ? Double.POSITIVE_INFINITY : size / holdSeconds;
    }

    /// The backlog of waiting borrowers one second later, in `[0, capacity * patience]`.
    public static double backlog(
            double backlog, double arrivals, double capacity, double patienceSeconds) {
        if (Double.isInfinite(capacity)) {
            return 0;
        }
        return Math.max(0, Math.min(backlog + arrivals - capacity, capacity * patienceSeconds));
    }

    /// Share of borrowers who give up in steady state: the loss of a queue with room for those who
    /// would be served in time, (1-r) r^K / (1 - r^(K+1)) with K = capacity * patience. It is next to
    /// nothing well below saturation and 1 - 1/r well above. While an overload is young its backlog
    /// has not yet grown to the length of the patience and fewer give up.
    public static double timeoutShare(
            double backlog, double arrivals, double capacity, double patienceSeconds) {
        if (Double.isInfinite(capacity) || arrivals <= 0) {
            return 0;
        }
        double r = arrivals / capacity;
        double room = capacity * patienceSeconds;
        double young = r <= 1 ? 1 : Math.min(1, StrictMath.pow(backlog / room, 4));
        return young * loss(r, room);
    }

    private static double loss(double r, double room) {
        if (Math.abs(r - 1) < 1e-6) {
            return 1 / (room + 1);
        }
        if (r > 1) { // the same formula, divided through by r^(K+1), which may be huge
            return (r - 1) / r / (1 - StrictMath.pow(r, -room - 1));
        }
        double power = StrictMath.pow(r, room);
        return (1 - r) * power / (1 - power * r);
    }
}
