// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// A time in which a pod that goes on existing takes no requests: in ticks `[from, to)`, `to` being
/// [Fleet#NEVER] while nobody knows. Where the container stopped, a new one starts at `started`.
public record Outage(int from, int started, int to, Cause cause) {
    /// Nobody notices for so long that a node is gone.
    static final int NOTICE_SECONDS = 40;

    /// Why.
    public enum Cause {
        /// The kernel stopped it at the memory limit.
        OUT_OF_MEMORY("OOMKilled", 137),
        /// The runtime gave up at the end of its heap.
        HEAP_EXHAUSTED("Error", 3),
        /// The liveness probe failed.
        LIVENESS("Error", 137),
        /// Somebody stopped the container.
        KILLED("Error", 143),
        /// The node went away.
        NODE_LOST("Unknown", 255),
        /// The readiness probe fails; the container runs on.
        UNREADY("", 0);

        private final String reason;
        private final int exitCode;

        Cause(String reason, int exitCode) {
            this.reason = reason;
            this.exitCode = exitCode;
        }

        /// What Kubernetes gives as the reason of the last termination.
        public String reason() {
            return reason;
        }

        public int exitCode() {
            return exitCode;
        }

        /// Whether the container stopped.
        public boolean stops() {
            return this != UNREADY;
        }
    }

    /// The first tick in which it gets no new requests.
    int withdrawnTick() {
        return cause == Cause.NODE_LOST ? from + NOTICE_SECONDS : from;
    }

    boolean covers(int tick) {
        return from <= tick && tick < to;
    }
}
