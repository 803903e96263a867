// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What goes wrong with pods and what they run on: entries 44 to 50 of the catalogue.
public sealed interface ClusterFault extends Fault {
    /// The pods of `service` may use only `cores` (> 0) of CPU, in `region` or in all ("").
    record CpuThrottled(String service, String region, double cores) implements ClusterFault {}

    /// The heap of `service`'s runtime may grow to `heapBytes`, more than its container may use.
    record HeapOverLimit(String service, String region, long heapBytes) implements ClusterFault {}

    /// The Service's selector or target port of `service` finds none of its pods.
    record WrongSelector(String service, String region) implements ClusterFault {}

    /// The nodes of `place`, a node, zone or region, are taken away and not replaced; if `full`, the
    /// other nodes of that region have no room for their pods.
    record NodesTakenAway(String place, String region, boolean full) implements ClusterFault {}

    /// The readiness probe of `service` allows `timeoutMicros`, less than it takes under load.
    record StrictReadiness(String service, String region, long timeoutMicros)
            implements ClusterFault {}

    /// The liveness probe of `service` stops containers that are slower than `timeoutMicros` or that
    /// take longer than `graceSeconds` to start.
    record HastyLiveness(String service, String region, long timeoutMicros, int graceSeconds)
            implements ClusterFault {}

    /// The autoscaler of `service` gets no metric.
    record BlindAutoscaler(String service, String region) implements ClusterFault {}

    /// The clock of `node` is ahead by `aheadMicros`; tokens checked by `service` there are refused.
    record ClockDrift(String node, long aheadMicros, String service) implements ClusterFault {}
}
