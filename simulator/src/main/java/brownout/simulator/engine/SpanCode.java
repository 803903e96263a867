// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What a span is within its trace, in one long: on which side of the call, the node in the route's
/// call tree, which of an operation's repeated calls (0 for the first), and for each call on the way
/// from the root which attempt led here (0 for the first), five bits each, the last call lowest.
public final class SpanCode {
    /// The most calls between the root and a span.
    static final int MAX_DEPTH = 10;

    /// The most often a call may be repeated or tried again.
    static final int MAX_REPEATS = 63;

    static final int MAX_ATTEMPTS = 31;

    private SpanCode() {}

    static long server(long attempts, int node) {
        return attempts << 14 | (long) node << 1;
    }

    static long client(long attempts, int node, int repeat) {
        return attempts << 14 | (long) repeat << 8 | (long) node << 1 | 1;
    }

    /// The attempts on the way to a callee that is tried for the `attempt`th time.
    static long attempts(long attempts, int attempt) {
        return attempts << 5 | attempt;
    }

    public static int node(long code) {
        return (int) code >>> 1 & 0x7f;
    }

    public static boolean isServer(long code) {
        return (code & 1) == 0;
    }

    /// Which attempt of its call the span belongs to.
    public static int attempt(long code) {
        return (int) (code >>> 14) & 0x1f;
    }

    /// Which of the calls made in a row.
    public static int repeat(long code) {
        return (int) (code >>> 8) & 0x3f;
    }
}
