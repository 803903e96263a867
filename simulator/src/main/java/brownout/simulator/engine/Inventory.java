// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.EvictionPolicy;
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
        Optional<Controls> controls,
        List<Cache> caches,
        List<Group> groups) {
    public Inventory {
        services = List.copyOf(services);
        canaries = Collections.unmodifiableSortedMap(new TreeMap<>(canaries));
        caches = List.copyOf(caches);
        groups = List.copyOf(groups);
    }

    /// Services alone, where nothing is known of the rest.
    public Inventory(int tick, List<Service> services) {
        this(tick, services, new TreeMap<>(), Optional.empty(), List.of(), List.of());
    }

    /// A cache in `region`, or in all of them (`""`).
    public List<Cache> caches(String cache, String region) {
        return caches.stream()
                .filter(c -> c.name().equals(cache))
                .filter(c -> region.isEmpty() || c.region().equals(region))
                .toList();
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
        return new Inventory(
                tick,
                services,
                canaries,
                Optional.of(desired.controls()),
                caches(snapshot, tick),
                groups(snapshot, tick));
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

    private static List<Group> groups(Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var deliveries = snapshot.tick(tick).frame().deliveries();
        var groups = new ArrayList<Group>();
        for (var consumer : world.consumers) {
            for (int region = 0; region < world.regions; region++) {
                long lag = deliveries.end(consumer.topic(), region);
                for (int p = 0; p < consumer.partitions(); p++) {
                    lag -= deliveries.committed(consumer.number() * world.regions + region, p);
                }
                groups.add(
                        new Group(
                                world.estate.queues().get(consumer.topic()).name(),
                                consumer.group().name(),
                                world.estate.regions().get(region).name(),
                                lag));
            }
        }
        return groups;
    }

    /// A consumer group in one region and how many messages it has not handled.
    public record Group(String queue, String name, String region, long lag) {}

    private static List<Cache> caches(Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        var caches = new ArrayList<Cache>();
        for (int i = 0; i < world.caches * world.regions; i++) {
            caches.add(
                    new Cache(
                            world.estate.caches().get(i / world.regions).name(),
                            world.estate.regions().get(i % world.regions).name(),
                            Math.round(frame.at(Gauge.Cache.MEBIBYTES, i)),
                            Math.round(frame.at(Gauge.Cache.LIMIT_MEBIBYTES, i)),
                            EvictionPolicy.at(frame.at(Gauge.Cache.POLICY, i)).label(),
                            Math.round(frame.at(Gauge.Cache.KEYS, i)),
                            frame.at(Gauge.Cache.UP, i) > 0));
        }
        return caches;
    }

    /// A cache in one region, all its shards together.
    public record Cache(
            String name,
            String region,
            long usedMebibytes,
            long limitMebibytes,
            String policy,
            long keys,
            boolean isUp) {}

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
