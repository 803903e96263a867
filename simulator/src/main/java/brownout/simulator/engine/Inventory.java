// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What runs where at one tick: facts an operator could list, and the ground for dry runs.
public record Inventory(int tick, List<Service> services) {
    public Inventory {
        services = List.copyOf(services);
    }

    /// One service over all regions. `previousVersion` is what a rollback without `--to` goes to,
    /// empty where nothing was deployed before; `replicas` is the wanted number of pods per region.
    public record Service(
            String name,
            String version,
            String previousVersion,
            Map<String, Integer> replicas,
            Map<String, Integer> readyPods,
            Map<String, String> config) {
        public Service {
            replicas = Collections.unmodifiableSortedMap(new TreeMap<>(replicas));
            readyPods = Collections.unmodifiableSortedMap(new TreeMap<>(readyPods));
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }
    }
}
