// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// How strictly Kubernetes probes the pods of each workload. A timeout of 0 is a probe that never
/// fails, as good ones do not while the process lives.
final class Probes {
    /// Seconds between two probes of a pod, and how many must fail in a row.
    static final int PERIOD_SECONDS = 10;

    static final int FAILURES = 3;

    final double[] readinessSeconds;
    final double[] livenessSeconds;

    /// How long a container may take to start before liveness stops it; 0: as long as it likes.
    final int[] graceSeconds;

    Probes(int workloads) {
        readinessSeconds = new double[workloads];
        livenessSeconds = new double[workloads];
        graceSeconds = new int[workloads];
    }

    private Probes(Probes other) {
        readinessSeconds = Arrays.copyOf(other.readinessSeconds, other.readinessSeconds.length);
        livenessSeconds = Arrays.copyOf(other.livenessSeconds, other.livenessSeconds.length);
        graceSeconds = Arrays.copyOf(other.graceSeconds, other.graceSeconds.length);
    }

    Probes copy() {
        return new Probes(this);
    }
}
