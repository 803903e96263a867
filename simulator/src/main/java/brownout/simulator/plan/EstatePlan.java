// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.plan;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Postgres;
import java.util.ArrayList;
import java.util.List;

/// How busy an estate is at its start by its files alone: nothing fails, no job runs, every region has
/// its share. Loads are busy cores; utilisations are shares of what there is, 0 where nothing arrives.
public record EstatePlan(
        List<Tree> trees,
        List<Workload> workloads,
        List<PoolUse> pools,
        List<DatabaseUse> databases,
        List<CacheUse> caches,
        List<SearchUse> searches,
        List<Flow> flows,
        List<NodeUse> nodes,
        double linesPerSecond) {
    public EstatePlan {
        trees = List.copyOf(trees);
        workloads = List.copyOf(workloads);
        pools = List.copyOf(pools);
        databases = List.copyOf(databases);
        caches = List.copyOf(caches);
        searches = List.copyOf(searches);
        flows = List.copyOf(flows);
        nodes = List.copyOf(nodes);
    }

    /// A route's or a consumer group's trace: all calls that its tree has, how deep they are nested, and
    /// the spans that one request has on average.
    public record Tree(String entry, double ratePerSecond, int calls, int depth, double spans) {}

    /// A service in a region. `busyWorkers` is a share of all pods' workers.
    public record Workload(
            String service,
            String region,
            int replicas,
            double ratePerSecond,
            double load,
            double utilisation,
            double busyWorkers) {}

    /// A service's pool in a region, all pods together.
    public record PoolUse(
            String service,
            String database,
            String region,
            int connections,
            double held,
            double utilisation) {}

    /// A database in a region. `connections` is what all pools together may open.
    public record DatabaseUse(
            String database,
            String region,
            double ratePerSecond,
            double utilisation,
            double readerUtilisation,
            int connections,
            int maxConnections) {}

    /// A cache in a region; `full` is the share of its memory in use.
    public record CacheUse(String cache, String region, double ratePerSecond, double full) {}

    /// A search cluster in a region.
    public record SearchUse(
            String cluster, String region, double ratePerSecond, double utilisation) {}

    /// Messages of a topic, or requests of a third party with its quota (0: none), over all regions.
    public record Flow(String component, double ratePerSecond, double quota) {}

    /// A region's machines: cores that pods and their sidecars may use, of those there are.
    public record NodeUse(String region, double claimed, double cores) {}

    public static EstatePlan of(Estate estate) {
        var arrivals = new Arrivals(estate);
        var times = new Times(estate, arrivals);
        var trees = new ArrayList<Tree>();
        var shapes = new Shapes(estate, arrivals);
        for (var route : estate.routes()) {
            trees.add(shapes.tree(route.service(), route.operation(), route.ratePerSecond()));
        }
        return new EstatePlan(
                trees,
                workloads(estate, arrivals, times),
                pools(estate, arrivals, times),
                databases(estate, arrivals),
                caches(estate, arrivals),
                searches(estate, arrivals),
                flows(estate, arrivals),
                nodes(estate),
                lines(estate, arrivals));
    }

    /// Requests of customers a second.
    public double requestsPerSecond() {
        return trees.stream().mapToDouble(Tree::ratePerSecond).sum();
    }

    /// Spans of a customer's request on average, without what consumers do later.
    public double spansPerRequest() {
        return trees.stream().mapToDouble(t -> t.ratePerSecond() * t.spans()).sum()
                / requestsPerSecond();
    }

    /// All of it as a table for people.
    public String table() {
        return PlanTable.of(this);
    }

    // ---- the parts

    static double load(Estate.Service service, Arrivals arrivals) {
        return service.operations().stream()
                .mapToDouble(o -> arrivals.of(service.name(), o.name()) * o.cpuMicros() * 1e-6)
                .sum();
    }

    static double load(Estate.Database database, boolean byReader, Arrivals arrivals) {
        return database.queries().stream()
                .filter(query -> query.byReader() == byReader)
                .mapToDouble(q -> arrivals.of(database.name(), q.name()) * q.meanMicros() * 1e-6)
                .sum();
    }

    private static double rate(Estate.Service service, Arrivals arrivals) {
        return service.operations().stream()
                .mapToDouble(o -> arrivals.of(service.name(), o.name()))
                .sum();
    }

    private static List<Workload> workloads(Estate estate, Arrivals arrivals, Times times) {
        var uses = new ArrayList<Workload>();
        for (var service : estate.services()) {
            for (int r = 0; r < estate.regions().size(); r++) {
                var region = estate.regions().get(r);
                int pods = service.replicas(r);
                double load = load(service, arrivals) * region.share();
                double busy = times.busy(service, r) * region.share();
                uses.add(
                        new Workload(
                                service.name(),
                                region.name(),
                                pods,
                                rate(service, arrivals) * region.share(),
                                load,
                                load / (pods * service.cores()),
                                busy / (pods * (double) service.workers())));
            }
        }
        return uses;
    }

    private static List<PoolUse> pools(Estate estate, Arrivals arrivals, Times times) {
        var uses = new ArrayList<PoolUse>();
        for (var service : estate.services()) {
            for (var pool : service.pools()) {
                for (int r = 0; r < estate.regions().size(); r++) {
                    int connections = service.replicas(r) * size(service, pool);
                    double held = times.held(service, pool.database(), r, arrivals);
                    held *= estate.regions().get(r).share();
                    uses.add(
                            new PoolUse(
                                    service.name(),
                                    pool.database(),
                                    estate.regions().get(r).name(),
                                    connections,
                                    held,
                                    held / connections));
                }
            }
        }
        return uses;
    }

    private static int size(Estate.Service service, Estate.Pool pool) {
        return Integer.parseInt(service.config().getOrDefault(pool.sizeKey(), "0"));
    }

    private static List<DatabaseUse> databases(Estate estate, Arrivals arrivals) {
        var uses = new ArrayList<DatabaseUse>();
        for (var database : estate.databases()) {
            double rate =
                    database.queries().stream()
                            .mapToDouble(q -> arrivals.of(database.name(), q.name()))
                            .sum();
            double readers =
                    database.replicas().stream()
                            .filter(replica -> replica.role() == Postgres.Role.READER)
                            .mapToDouble(Postgres.Replica::cores)
                            .sum();
            for (int r = 0; r < estate.regions().size(); r++) {
                double share = estate.regions().get(r).share();
                uses.add(
                        new DatabaseUse(
                                database.name(),
                                estate.regions().get(r).name(),
                                rate * share,
                                load(database, false, arrivals) * share / database.cores(r),
                                readers == 0 ? 0 : load(database, true, arrivals) * share / readers,
                                connections(estate, database.name(), r),
                                database.maxConnections()));
            }
        }
        return uses;
    }

    private static int connections(Estate estate, String database, int region) {
        int sum = 0;
        for (var service : estate.services()) {
            for (var pool : service.pools()) {
                sum +=
                        pool.database().equals(database)
                                ? service.replicas(region) * size(service, pool)
                                : 0;
            }
        }
        return sum;
    }

    private static List<CacheUse> caches(Estate estate, Arrivals arrivals) {
        var uses = new ArrayList<CacheUse>();
        for (var cache : estate.caches()) {
            double rate =
                    cache.commands().stream()
                            .mapToDouble(c -> arrivals.of(cache.name(), c.name()))
                            .sum();
            double full = cache.usedBytes() / (double) cache.memoryBytes();
            for (var region : estate.regions()) {
                uses.add(new CacheUse(cache.name(), region.name(), rate * region.share(), full));
            }
        }
        return uses;
    }

    private static List<SearchUse> searches(Estate estate, Arrivals arrivals) {
        var uses = new ArrayList<SearchUse>();
        for (var cluster : estate.searchClusters()) {
            double rate = 0;
            double load = 0;
            for (var query : cluster.queries()) {
                rate += arrivals.of(cluster.name(), query.name());
                load += arrivals.of(cluster.name(), query.name()) * query.meanMicros() * 1e-6;
            }
            for (var region : estate.regions()) {
                uses.add(
                        new SearchUse(
                                cluster.name(),
                                region.name(),
                                rate * region.share(),
                                load * region.share() / (cluster.nodes() * cluster.cores())));
            }
        }
        return uses;
    }

    private static List<Flow> flows(Estate estate, Arrivals arrivals) {
        var flows = new ArrayList<Flow>();
        for (var queue : estate.queues()) {
            double rate = arrivals.of(queue.name(), Estate.Queue.PUBLISH);
            flows.add(new Flow(queue.name(), rate, 0));
        }
        for (var party : estate.thirdParties()) {
            double rate =
                    party.operations().stream()
                            .mapToDouble(o -> arrivals.of(party.name(), o.name()))
                            .sum();
            flows.add(new Flow(party.name(), rate, party.quotaPerSecond()));
        }
        return flows;
    }

    private static List<NodeUse> nodes(Estate estate) {
        var uses = new ArrayList<NodeUse>();
        double sidecar = estate.platform().map(p -> p.mesh().sidecarCores()).orElse(0.0);
        for (int r = 0; r < estate.regions().size(); r++) {
            double claimed = 0;
            for (var service : estate.services()) {
                claimed += service.replicas(r) * (service.cores() + sidecar);
            }
            var region = estate.regions().get(r);
            double cores = region.nodes().stream().mapToDouble(Estate.Node::cores).sum();
            uses.add(new NodeUse(region.name(), claimed, cores));
        }
        return uses;
    }

    /// One line for every request and message that a service handles.
    private static double lines(Estate estate, Arrivals arrivals) {
        return estate.services().stream().mapToDouble(s -> rate(s, arrivals)).sum();
    }
}
