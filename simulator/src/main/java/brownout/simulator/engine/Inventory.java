// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.fault.CacheEffect;
import brownout.simulator.fault.DatabaseEffect;
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
        List<Database> databases,
        List<Cache> caches,
        List<Group> groups,
        List<String> pods) {
    public Inventory {
        services = List.copyOf(services);
        canaries = Collections.unmodifiableSortedMap(new TreeMap<>(canaries));
        databases = List.copyOf(databases);
        pods = List.copyOf(pods);
        caches = List.copyOf(caches);
        groups = List.copyOf(groups);
    }

    /// Services alone, where nothing is known of the rest.
    public Inventory(int tick, List<Service> services) {
        this(
                tick,
                services,
                new TreeMap<>(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// A cache in `region`, or in all of them (`""`).
    public List<Cache> caches(String cache, String region) {
        return caches.stream()
                .filter(c -> c.name().equals(cache))
                .filter(c -> region.isEmpty() || c.region().equals(region))
                .toList();
    }

    /// The database of that name.
    public Database database(String name) {
        return databases.stream()
                .filter(database -> database.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is not in the inventory"));
    }

    /// As of the close of `tick`, which `snapshot` must have.
    public static Inventory of(Snapshot snapshot, int tick) {
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
        var databases = new ArrayList<Database>();
        for (int d = 0; d < snapshot.world.databases; d++) {
            databases.add(Database.of(snapshot, d, tick));
        }
        var pods = new ArrayList<String>();
        for (int id : snapshot.tick(tick).frame().layout().podIds()) {
            pods.add(snapshot.fleet.pod(id).name);
        }
        return new Inventory(
                tick,
                services,
                canaries,
                Optional.of(desired.controls()),
                databases,
                caches(snapshot, tick),
                groups(snapshot, tick),
                pods);
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
    public record Group(String queue, String name, String region, long lag) {
        /// As the estate's file has them: nothing waits.
        public static List<Group> of(Estate estate) {
            var groups = new ArrayList<Group>();
            for (var queue : estate.queues()) {
                for (var consumer : queue.consumers()) {
                    for (var region : estate.regionNames()) {
                        groups.add(new Group(queue.name(), consumer.name(), region, 0));
                    }
                }
            }
            return groups;
        }
    }

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
            boolean isUp) {
        /// As the estate's file has it, region by region.
        public static List<Cache> of(Estate.Cache cache, Estate estate) {
            return estate.regionNames().stream()
                    .map(region ->
                            new Cache(
                                    cache.name(),
                                    region,
                                    cache.usedBytes() >> 20,
                                    cache.memoryBytes() >> 20,
                                    cache.evictionPolicy(),
                                    cache.keys(),
                                    true))
                    .toList();
        }

        /// This cache after an effect on it, as far as its settings go.
        public Cache after(CacheEffect effect) {
            if (!effect.cache().equals(name)
                    || !(effect.region().isEmpty() || effect.region().equals(region))) {
                return this;
            }
            return switch (effect) {
                case CacheEffect.Memory memory -> with(memory.limitBytes() >> 20, policy);
                case CacheEffect.Policy changed -> with(limitMebibytes, changed.policy());
                case CacheEffect.Flush _,
                        CacheEffect.Restart _,
                        CacheEffect.Grow _,
                        CacheEffect.Expiry _,
                        CacheEffect.HotKey _,
                        CacheEffect.Busy _,
                        CacheEffect.LocalCopies _,
                        CacheEffect.RotatePassword _ ->
                        this;
            };
        }

        private Cache with(long limit, String wanted) {
            return new Cache(name, region, usedMebibytes, limit, wanted, keys, isUp);
        }
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

    /// One database, a server in every region.
    public record Database(String name, List<Server> servers) {
        public Database {
            servers = List.copyOf(servers);
        }

        /// As the estate's file has it.
        public static Database of(Estate.Database database, Estate estate) {
            var servers = new ArrayList<Server>();
            for (var region : estate.regionNames()) {
                var rows = new TreeMap<String, Double>();
                database.tables().forEach(table -> rows.put(table.name(), (double) table.rows()));
                var lags = new TreeMap<String, Double>();
                database.replicas()
                        .forEach(replica ->
                                lags.put(replica.name(), replica.usualLagMicros() / 1e6));
                servers.add(
                        new Server(
                                region,
                                database.name() + "-0",
                                DatabaseFacts.of(database),
                                0,
                                rows,
                                lags,
                                database.storage().map(s -> s.disk().usedBytes()).orElse(0L),
                                database.storage().map(s -> s.wal().usedBytes()).orElse(0L)));
            }
            return new Database(database.name(), servers);
        }

        static Database of(Snapshot snapshot, int database, int tick) {
            var world = snapshot.world;
            var frame = snapshot.tick(tick).frame();
            var spec = world.estate.databases().get(database);
            var servers = new ArrayList<Server>();
            for (int region = 0; region < world.regions; region++) {
                int at = database * world.regions + region;
                var facts = frame.database(at);
                var rows = new TreeMap<String, Double>();
                for (int t = 0; t < spec.tables().size(); t++) {
                    int table = world.databaseNumbers.table(database, t) * world.regions + region;
                    rows.put(spec.tables().get(t).name(), frame.at(Gauge.Table.ROWS, table));
                }
                var lags = new TreeMap<String, Double>();
                for (int node = 0; node <= spec.replicas().size(); node++) {
                    int number = world.databaseNumbers.node(database, node);
                    if (node != facts.role().primary()) {
                        lags.put(
                                nodeName(spec, node),
                                frame.at(Gauge.Node.LAG_SECONDS, number * world.regions + region));
                    }
                }
                servers.add(
                        new Server(
                                world.estate.regions().get(region).name(),
                                nodeName(spec, facts.role().primary()),
                                facts,
                                Math.round(frame.at(Gauge.Database.CONNECTIONS, at)),
                                rows,
                                lags,
                                mebibytes(frame.at(Gauge.Database.DATA_MEBIBYTES, at)),
                                mebibytes(frame.at(Gauge.Database.WAL_MEBIBYTES, at))));
            }
            return new Database(spec.name(), servers);
        }

        private static long mebibytes(double mebibytes) {
            return (long) (mebibytes * 0x1p20);
        }

        /// `orders-db-0`, or the name of a replica.
        public static String nodeName(Estate.Database database, int node) {
            return node == 0 ? database.name() + "-0" : database.replicas().get(node - 1).name();
        }

        /// Its servers in `region`, or in all (`""`).
        public List<Server> in(String region) {
            return servers.stream()
                    .filter(server -> region.isEmpty() || server.region().equals(region))
                    .toList();
        }

        /// This database after an effect on it that is not about load, as far as an inventory tells.
        public Database after(DatabaseEffect effect, Estate.Database spec) {
            var region = DatabaseOperations.region(effect);
            return new Database(
                    name,
                    servers.stream()
                            .map(server ->
                                    region.isEmpty() || region.equals(server.region())
                                            ? server.after(effect, spec)
                                            : server)
                            .toList());
        }
    }

    /// One region's server. `rows` is by table, `lagSeconds` by the name of what is not the primary;
    /// `dataBytes` and `walBytes` are what is used of its volumes.
    public record Server(
            String region,
            String primary,
            DatabaseFacts facts,
            long connections,
            Map<String, Double> rows,
            Map<String, Double> lagSeconds,
            long dataBytes,
            long walBytes)
            implements DatabaseOperations.Numbers {
        public Server {
            rows = Collections.unmodifiableMap(new TreeMap<>(rows));
            lagSeconds = Collections.unmodifiableMap(new TreeMap<>(lagSeconds));
        }

        Server after(DatabaseEffect effect, Estate.Database spec) {
            var next = DatabaseOperations.after(facts, effect, spec, this, 0);
            return new Server(
                    region,
                    Database.nodeName(spec, next.role().primary()),
                    next,
                    connections,
                    rows,
                    lagSeconds,
                    dataBytes,
                    walBytes);
        }

        @Override
        public double rows(String table) {
            return rows.getOrDefault(table, 0.0);
        }

        @Override
        public double lagSeconds(int node) {
            return 0;
        }

        @Override
        public double walRoom() {
            return Math.max(1, facts.volumes().walBytes() - walBytes);
        }
    }
}
