// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Failure;
import java.util.Arrays;

/// The spans of one request, callers before callees, in parallel arrays that are used again for the
/// next request. Times are integer microseconds relative to t0.
public final class SpanBuffer {
    private int size;
    private long[] codes = new long[64];
    private int[] parents = new int[64];
    private int[] pods = new int[64];
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private byte[] statuses = new byte[64];
    private Failure[] failures = new Failure[64];
    private byte[] causes = new byte[64];
    private byte[] symptoms = new byte[64];
    private byte[] flags = new byte[64];
    private long[] aways = new long[64];

    private static final int DROPPED = 1;
    private static final int RETRIED = 2;
    private static final int MISS = 4;
    private static final int FORGONE = 16;
    private static final int BLOCKED = 8;
    private static final int UNPARSED = 32;
    private static final int HOLLOW = 64;

    long requestHash;
    private long beganMicros;
    private int unansweredStatus = -1;
    private long unansweredMicros;
    private int unansweredPod = -1;

    void clear(long newRequestHash, long newBeganMicros) {
        size = 0;
        requestHash = newRequestHash;
        beganMicros = newBeganMicros;
        unansweredStatus = -1;
    }

    /// No pod answered the request, which `pod` had taken unless that is -1; whoever sent it learnt so at
    /// `micros`.
    void unanswered(int status, long micros, int pod) {
        unansweredStatus = status;
        unansweredMicros = micros;
        unansweredPod = pod;
    }

    /// When the request came.
    public long beganMicros() {
        return beganMicros;
    }

    /// Whether no pod answered the request. It has no root span then, or one that was lost with its pod.
    public boolean isUnanswered() {
        return unansweredStatus >= 0;
    }

    /// Why there was no answer: [Status#REFUSED], [Status#RESET] or [Status#TIMEOUT].
    public int unansweredStatus() {
        return unansweredStatus;
    }

    /// The pod that had taken the request, or -1 where there was none.
    public int unansweredPod() {
        return unansweredPod;
    }

    /// When that showed.
    public long unansweredMicros() {
        return unansweredMicros;
    }

    public int size() {
        return size;
    }

    /// The hash of the request's coordinate: the ground for everything random that is only rendered.
    public long requestHash() {
        return requestHash;
    }

    int open(long code, int parent, int pod, long start) {
        if (size == codes.length) {
            grow();
        }
        codes[size] = code;
        parents[size] = parent;
        pods[size] = pod;
        starts[size] = start;
        flags[size] = 0;
        aways[size] = 0;
        return size++;
    }

    private void grow() {
        int more = codes.length * 2;
        codes = Arrays.copyOf(codes, more);
        parents = Arrays.copyOf(parents, more);
        pods = Arrays.copyOf(pods, more);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        statuses = Arrays.copyOf(statuses, more);
        failures = Arrays.copyOf(failures, more);
        causes = Arrays.copyOf(causes, more);
        symptoms = Arrays.copyOf(symptoms, more);
        flags = Arrays.copyOf(flags, more);
        aways = Arrays.copyOf(aways, more);
    }

    void close(int span, long end, int status, Failure failure, int cause, int symptom) {
        ends[span] = end;
        statuses[span] = (byte) status;
        failures[span] = failure;
        causes[span] = (byte) cause;
        symptoms[span] = (byte) symptom;
    }

    /// The span was lost with its pod and never recorded.
    void drop(int span) {
        flags[span] |= DROPPED;
        ends[span] = Long.MAX_VALUE;
    }

    void markRetried(int span) {
        flags[span] |= RETRIED;
    }

    void markForgone(int span) {
        flags[span] |= FORGONE;
    }

    void markUnparsed(int span) {
        flags[span] |= UNPARSED;
    }

    void markHollow(int span) {
        flags[span] |= HOLLOW;
    }

    void markMiss(int span) {
        flags[span] |= MISS;
    }

    void markBlocked(int span) {
        flags[span] |= BLOCKED;
    }

    void markAway(int span, long micros) {
        aways[span] = micros;
    }

    /// How long a database or the like worked on a client span's call: its duration without what the
    /// network added.
    public long servedMicros(int span) {
        return Math.max(0, ends[span] - starts[span] - aways[span]);
    }

    /// Unique in the trace; see [SpanCode].
    public long code(int span) {
        return codes[span];
    }

    /// The number of the node in the route's call tree.
    public int node(int span) {
        return SpanCode.node(codes[span]);
    }

    public boolean isServer(int span) {
        return SpanCode.isServer(codes[span]);
    }

    /// The index of the caller's span, or -1 for the root.
    public int parent(int span) {
        return parents[span];
    }

    /// The pod that recorded the span.
    public int pod(int span) {
        return pods[span];
    }

    public long startMicros(int span) {
        return starts[span];
    }

    public long endMicros(int span) {
        return ends[span];
    }

    public int status(int span) {
        return statuses[span];
    }

    public Failure failure(int span) {
        return failures[span];
    }

    /// Which of its operation's calls a server span failed of, or -1.
    public int cause(int span) {
        return causes[span];
    }

    /// The number of the condition that the span failed of, or -1; see [Snapshot#symptom].
    public int symptom(int span) {
        return symptoms[span];
    }

    public boolean isDropped(int span) {
        return (flags[span] & DROPPED) != 0;
    }

    /// A client span whose failed call was tried again.
    public boolean isRetried(int span) {
        return (flags[span] & RETRIED) != 0;
    }

    /// A client span whose call failed for good and was done without.
    public boolean isForgone(int span) {
        return (flags[span] & FORGONE) != 0;
    }

    /// A client span that its service logs a warning about.
    public boolean isWarned(int span) {
        return (flags[span] & (RETRIED | FORGONE | UNPARSED)) != 0;
    }

    /// A client span that was answered well with something that is an error.
    public boolean isUnparsed(int span) {
        return (flags[span] & UNPARSED) != 0;
    }

    /// A server span that ended well although what it is for was not done: it could not do without a
    /// call of which that is true, or whose answer [#isUnparsed].
    public boolean isHollow(int span) {
        return (flags[span] & HOLLOW) != 0;
    }

    /// A cache read that found nothing.
    public boolean isMiss(int span) {
        return (flags[span] & MISS) != 0;
    }

    /// A call that had to wait for what others held.
    public boolean isBlocked(int span) {
        return (flags[span] & BLOCKED) != 0;
    }

    /// Whether the span ended in `(afterMicros, untilMicros]`.
    public boolean endsIn(int span, long afterMicros, long untilMicros) {
        return ends[span] > afterMicros && ends[span] <= untilMicros && !isDropped(span);
    }

    /// The earliest end after `untilMicros`, or Long.MAX_VALUE.
    long firstEndAfter(long untilMicros) {
        long first = Long.MAX_VALUE;
        for (int span = 0; span < size; span++) {
            if (ends[span] > untilMicros && !isDropped(span)) {
                first = Math.min(first, ends[span]);
            }
        }
        return first;
    }
}
