// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What runs where at one tick: facts an operator could list, and the ground for dry runs. `canaries`
/// are the versions that some pods of a service try, by service.
public record Inventory(
        int tick,
        List<Service> services,
        SortedMap<String, String> canaries,
        Optional<Controls> controls) {
    public Inventory {
        services = List.copyOf(services);
        canaries = Collections.unmodifiableSortedMap(new TreeMap<>(canaries));
    }

    /// Without canaries, and nothing known about what operators set besides what runs.
    public Inventory(int tick, List<Service> services) {
        this(tick, services, new TreeMap<>(), Optional.empty());
    }

    static Inventory of(Snapshot snapshot, int tick) {
        var desired = snapshot.tick(tick).desired();
        var services = new ArrayList<Service>();
        var canaries = new TreeMap<String, String>();
        for (int s = 0; s < snapshot.world.services; s++) {
            services.add(service(snapshot, desired, s, tick));
            var canary = desired.canary(s);
            if (canary != null && desired.canaryPods(s) > 0) {
                canaries.put(snapshot.world.service(s).name(), canary.version());
            }
        }
        return new Inventory(tick, services, canaries, Optional.of(desired.controls()));
    }

    private static Service service(Snapshot snapshot, Desired desired, int s, int tick) {
        var world = snapshot.world;
        var current = desired.current(s);
        var replicas = new TreeMap<String, Integer>();
        var ready = new TreeMap<String, Integer>();
        for (int region = 0; region < world.regions; region++) {
            int workload = world.workload(s, region);
            var name = world.estate.regions().get(region).name();
            replicas.put(name, desired.replicas(workload));
            ready.put(name, snapshot.fleet.readyCount(workload, tick));
        }
        return new Service(
                world.service(s).name(),
                current.version(),
                Operations.previousVersion(desired.revisions(s)),
                replicas,
                ready,
                current.config());
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
            replicas = Collections.unmodifiableMap(new TreeMap<>(replicas));
            readyPods = Collections.unmodifiableMap(new TreeMap<>(readyPods));
            config = Collections.unmodifiableMap(new TreeMap<>(config));
        }
    }
}
