// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The simulated company as its file describes it: immutable, every reference inside it resolved.
/// All times are microseconds. `digest` is the SHA-256 of the file's text in hex.
public record Estate(
        String name,
        String company,
        String namespace,
        String digest,
        Traffic traffic,
        List<Region> regions,
        List<Service> services,
        List<Database> databases,
        List<Cache> caches,
        List<Queue> queues,
        List<ThirdParty> thirdParties,
        List<Route> routes,
        List<Slo> slos) {
    public Estate {
        regions = List.copyOf(regions);
        services = List.copyOf(services);
        databases = List.copyOf(databases);
        caches = List.copyOf(caches);
        queues = List.copyOf(queues);
        thirdParties = List.copyOf(thirdParties);
        routes = List.copyOf(routes);
        slos = List.copyOf(slos);
    }

    /// How demand moves: shares of the mean that the daily and half-daily swing and the noise amount
    /// to. At t0 it is what the routes say.
    public record Traffic(double daily, double halfDaily, double noise) {}

    /// A place with its own pods, databases and caches. `share` of all requests arrive here;
    /// `localTimeSeconds` is the time of day there at t0.
    public record Region(String name, double share, int localTimeSeconds, List<String> nodes) {
        public Region {
            nodes = List.copyOf(nodes);
        }
    }

    /// A deployment: the same pods in every region. `cores` and `memoryBytes` are a pod's limits,
    /// `workers` its concurrent requests, `residentBytes` what it occupies when warm.
    public record Service(
            String name,
            String team,
            int tier,
            String description,
            String version,
            int replicas,
            double cores,
            long memoryBytes,
            long residentBytes,
            int workers,
            Map<String, String> config,
            List<Pool> pools,
            List<Operation> operations) {
        public Service {
            config = Collections.unmodifiableMap(new TreeMap<>(config));
            pools = List.copyOf(pools);
            operations = List.copyOf(operations);
        }

        public Optional<Operation> operation(String operation) {
            return operations.stream().filter(o -> o.name().equals(operation)).findFirst();
        }
    }

    /// Connections that each pod of a service holds to `database`; the size is the value of the
    /// service's setting `sizeKey`.
    public record Pool(String name, String database, String sizeKey, long acquireTimeoutMicros) {}

    /// Something a service does on request. `cpuMicros` is its own mean work, `sigma` the spread of
    /// the lognormal; it fails of itself with `errorRatio`. Calls are made one after another. With a
    /// `transaction` (a database, or "") one connection is held from the first to the last call to
    /// that database, and whatever is called in between happens while holding it.
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
            List<Call> calls) {
        public Operation {
            calls = List.copyOf(calls);
        }
    }

    /// A share of requests that are answered with a 4xx `status` (0 and 0 where there is none).
    public record Decline(int status, double ratio) {
        public static final Decline NONE = new Decline(0, 0);
    }

    /// A dependency of one operation on another component's operation, made with `probability`. When
    /// it fails after all attempts, a `critical` one fails the caller, another is done without. With
    /// `onMiss` it is made only where the cache read before it in the same operation missed.
    public record Call(
            String target,
            String operation,
            double probability,
            boolean critical,
            boolean onMiss,
            CallPolicy policy) {}

    /// How long a caller waits, and how often and after what pause it tries again.
    public record CallPolicy(long timeoutMicros, int retries, long backoffMicros) {}

    /// A database server per region.
    public record Database(
            String name,
            String engine,
            String team,
            double cores,
            int maxConnections,
            List<QueryClass> queries) {
        public Database {
            queries = List.copyOf(queries);
        }
    }

    /// Statements of one shape; each is a transaction of its own to the server.
    public record QueryClass(
            String name, String statement, long meanMicros, double sigma, double errorRatio) {}

    /// A cache server per region. `hitRatio` holds for its reads.
    public record Cache(
            String name,
            String engine,
            String team,
            long memoryBytes,
            long usedBytes,
            double hitRatio,
            List<CacheCommand> commands) {
        public Cache {
            commands = List.copyOf(commands);
        }
    }

    /// A command of one shape; a `read` hits or misses.
    public record CacheCommand(
            String name, String command, boolean read, long meanMicros, double sigma) {}

    /// A broker's topic or queue. No operation uses one yet.
    public record Queue(String name, String engine, int partitions, List<String> consumers) {
        public Queue {
            consumers = List.copyOf(consumers);
        }
    }

    /// A company whose API is called over the internet, and probed from outside.
    public record ThirdParty(String name, String host, List<ThirdPartyOperation> operations) {
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

    /// Where customers' requests come in: `ratePerSecond` over all regions at t0.
    public record Route(String service, String operation, double ratePerSecond) {}

    /// A promise about a route: this share of its requests is answered without a 5xx.
    public record Slo(String name, String service, String operation, double objective) {}

    public Optional<Service> service(String service) {
        return services.stream().filter(s -> s.name().equals(service)).findFirst();
    }

    public List<String> serviceNames() {
        return services.stream().map(Service::name).toList();
    }

    public List<String> regionNames() {
        return regions.stream().map(Region::name).toList();
    }

    /// Every name an effect may be aimed at: services, databases, caches, queues, third parties.
    public List<String> componentNames() {
        var names = new ArrayList<>(serviceNames());
        databases.forEach(database -> names.add(database.name()));
        caches.forEach(cache -> names.add(cache.name()));
        queues.forEach(queue -> names.add(queue.name()));
        thirdParties.forEach(party -> names.add(party.name()));
        return List.copyOf(names);
    }
}
