// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.routing.Config;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The simulated company as its files describe it: immutable, every reference inside it resolved.
/// All times are microseconds unless a name says otherwise; what is "by region" has one entry for each
/// of `regions`, in their order. `digest` is the SHA-256 of the files' text in hex;
/// `alertmanager` says who is told of which alerts.
public record Estate(
        String name,
        String company,
        String namespace,
        String digest,
        Traffic traffic,
        List<Team> teams,
        List<Region> regions,
        List<Service> services,
        List<Database> databases,
        List<Cache> caches,
        List<Broker> brokers,
        List<Queue> queues,
        List<ObjectStore> objectStores,
        List<SearchCluster> searchClusters,
        List<ThirdParty> thirdParties,
        List<Route> routes,
        List<Slo> slos,
        List<Job> jobs,
        List<Autoscaler> autoscalers,
        List<Flag> flags,
        Optional<Platform> platform,
        Optional<Monitoring> monitoring,
        Config alertmanager,
        Optional<Business> business) {
    public Estate {
        teams = List.copyOf(teams);
        regions = List.copyOf(regions);
        services = List.copyOf(services);
        databases = List.copyOf(databases);
        caches = List.copyOf(caches);
        brokers = List.copyOf(brokers);
        queues = List.copyOf(queues);
        objectStores = List.copyOf(objectStores);
        searchClusters = List.copyOf(searchClusters);
        thirdParties = List.copyOf(thirdParties);
        routes = List.copyOf(routes);
        slos = List.copyOf(slos);
        jobs = List.copyOf(jobs);
        autoscalers = List.copyOf(autoscalers);
        flags = List.copyOf(flags);
    }

    /// How demand moves: shares of the mean that the daily and half-daily swing and the noise amount
    /// to. At t0 it is what the routes say.
    public record Traffic(double daily, double halfDaily, double noise) {}

    /// People who own components. `channel` is where they talk, with its `#`.
    public record Team(String name, String channel, String description) {}

    // ---- places

    /// A place with its own pods, databases and caches. `share` of all requests arrive here;
    /// `localTimeSeconds` is the time of day there at t0.
    public record Region(
            String name, double share, int localTimeSeconds, List<String> zones, List<Node> nodes) {
        public Region {
            zones = List.copyOf(zones);
            nodes = List.copyOf(nodes);
        }
    }

    /// A machine in one of its region's zones; `kind` is the provider's name for its size. It offers
    /// `cores` and `memoryBytes` to pods.
    public record Node(String name, String zone, String kind, double cores, long memoryBytes) {}

    // ---- services

    /// A deployment, with pods alike in all regions but as many as `replicas` says by region. `cores`
    /// and `memoryBytes` are a pod's limits, `workers` its concurrent requests and `queue` how many
    /// more may wait for one before the rest is turned away, `residentBytes` what it
    /// occupies when warm. `runbook` is a link, or "".
    public record Service(
            String name,
            String namespace,
            String team,
            int tier,
            Language language,
            String description,
            String runbook,
            String version,
            List<Integer> replicas,
            double cores,
            long memoryBytes,
            long residentBytes,
            int workers,
            int queue,
            Map<String, String> config,
            List<Pool> pools,
            List<Operation> operations) {
        public Service {
            replicas = List.copyOf(replicas);
            config = Collections.unmodifiableMap(new TreeMap<>(config));
            pools = List.copyOf(pools);
            operations = List.copyOf(operations);
        }

        /// Pods in the region of that index.
        public int replicas(int region) {
            return replicas.get(region);
        }

        public Optional<Operation> operation(String operation) {
            return operations.stream().filter(o -> o.name().equals(operation)).findFirst();
        }
    }

    /// What a service is written in: which runtime metrics, logs and stack traces it has.
    public enum Language {
        JAVA,
        GO,
        NODE,
        PYTHON
    }

    /// Connections that each pod of a service holds to `database`; the size is the value of the
    /// service's setting `sizeKey`.
    public record Pool(String name, String database, String sizeKey, long acquireTimeoutMicros) {}

    /// Something a service does on request or, where it [#consumes], for each message of a topic: then
    /// `method` is [#CONSUME] and `route` the topic. `cpuMicros` is its own mean work, `sigma` the
    /// spread of the lognormal; it fails of itself with `errorRatio`. Calls are made one after another.
    /// With a `transaction` (a database, or "") one connection is held from the first to the last call
    /// to that database, and whatever is called in between happens while holding it. Of a request that
    /// went well it logs one of the sentences that it `says`, where there are any.
    public record Operation(
            String name,
            String method,
            String route,
            int successStatus,
            long cpuMicros,
            double sigma,
            double errorRatio,
            Decline decline,
            String transaction,
            List<Call> calls,
            List<Sentence> says) {
        /// The `method` of an operation that handles messages.
        public static final String CONSUME = "CONSUME";

        public Operation {
            calls = List.copyOf(calls);
            says = List.copyOf(says);
        }

        public boolean consumes() {
            return method.equals(CONSUME);
        }
    }

    /// A share of requests that are answered with a 4xx `status` (0 and 0 where there is none), and what
    /// is logged of them.
    public record Decline(int status, double ratio, List<Sentence> says) {
        public static final Decline NONE = new Decline(0, 0, List.of());

        public Decline {
            says = List.copyOf(says);
        }
    }

    /// A dependency of one operation on another component's operation, made with `probability`: a
    /// service's or third party's operation, a database's query class, a cache's command, a request of
    /// an object store or search cluster, or `publish` of a topic. When it fails after all attempts, a
    /// `critical` one fails the caller, another is done without. With `onMiss` it is made only where
    /// the cache read before it in the same operation missed.
    public record Call(
            String target,
            String operation,
            double probability,
            boolean critical,
            boolean onMiss,
            CallPolicy policy) {}

    /// How long a caller waits, and how often and after what pause it tries again. With a `breaker` it
    /// stops trying while most attempts fail; at most `bulkhead` attempts of a pod are under way at
    /// once (0: no limit).
    public record CallPolicy(
            long timeoutMicros, int retries, long backoffMicros, boolean breaker, int bulkhead) {}

    // ---- what keeps data

    /// A database server per region: a primary with `cores` by region, its read replicas and standbys.
    /// Every connection of every pool counts against `maxConnections`. `disk` holds the tables, `wal`
    /// the write-ahead log.
    public record Database(
            String name,
            String namespace,
            String engine,
            String version,
            String team,
            List<Double> cores,
            long memoryBytes,
            int maxConnections,
            Optional<Postgres.Storage> storage,
            List<Postgres.Table> tables,
            List<Postgres.Replica> replicas,
            List<QueryClass> queries) {
        public Database {
            cores = List.copyOf(cores);
            tables = List.copyOf(tables);
            replicas = List.copyOf(replicas);
            queries = List.copyOf(queries);
        }

        /// Cores of the primary in the region of that index.
        public double cores(int region) {
            return cores.get(region);
        }

        public Optional<Postgres.Table> table(String table) {
            return tables.stream().filter(t -> t.name().equals(table)).findFirst();
        }
    }

    /// Statements of one shape; each is a transaction of its own to the server. It reads or writes
    /// `table` by way of `index` ("" where there is none: it scans) and looks at `rows` rows. What is
    /// answered `byReader` goes to a read replica, all else to the primary.
    public record QueryClass(
            String name,
            String statement,
            String table,
            String index,
            long rows,
            boolean byReader,
            long meanMicros,
            double sigma,
            double errorRatio) {
        /// Whether it changes the table.
        public boolean writes() {
            return !statement.startsWith("SELECT") || statement.endsWith("FOR UPDATE");
        }
    }

    /// A cache server per region with `shards` masters. `hitRatio` holds for its reads. At t0 it keeps
    /// `keys` keys in `usedBytes` of `memoryBytes`; when full it follows `evictionPolicy`. A key lives
    /// `ttlSeconds` (0: until it is deleted or evicted).
    public record Cache(
            String name,
            String namespace,
            String engine,
            String version,
            String team,
            int shards,
            long memoryBytes,
            long usedBytes,
            String evictionPolicy,
            long keys,
            long ttlSeconds,
            double hitRatio,
            List<CacheCommand> commands) {
        public Cache {
            commands = List.copyOf(commands);
        }
    }

    /// A command of one shape; a `read` hits or misses.
    public record CacheCommand(
            String name, String command, boolean read, long meanMicros, double sigma) {}

    /// A message broker's cluster per region, of `nodes` machines with `disk` each.
    public record Broker(
            String name,
            String namespace,
            String engine,
            String version,
            String team,
            int nodes,
            double cores,
            long memoryBytes,
            Disk disk) {}

    /// A topic of a broker, one per region. Its only operation is `publish`, which takes the producer
    /// `publishMicros` (lognormal, `publishSigma`). Every consumer group gets every message. Producers
    /// are the operations that call it.
    public record Queue(
            String name,
            String broker,
            String team,
            String description,
            int partitions,
            int replication,
            long retentionSeconds,
            int messageBytes,
            long publishMicros,
            double publishSigma,
            List<ConsumerGroup> consumers) {
        /// The operation that callers of a topic name.
        public static final String PUBLISH = "publish";

        public Queue {
            consumers = List.copyOf(consumers);
        }
    }

    /// The pods of `service` share a topic's partitions and do `operation` for each message. Between two
    /// polls a pod takes up to `maxBatch` messages and handles as many at once as it has `workers`. A
    /// pod that takes longer than `maxPollMicros` between them is put out of the group. A message that
    /// fails is tried `maxAttempts` times in all, then goes to `deadLetters` (a topic) or, with "",
    /// blocks its partition.
    public record ConsumerGroup(
            String name,
            String service,
            String operation,
            int maxBatch,
            long maxPollMicros,
            int maxAttempts,
            String deadLetters) {}

    /// An object store, one endpoint per region.
    public record ObjectStore(
            String name,
            String engine,
            String team,
            String host,
            List<Bucket> buckets,
            List<ObjectRequest> requests) {
        public ObjectStore {
            buckets = List.copyOf(buckets);
            requests = List.copyOf(requests);
        }
    }

    public record Bucket(String name, long objects, long bytes) {}

    /// A request of one shape, `GET|PUT|...` on a bucket.
    public record ObjectRequest(
            String name,
            String method,
            String bucket,
            long meanMicros,
            double sigma,
            double errorRatio) {}

    /// A search cluster per region of `nodes` data nodes with `cores` and `heapBytes` each.
    public record SearchCluster(
            String name,
            String namespace,
            String engine,
            String version,
            String team,
            int nodes,
            double cores,
            long heapBytes,
            Disk disk,
            List<SearchIndex> indexes,
            List<SearchQuery> queries) {
        public SearchCluster {
            indexes = List.copyOf(indexes);
            queries = List.copyOf(queries);
        }
    }

    public record SearchIndex(String name, int shards, int replicas, long documents, long bytes) {}

    /// A search or bulk write of one shape on `index`. Its mean is work of one node.
    public record SearchQuery(
            String name,
            String index,
            String method,
            String route,
            long meanMicros,
            double sigma,
            double errorRatio) {}

    /// A company whose API is called over the internet, and probed from outside. It answers at most
    /// `quotaPerSecond` requests a second of all regions together (0: no limit), the rest with 429.
    /// `team` owns the contract.
    public record ThirdParty(
            String name,
            String team,
            String description,
            String host,
            double quotaPerSecond,
            List<ThirdPartyOperation> operations) {
        public ThirdParty {
            operations = List.copyOf(operations);
        }
    }

    /// One endpoint of a third party.
    public record ThirdPartyOperation(
            String name,
            String method,
            String route,
            long meanMicros,
            double sigma,
            double errorRatio) {}

    // ---- demand and promises

    /// Where customers' requests come in: `ratePerSecond` over all regions at t0.
    public record Route(String service, String operation, double ratePerSecond) {}

    /// A promise about a route: this share of its requests is answered without a 5xx.
    public record Slo(String name, String service, String operation, double objective) {}

    /// Work by the clock in `region` ("": in each) at its local time. When `schedule` is due it runs
    /// for about `runsForSeconds` and makes its `loads` all that time.
    public record Job(
            String name,
            String namespace,
            String team,
            String description,
            Schedule schedule,
            String region,
            int runsForSeconds,
            double cores,
            long memoryBytes,
            List<Load> loads) {
        public Job {
            loads = List.copyOf(loads);
        }
    }

    /// Calls that a running job makes, per second in a region.
    public record Load(String target, String operation, double ratePerSecond) {}

    /// Keeps a service's pods per region in `[minimum, maximum]`, aiming at `targetUtilisation` of their
    /// CPU; pods go only when fewer were enough for `downAfterSeconds`.
    public record Autoscaler(
            String service,
            int minimum,
            int maximum,
            double targetUtilisation,
            int downAfterSeconds) {}

    /// A feature that a service has for a `share` of its users.
    public record Flag(
            String name, String service, String team, String description, double share) {}

    // ---- finding things

    public Optional<Service> service(String service) {
        return services.stream().filter(s -> s.name().equals(service)).findFirst();
    }

    public Optional<Database> database(String database) {
        return databases.stream().filter(d -> d.name().equals(database)).findFirst();
    }

    public Optional<Queue> queue(String queue) {
        return queues.stream().filter(q -> q.name().equals(queue)).findFirst();
    }

    public List<String> serviceNames() {
        return services.stream().map(Service::name).toList();
    }

    public List<String> regionNames() {
        return regions.stream().map(Region::name).toList();
    }

    /// Every name an effect may be aimed at, each once: services, databases, caches, queues, object
    /// stores, search clusters, third parties.
    public List<String> componentNames() {
        var names = new ArrayList<>(serviceNames());
        databases.forEach(database -> names.add(database.name()));
        caches.forEach(cache -> names.add(cache.name()));
        queues.forEach(queue -> names.add(queue.name()));
        objectStores.forEach(store -> names.add(store.name()));
        searchClusters.forEach(cluster -> names.add(cluster.name()));
        thirdParties.forEach(party -> names.add(party.name()));
        return List.copyOf(names);
    }

    /// Everything that may be to blame: the components, and what watches them.
    public List<String> suspectNames() {
        var names = new ArrayList<>(componentNames());
        monitoring.ifPresent(spec -> {
            names.addAll(List.of("prometheus", "alertmanager", "loki", "tempo"));
            names.addAll(List.of(spec.logAgent().name(), spec.collector().name()));
        });
        return List.copyOf(names);
    }
}
