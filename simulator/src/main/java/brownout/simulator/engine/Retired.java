// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// What pods that are gone had counted, and earlier containers of those that are there, by workload:
/// with it a sum over a workload only grows. Immutable.
public final class Retired {
    private final int[][] counts; // empty where nothing has gone
    private final long[][] sums;

    private Retired(int[][] counts, long[][] sums) {
        this.counts = counts;
        this.sums = sums;
    }

    static Retired none(World world) {
        return new Retired(new int[world.workloads()][0], new long[world.workloads()][0]);
    }

    /// With what a pod of `workload` had counted.
    Retired with(int workload, Cells cells, Counters gone) {
        var newCounts = counts.clone();
        var newSums = sums.clone();
        var more = gone.counts.clone();
        cells.cumulate(more);
        for (int cell = 0; cell < counts[workload].length; cell++) {
            more[cell] += counts[workload][cell];
        }
        var moreMicros = gone.sumMicros.clone();
        for (int sum = 0; sum < sums[workload].length; sum++) {
            moreMicros[sum] += sums[workload][sum];
        }
        newCounts[workload] = more;
        newSums[workload] = moreMicros;
        return new Retired(newCounts, newSums);
    }

    /// A counter of a workload's gone containers, see [Cells]; buckets include the shorter ones.
    public int count(int workload, int cell) {
        return counts[workload].length == 0 ? 0 : counts[workload][cell];
    }

    public long sumMicros(int workload, int sum) {
        return sums[workload].length == 0 ? 0 : sums[workload][sum];
    }
}
