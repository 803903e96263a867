// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// CPU time and memory of this process.
final class Cost {
    private Cost() {}

    /// Milliseconds of CPU that the calling thread spends in `work`; other threads of the JVM (garbage
    /// collector, compiler) are not in it.
    static double cpuMillis(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - before) / 1e6;
    }

    /// The heap that is reachable now, in bytes.
    static long retainedBytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
