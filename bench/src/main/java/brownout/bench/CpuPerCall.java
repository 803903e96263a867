// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// CPU of the whole JVM per call, garbage collection and compilation included: what a call costs on a
/// machine where others work, and where wall time says more about them.
public final class CpuPerCall implements InternalProfiler {
    static final String LABEL = "cpu";

    private long before;

    @Override
    public String getDescription() {
        return "CPU of the process per call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long spent = cpuNanos() - before;
        double millis = spent / 1e6 / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(LABEL, millis, "ms/op", AggregationPolicy.AVG));
    }

    private static long cpuNanos() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
