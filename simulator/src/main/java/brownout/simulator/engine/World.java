// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.routing.Router;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.ProviderZones;
import brownout.simulator.model.Latency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An estate compiled to indexes: what the engine's loops run over. Components are numbered as in the
/// file; a workload is a service in a region, `service * regions + region`, and likewise for databases
/// and caches.
public final class World {
    /// What a call goes to.
    public enum Kind {
        SERVICE,
        DATABASE,
        CACHE,
        THIRD_PARTY,
        OBJECT_STORE,
        SEARCH,
        TOPIC;

        /// Whether it is spoken to over HTTP.
        public boolean isHttp() {
            return switch (this) {
                case SERVICE, THIRD_PARTY, OBJECT_STORE, SEARCH -> true;
                case DATABASE, CACHE, TOPIC -> false;
            };
        }
    }

    /// An operation of a service. `own` is the shape of its own work, `transactionPool` the index of
    /// the service's pool that a transaction holds from call `firstHeld` to `lastHeld`, or -1.
    public record Op(
            int index,
            int service,
            int inService,
            Estate.Operation spec,
            Latency own,
            Edge[] edges,
            int transactionPool,
            int firstHeld,
            int lastHeld) {
        public String method() {
            return spec.method();
        }

        public String route() {
            return spec.route();
        }
    }

    /// A call that an operation makes. `component` is the callee's index within its kind, `operation`
    /// the index of the operation (of all services'), query, command or endpoint. `pool` is the index
    /// of the caller's pool (-1: none), `peer` of the callee among the caller's HTTP peers (-1: not
    /// HTTP). For other callees than services, `target` is the number of what is called (else -1), and
    /// `latency` and `meanMicros` say how long it takes.
    public record Edge(
            int index,
            Kind kind,
            int component,
            int operation,
            int target,
            Estate.Call spec,
            Latency latency,
            double meanMicros,
            double errorRatio,
            boolean read,
            int pool,
            int peer) {}

    /// A place in a route's call tree. Numbers are given depth first, so a caller's is below its
    /// callees'. The root has no `edge`; only services have an `op` and callees.
    public record Node(int number, int depth, @Nullable Edge edge, int op, Node[] callees) {}

    public final Estate estate;
    public final int regions;
    public final int services;
    public final int databases;
    public final int caches;
    public final int thirdParties;

    /// How many topics there are, how many routes customers take (the first of `trees`), and the groups
    /// that read topics, whose trees come behind those.
    public final int topics;

    public final int entries;
    public final List<Consumer> consumers;

    /// What there is to deliver where nothing is.
    final Deliveries noDeliveries;

    /// The jobs that run by the clock; the trees of what they ask of services come last.
    public final CronJobs jobs;

    /// Partitions that all groups read in all regions.
    final int cursors;

    /// A consumer group: its topic, the route that handles a message, and the operation that does.
    public record Consumer(
            int number, int topic, int route, int op, int partitions, Estate.ConsumerGroup group) {}

    /// Shards of all caches together.
    public final int shards;

    private final int[] firstShard; // by cache
    private final int[] firstCursor; // by instance

    /// Nodes of the cluster, numbered over the regions.
    public final int machines;

    /// Every service's operations, services in file order.
    public final Op[] ops;

    /// Operations in an order where callers come before callees.
    public final int[] callersFirst;

    public final int edges;

    /// Numbers of what databases have.
    public final DatabaseNumbers databaseNumbers;

    /// How the estate's Alertmanagers are configured.
    final Router router;

    /// The database of each service's pools.
    public final int[][] poolDatabases;

    /// How long a borrower from each service's pools waits at most, microseconds.
    final long[][] poolPatience;

    /// How many targets there are.
    public final int targets;

    /// What a call may go to besides a service's operation, by number.
    public final List<Target> targetList;

    /// Every region's nodes, in the order of the estate's files, and the region of each.
    public final List<Estate.Node> nodeList;

    public final int[] nodeRegion;

    /// Calls by index.
    public final Edge[] edgeList;

    /// The operation that makes a call, by the call's index.
    public final int[] edgeCallers;

    /// The first of a service's operations in `ops`.
    public final int[] firstOp;

    /// Names of the HTTP peers of each service.
    public final List<List<String>> peers;

    /// Who calls whom.
    public final CallPairs pairs;

    /// Which requests are customers' and which are purchases.
    public final Purchases purchases;

    /// What customers' requests come in by, or null.
    public final @Nullable Ingress ingress;

    /// Call trees by route, and for each the nodes by number.
    public final Node[] trees;

    public final Node[][] nodes;

    private final Map<Component, List<Target>> targetsOf;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final int[][] edgesTo; // calls by target
    private int edgeCount;
    private final AtomicReference<@Nullable Object> memo = new AtomicReference<>();

    public World(Estate estate) {
        this.estate = estate;
        regions = estate.regions().size();
        services = estate.services().size();
        databases = estate.databases().size();
        nodeList = estate.regions().stream().flatMap(region -> region.nodes().stream()).toList();
        nodeRegion = new int[nodeList.size()];
        for (int region = 0, node = 0; region < regions; region++) {
            int end = node + estate.regions().get(region).nodes().size();
            Arrays.fill(nodeRegion, node, end, region);
            node = end;
        }
        caches = estate.caches().size();
        thirdParties = estate.thirdParties().size();
        firstShard = new int[caches + 1];
        for (int c = 0; c < caches; c++) {
            firstShard[c + 1] = firstShard[c] + estate.caches().get(c).shards();
        }
        shards = firstShard[caches];
        machines = estate.regions().stream().mapToInt(r -> r.nodes().size()).sum();
        index(Kind.SERVICE, estate.serviceNames());
        index(Kind.DATABASE, estate.databases().stream().map(Estate.Database::name).toList());
        index(Kind.CACHE, estate.caches().stream().map(Estate.Cache::name).toList());
        index(
                Kind.THIRD_PARTY,
                estate.thirdParties().stream().map(Estate.ThirdParty::name).toList());
        index(
                Kind.OBJECT_STORE,
                estate.objectStores().stream().map(Estate.ObjectStore::name).toList());
        index(
                Kind.SEARCH,
                estate.searchClusters().stream().map(Estate.SearchCluster::name).toList());
        index(Kind.TOPIC, estate.queues().stream().map(Estate.Queue::name).toList());
        databaseNumbers = new DatabaseNumbers(estate.databases());
        router = new Router(estate.alertmanager());
        poolDatabases = new int[services][];
        poolPatience = new long[services][];
        for (int s = 0; s < services; s++) {
            var pools = service(s).pools();
            poolDatabases[s] = pools.stream().mapToInt(p -> indexOf(p.database())).toArray();
            poolPatience[s] = pools.stream().mapToLong(Estate.Pool::acquireTimeoutMicros).toArray();
        }
        firstOp = new int[services + 1];
        for (int s = 0; s < services; s++) {
            firstOp[s + 1] = firstOp[s] + estate.services().get(s).operations().size();
        }
        targetList = Target.of(estate);
        targets = targetList.size();
        targetsOf = byComponent(targetList);
        peers = new ArrayList<>();
        ops = new Op[firstOp[services]];
        for (int s = 0; s < services; s++) {
            compileService(s);
        }
        edges = edgeCount;
        edgeList = new Edge[edges];
        edgeCallers = new int[edges];
        edgesTo = new int[targets][];
        Arrays.fill(edgesTo, new int[0]);
        for (var op : ops) {
            for (var edge : op.edges()) {
                edgeList[edge.index()] = edge;
                edgeCallers[edge.index()] = op.index();
                if (edge.target() >= 0) {
                    var others = edgesTo[edge.target()];
                    edgesTo[edge.target()] = Arrays.copyOf(others, others.length + 1);
                    edgesTo[edge.target()][others.length] = edge.index();
                }
            }
        }
        callersFirst = callersFirst();
        topics = estate.queues().size();
        entries = estate.routes().size();
        consumers = consumers();
        firstCursor = new int[consumers.size() * regions + 1];
        for (int i = 0; i < consumers.size() * regions; i++) {
            firstCursor[i + 1] = firstCursor[i] + consumers.get(i / regions).partitions();
        }
        cursors = firstCursor[consumers.size() * regions];
        noDeliveries = Deliveries.none(this);
        jobs = new CronJobs(this, entries + consumers.size());
        trees = new Node[entries + consumers.size() + jobs.routes.size()];
        nodes = new Node[trees.length][];
        for (int route = 0; route < trees.length; route++) {
            var numbered = new ArrayList<Node>();
            trees[route] = grow(null, entryOp(route), 0, numbered);
            nodes[route] = numbered.toArray(Node[]::new);
        }
        pairs = new CallPairs(this);
        purchases = new Purchases(this, estate.business());
        ingress = Ingress.of(this);
    }

    private List<Consumer> consumers() {
        var found = new ArrayList<Consumer>();
        for (int topic = 0; topic < topics; topic++) {
            var queue = estate.queues().get(topic);
            for (var group : queue.consumers()) {
                int op = opIndex(group.service(), group.operation());
                int number = found.size();
                found.add(
                        new Consumer(
                                number, topic, entries + number, op, queue.partitions(), group));
            }
        }
        return List.copyOf(found);
    }

    int entryOp(int route) {
        if (isJobs(route)) {
            return jobs.routes.get(route - entries - consumers.size()).op();
        }
        if (route >= entries) {
            return consumers.get(route - entries).op();
        }
        var entry = estate.routes().get(route);
        return opIndex(entry.service(), entry.operation());
    }

    /// Whether a route's requests are messages that a consumer group handles.
    public boolean isConsumer(int route) {
        return route >= entries && !isJobs(route);
    }

    /// Whether a route's requests are those of a job.
    public boolean isJobs(int route) {
        return route >= entries + consumers.size();
    }

    /// The consumer group of such a route.
    public Consumer consumer(int route) {
        return consumers.get(route - entries);
    }

    /// The place of an instance's first partition among all; an instance is a group in a region,
    /// `consumer * regions + region`.
    int cursor(int instance) {
        return firstCursor[instance];
    }

    /// How many partitions an instance reads.
    int partitions(int instance) {
        return firstCursor[instance + 1] - firstCursor[instance];
    }

    public Estate.Service service(int service) {
        return estate.services().get(service);
    }

    public int workload(int service, int region) {
        return service * regions + region;
    }

    public int workloads() {
        return services * regions;
    }

    /// How many streams of request lines there are, see [TickRecord#lines].
    public int requestStreams() {
        return workloads() * TickRecord.LEVELS + (ingress == null ? 0 : regions);
    }

    /// The stream of request lines that the ingress of a region writes, where there is one.
    public int ingressStream(int region) {
        return workloads() * TickRecord.LEVELS + region;
    }

    /// The shard of a cache that a hot key is on where there is one.
    public int hotShard(int cache) {
        return Rng.below(Rng.hash(cache, 0x407), shards(cache));
    }

    /// Shards of one cache.
    public int shards(int cache) {
        return firstShard[cache + 1] - firstShard[cache];
    }

    /// Zones of all third parties near all regions.
    public int zones() {
        return thirdParties * regions * ProviderZones.COUNT;
    }

    /// The number of the `zone`-th zone of a third party near a region.
    public int zone(int party, int region, int zone) {
        return (party * regions + region) * ProviderZones.COUNT + zone;
    }

    /// The number of a cache's shard in a region, `(shards before it) * regions + region`.
    public int shard(int cache, int shard, int region) {
        return (firstShard[cache] + shard) * regions + region;
    }

    /// The targets of a component, in the order of its file.
    public List<Target> targets(Kind kind, int component) {
        return targetsOf.getOrDefault(new Component(kind, component), List.of());
    }

    private record Component(Kind kind, int index) {}

    private static Map<Component, List<Target>> byComponent(List<Target> all) {
        var map = new LinkedHashMap<Component, List<Target>>();
        for (var target : all) {
            map.computeIfAbsent(
                            new Component(target.kind(), target.component()),
                            _ -> new ArrayList<>())
                    .add(target);
        }
        return map;
    }

    /// The target of a component that has this name.
    Target target(String component, String name) {
        var kind = kindOf(component);
        return targets(kind, indexOf(component)).stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(component + "/" + name));
    }

    /// Indexes of the calls that go to a target.
    int[] edgesTo(int target) {
        return edgesTo[target];
    }

    /// Whether `region`, a name or "" for all, has the region of this index.
    public boolean isRegion(String region, int index) {
        return region.isEmpty() || estate.regions().get(index).name().equals(region);
    }

    /// The index of a component among those of its kind.
    public int indexOf(String component) {
        return Objects.requireNonNull(indexes.get(component), component);
    }

    /// What a component of the estate is.
    public Kind kindOf(String component) {
        return Objects.requireNonNull(kinds.get(component), component);
    }

    /// A value derived from this world alone, computed once. All callers must ask for the same thing.
    @SuppressWarnings("unchecked")
    public <T> T memo(Supplier<T> compute) {
        if (memo.get() == null) {
            memo.compareAndSet(null, compute.get());
        }
        return (T) Objects.requireNonNull(memo.get());
    }

    private void index(Kind kind, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            indexes.put(names.get(i), i);
            kinds.put(names.get(i), kind);
        }
    }

    /// The index of an operation that exists.
    int operation(String service, String operation) {
        return opIndex(service, operation);
    }

    private int opIndex(String service, String operation) {
        int s = indexOf(service);
        var operations = service(s).operations();
        for (int o = 0; o < operations.size(); o++) {
            if (operations.get(o).name().equals(operation)) {
                return firstOp[s] + o;
            }
        }
        throw new IllegalStateException(service + "/" + operation);
    }

    private void compileService(int s) {
        var service = service(s);
        var peerNames = new ArrayList<String>();
        for (int o = 0; o < service.operations().size(); o++) {
            var spec = service.operations().get(o);
            var compiled = new Edge[spec.calls().size()];
            int transactionPool = poolIndex(service, spec.transaction());
            int first = -1;
            int last = -1;
            for (int c = 0; c < compiled.length; c++) {
                compiled[c] = edge(service, spec.calls().get(c), peerNames);
                if (transactionPool >= 0 && compiled[c].pool() == transactionPool) {
                    first = first < 0 ? c : first;
                    last = c;
                }
            }
            ops[firstOp[s] + o] =
                    new Op(
                            firstOp[s] + o,
                            s,
                            o,
                            spec,
                            Latency.of(spec.sigma()),
                            compiled,
                            transactionPool,
                            first,
                            last);
        }
        peers.add(List.copyOf(peerNames));
    }

    private static int poolIndex(Estate.Service service, String database) {
        for (int p = 0; p < service.pools().size(); p++) {
            if (service.pools().get(p).database().equals(database)) {
                return p;
            }
        }
        return -1;
    }

    private Edge edge(Estate.Service caller, Estate.Call call, List<String> peerNames) {
        var kind = kindOf(call.target());
        int component = indexOf(call.target());
        int pool = kind == Kind.DATABASE ? poolIndex(caller, call.target()) : -1;
        int peer = -1;
        if (kind.isHttp()) {
            if (!peerNames.contains(call.target())) {
                peerNames.add(call.target());
            }
            peer = peerNames.indexOf(call.target());
        }
        int index = edgeCount++;
        if (kind == Kind.SERVICE) {
            int op = opIndex(call.target(), call.operation());
            var unused = Latency.of(0.5);
            return new Edge(index, kind, component, op, -1, call, unused, 0, 0, false, -1, peer);
        }
        var target = target(call.target(), call.operation());
        return new Edge(
                index,
                kind,
                component,
                target.operation(),
                target.number(),
                call,
                target.latency(),
                target.meanMicros(),
                target.errorRatio(),
                target.read(),
                pool,
                peer);
    }

    private int[] callersFirst() {
        var order = new ArrayList<Integer>();
        var seen = new boolean[ops.length];
        for (int op = 0; op < ops.length; op++) {
            visit(op, seen, order);
        }
        return order.reversed().stream().mapToInt(Integer::intValue).toArray();
    }

    private void visit(int op, boolean[] seen, List<Integer> order) {
        if (seen[op]) {
            return;
        }
        seen[op] = true;
        for (var edge : ops[op].edges()) {
            if (edge.kind() == Kind.SERVICE) {
                visit(edge.operation(), seen, order);
            }
        }
        order.add(op);
    }

    private Node grow(@Nullable Edge edge, int op, int depth, List<Node> numbered) {
        int number = numbered.size();
        numbered.add(new Node(number, depth, edge, op, new Node[0])); // holds the number
        var callees = new Node[op < 0 ? 0 : ops[op].edges().length];
        for (int c = 0; c < callees.length; c++) {
            var call = ops[op].edges()[c];
            int callee = call.kind() == Kind.SERVICE ? call.operation() : -1;
            callees[c] = grow(call, callee, depth + 1, numbered);
        }
        var node = new Node(number, depth, edge, op, callees);
        numbered.set(number, node);
        return node;
    }
}
