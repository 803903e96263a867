// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When pods were born, ended, and had their containers stopped, by their names.
final class Lives {
    private final Fleet fleet;
    private final Map<String, List<Integer>> ids = new HashMap<>(); // lookup only

    Lives(Snapshot snapshot) {
        fleet = snapshot.fleet;
        for (int id = 0; id < fleet.size(); id++) {
            ids.computeIfAbsent(fleet.pod(id).name, _ -> new ArrayList<>()).add(id);
        }
    }

    /// Whether nothing that the pod counted between two scrapes can be missing from the second: it was
    /// there and answered at that, and no container of it had stopped in between.
    boolean isWhole(String pod, int from, int to) {
        for (int id : ids.getOrDefault(pod, List.of())) {
            if (!isWhole(id, from, to)) {
                return false;
            }
        }
        return true;
    }

    private boolean isWhole(int id, int from, int to) {
        if (fleet.endTick(id) <= from || fleet.pod(id).createdTick >= to) {
            return true; // was not there: it counts nothing
        }
        if (fleet.endTick(id) < to || stops(id, from, to)) {
            return false;
        }
        return fleet.isUp(id, to - 1) || fleet.pod(id).readyTick >= to;
    }

    /// Whether a container of a pod stopped or was down in the seconds `(from, to]`.
    boolean stops(String pod, int from, int to) {
        return ids.getOrDefault(pod, List.of()).stream().anyMatch(id -> stops(id, from, to));
    }

    private boolean stops(int id, int from, int to) {
        for (int i = 0; i < fleet.outages(id); i++) {
            var outage = fleet.outage(id, i);
            if (outage.cause().stops() && outage.from() < to && outage.to() > from) {
                return true;
            }
        }
        return false;
    }

    boolean isKnown(String pod) {
        return ids.containsKey(pod);
    }

    /// Whether that holds for every pod of a workload.
    boolean allAreWhole(int workload, int from, int to) {
        for (int id = 0; id < fleet.size(); id++) {
            if (fleet.pod(id).workload == workload && !isWhole(id, from, to)) {
                return false;
            }
        }
        return true;
    }
}
