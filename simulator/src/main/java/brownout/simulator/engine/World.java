// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;
import brownout.simulator.model.Latency;
import java.util.ArrayList;
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
        THIRD_PARTY
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
    /// HTTP). For other callees than services, `latency` and `meanMicros` say how long it takes.
    public record Edge(
            int index,
            Kind kind,
            int component,
            int operation,
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

    /// Every service's operations, services in file order.
    public final Op[] ops;

    /// Operations in an order where callers come before callees.
    public final int[] callersFirst;

    public final int edges;

    /// The first of a service's operations in `ops`.
    public final int[] firstOp;

    /// Names of the HTTP peers of each service.
    public final List<List<String>> peers;

    /// Call trees by route, and for each the nodes by number.
    public final Node[] trees;

    public final Node[][] nodes;

    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private int edgeCount;
    private final AtomicReference<@Nullable Object> memo = new AtomicReference<>();

    public World(Estate estate) {
        this.estate = estate;
        regions = estate.regions().size();
        services = estate.services().size();
        databases = estate.databases().size();
        caches = estate.caches().size();
        thirdParties = estate.thirdParties().size();
        index(estate.serviceNames());
        index(estate.databases().stream().map(Estate.Database::name).toList());
        index(estate.caches().stream().map(Estate.Cache::name).toList());
        index(estate.thirdParties().stream().map(Estate.ThirdParty::name).toList());
        firstOp = new int[services + 1];
        for (int s = 0; s < services; s++) {
            firstOp[s + 1] = firstOp[s] + estate.services().get(s).operations().size();
        }
        peers = new ArrayList<>();
        ops = new Op[firstOp[services]];
        for (int s = 0; s < services; s++) {
            compileService(s);
        }
        edges = edgeCount;
        callersFirst = callersFirst();
        trees = new Node[estate.routes().size()];
        nodes = new Node[trees.length][];
        for (int route = 0; route < trees.length; route++) {
            var entry = estate.routes().get(route);
            var numbered = new ArrayList<Node>();
            trees[route] = grow(null, opIndex(entry.service(), entry.operation()), 0, numbered);
            nodes[route] = numbered.toArray(Node[]::new);
        }
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

    /// The index of a component among those of its kind.
    public int indexOf(String component) {
        return Objects.requireNonNull(indexes.get(component), component);
    }

    /// Where a component's slowness is kept: services, databases, caches, third parties in a row.
    public int slowIndex(Kind kind, int component) {
        return switch (kind) {
            case SERVICE -> component;
            case DATABASE -> services + component;
            case CACHE -> services + databases + component;
            case THIRD_PARTY -> services + databases + caches + component;
        };
    }

    public int slowIndexes() {
        return services + databases + caches + thirdParties;
    }

    /// The kind of a component that may be called and slowed; queues, object stores and search clusters
    /// have none of these yet.
    public Kind kindOf(String component) {
        if (estate.service(component).isPresent()) {
            return Kind.SERVICE;
        }
        if (estate.databases().stream().anyMatch(d -> d.name().equals(component))) {
            return Kind.DATABASE;
        }
        if (estate.caches().stream().anyMatch(c -> c.name().equals(component))) {
            return Kind.CACHE;
        }
        if (estate.thirdParties().stream().anyMatch(t -> t.name().equals(component))) {
            return Kind.THIRD_PARTY;
        }
        throw new IllegalArgumentException("\"" + component + "\" cannot be run yet");
    }

    /// A value derived from this world alone, computed once. All callers must ask for the same thing.
    @SuppressWarnings("unchecked")
    public <T> T memo(Supplier<T> compute) {
        if (memo.get() == null) {
            memo.compareAndSet(null, compute.get());
        }
        return (T) Objects.requireNonNull(memo.get());
    }

    private void index(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            indexes.put(names.get(i), i);
        }
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
                            new Latency(spec.sigma()),
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
        if (kind == Kind.SERVICE || kind == Kind.THIRD_PARTY) {
            if (!peerNames.contains(call.target())) {
                peerNames.add(call.target());
            }
            peer = peerNames.indexOf(call.target());
        }
        int index = edgeCount++;
        return switch (kind) {
            case SERVICE ->
                    new Edge(
                            index,
                            kind,
                            component,
                            opIndex(call.target(), call.operation()),
                            call,
                            new Latency(0.5),
                            0,
                            0,
                            false,
                            pool,
                            peer);
            case DATABASE -> {
                var queries = estate.databases().get(component).queries();
                int q = find(queries.stream().map(Estate.QueryClass::name).toList(), call);
                var query = queries.get(q);
                yield new Edge(
                        index,
                        kind,
                        component,
                        q,
                        call,
                        new Latency(query.sigma()),
                        query.meanMicros(),
                        query.errorRatio(),
                        false,
                        pool,
                        peer);
            }
            case CACHE -> {
                var commands = estate.caches().get(component).commands();
                int c = find(commands.stream().map(Estate.CacheCommand::name).toList(), call);
                var command = commands.get(c);
                yield new Edge(
                        index,
                        kind,
                        component,
                        c,
                        call,
                        new Latency(command.sigma()),
                        command.meanMicros(),
                        0,
                        command.read(),
                        pool,
                        peer);
            }
            case THIRD_PARTY -> {
                var endpoints = estate.thirdParties().get(component).operations();
                int e =
                        find(
                                endpoints.stream().map(Estate.ThirdPartyOperation::name).toList(),
                                call);
                var endpoint = endpoints.get(e);
                yield new Edge(
                        index,
                        kind,
                        component,
                        e,
                        call,
                        new Latency(endpoint.sigma()),
                        endpoint.meanMicros(),
                        endpoint.errorRatio(),
                        false,
                        pool,
                        peer);
            }
        };
    }

    private static int find(List<String> names, Estate.Call call) {
        return names.indexOf(call.operation());
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
