// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

import brownout.simulator.condition.Scope;

/// What happens to pods. A `region` of `""` means all of them.
public sealed interface PodEffect extends Effect {
    /// The service that it happens to, or "" for those that name a pod.
    String service();

    @Override
    default String target() {
        return service();
    }

    /// The CPU limit of a service's pods becomes `cores` (> 0), at once.
    record LimitCpu(String service, String region, double cores) implements PodEffect {}

    /// The limits become `cores` and `memoryBytes` (0: as they are); pods are replaced to get them.
    record SetLimits(String service, String region, double cores, long memoryBytes)
            implements PodEffect {}

    /// A pod may have `files` open.
    record LimitFiles(String service, String region, int files) implements PodEffect {}

    /// The runtime's heap may grow to `heapBytes` (0: the usual share of the memory limit).
    record SetHeap(String service, String region, long heapBytes) implements PodEffect {}

    /// Pods of `scope` keep bytes of every request, and every second, for ever; 0 and 0 ends it.
    record LeakMemory(Scope scope, double bytesPerRequest, double bytesPerSecond)
            implements PodEffect {
        @Override
        public String service() {
            return scope.service();
        }
    }

    /// Pods of `scope` put `bytesPerSecond` into a cache of their own that also grows by itself, to
    /// `factorPerMinute` (1..10) times what it holds each minute; 0 bytes ends it.
    record GrowCache(Scope scope, double bytesPerSecond, double factorPerMinute)
            implements PodEffect {
        @Override
        public String service() {
            return scope.service();
        }
    }

    /// Pods of `scope` keep files or sockets open.
    record LeakFiles(Scope scope, double filesPerRequest, double filesPerSecond)
            implements PodEffect {
        @Override
        public String service() {
            return scope.service();
        }
    }

    /// Pods of `scope` keep threads (or goroutines) waiting.
    record LeakThreads(Scope scope, double threadsPerRequest, double threadsPerSecond)
            implements PodEffect {
        @Override
        public String service() {
            return scope.service();
        }
    }

    /// Containers take `factor` times as long to start.
    record StartUp(String service, String region, double factor) implements PodEffect {}

    /// A pod that takes longer than `timeoutMicros` for its health check three times in a row gets no
    /// requests until it answers in time; 0: the probe never fails.
    record Readiness(String service, String region, long timeoutMicros) implements PodEffect {}

    /// A container that takes longer than `timeoutMicros` (0: never) three times in a row, or longer
    /// than `graceSeconds` (0: no limit) to start, is stopped and started anew.
    record Liveness(String service, String region, long timeoutMicros, int graceSeconds)
            implements PodEffect {}

    /// Whether the service's selector and target port find its pods.
    record Selector(String service, String region, boolean matches) implements PodEffect {}

    /// What the service's autoscaler keeps to.
    record Autoscale(String service, String region, int minimum, int maximum, double targetRatio)
            implements PodEffect {}

    /// Whether the service's autoscaler gets no metric.
    record BlindAutoscaler(String service, String region, boolean blind) implements PodEffect {}

    /// One pod goes, as at the end of a rollout; another one takes its place.
    record DeletePod(String pod) implements PodEffect {
        @Override
        public String service() {
            return "";
        }
    }

    /// The container of one pod is stopped; the pod stays and starts another.
    record KillContainer(String pod) implements PodEffect {
        @Override
        public String service() {
            return "";
        }
    }
}
