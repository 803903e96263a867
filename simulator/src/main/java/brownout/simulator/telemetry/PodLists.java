// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Pod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// All pods of a fleet, past and present, in two orders. Worked out once a fleet.
final class PodLists {
    /// In the order of their `instance` labels.
    final Pod[] byInstance;

    private final List<int[]> ofWorkloads = new ArrayList<>();

    private PodLists(Fleet fleet) {
        byInstance = new Pod[fleet.size()];
        for (int id = 0; id < byInstance.length; id++) {
            byInstance[id] = fleet.pod(id);
            int workload = byInstance[id].workload;
            while (ofWorkloads.size() <= workload) {
                ofWorkloads.add(new int[0]);
            }
            var ids = ofWorkloads.get(workload);
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = id;
            ofWorkloads.set(workload, ids);
        }
        Arrays.sort(byInstance, Comparator.comparing(PodMetrics::instance));
    }

    static PodLists of(Fleet fleet) {
        return fleet.memo(() -> new PodLists(fleet));
    }

    /// The ids of a workload's pods, ascending.
    int[] ofWorkload(int workload) {
        return workload < ofWorkloads.size() ? ofWorkloads.get(workload) : new int[0];
    }
}
