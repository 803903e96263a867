// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;
import java.util.Arrays;

/// What all containers of some workloads of one service have counted up to a scrape, those that are gone
/// included, so that it only grows. See [brownout.simulator.engine.Cells] for the numbers of counters.
final class WorkloadCounts {
    private final Scrape scrape;
    private final int[] workloads;
    private final int[] places; // of their pods in the scrape

    WorkloadCounts(Snapshot snapshot, Scrape scrape, int[] workloads) {
        this.scrape = scrape;
        this.workloads = workloads;
        var pods = PodLists.of(snapshot.fleet);
        places =
                Arrays.stream(workloads)
                        .flatMap(workload -> Arrays.stream(pods.ofWorkload(workload)))
                        .map(scrape::indexOf)
                        .filter(place -> place >= 0)
                        .toArray();
    }

    long count(int cell) {
        long count = 0;
        for (int workload : workloads) {
            count += scrape.retired.count(workload, cell);
        }
        for (int place : places) {
            count += scrape.count(place, cell);
        }
        return count;
    }

    long sumMicros(int sum) {
        long micros = 0;
        for (int workload : workloads) {
            micros += scrape.retired.sumMicros(workload, sum);
        }
        for (int place : places) {
            micros += scrape.sumMicros(place, sum);
        }
        return micros;
    }
}
