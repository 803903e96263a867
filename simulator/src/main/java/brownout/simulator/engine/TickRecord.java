// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What is kept of one closed tick. `counts` are the requests that began in it by region and route;
/// `carried` are the requests that began earlier and have a span that ended in it, or that the ingress
/// gave up for them; `exceptional` those of which a span that ended in it failed, was tried again or was
/// slow, with `exceptionalFlags`; `lines` the number of request lines by service, region and level, and
/// behind those by region what its ingress wrote, where there is one; `statementLines` that of lines
/// that databases' servers wrote of statements, by server and stream (see [StatementLog]); `tickets` what
/// customers wrote to the support desk in it, each a [Ticket].
public record TickRecord(
        Frame frame,
        Desired desired,
        int[] counts,
        long[] carried,
        long[] exceptional,
        byte[] exceptionalFlags,
        int[] lines,
        int[] statementLines,
        long[] tickets,
        long digest) {
    /// A span ended with an error status.
    public static final int ERROR = 1;

    /// A call was tried again.
    public static final int RETRY = 2;

    /// A span took longer than 300 ms.
    public static final int SLOW = 4;

    /// A span took longer than 1 s.
    public static final int VERY_SLOW = 8;

    public static final long SLOW_MICROS = 300_000;
    public static final long VERY_SLOW_MICROS = 1_000_000;

    /// Levels of request lines.
    public static final int INFO = 0;

    public static final int WARN = 1;
    public static final int ERROR_LEVEL = 2;
    public static final int LEVELS = 3;
}
