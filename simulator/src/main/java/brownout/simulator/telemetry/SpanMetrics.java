// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.CallPairs;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Monitoring;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What is counted of all spans on their way to the store, before any is left out there: requests by span
/// name, and the graph of who calls whom, under the names that Tempo's
/// metrics generator gives them. All regions together, as traces are not kept by region. Server and
/// consumer spans have span metrics. A pair of services has the durations of both ends; what is only seen
/// from one end (a database, a provider, a customer) is a virtual node. Latencies are not kept by status.
///
/// See grafana.com/docs/tempo/latest/metrics-from-traces.
final class SpanMetrics {
    private static final String CALLS = "traces_spanmetrics_calls_total";
    private static final String LATENCY = "traces_spanmetrics_latency";
    private static final String GRAPH = "traces_service_graph_request_";
    private static final String OWN = "span-metrics";

    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.counter(CALLS, "Spans, by name and status."),
                    Instrument.histogram(LATENCY, "How long spans took, in seconds."),
                    Instrument.counter(GRAPH + "total", "Calls, by who called whom."),
                    Instrument.counter(GRAPH + "failed_total", "Calls that failed."),
                    Instrument.histogram(
                            GRAPH + "client_seconds", "Time a call took as its caller saw it."),
                    Instrument.histogram(
                            GRAPH + "server_seconds", "Time a call took as the called saw it."));

    private final World world;
    private final List<WorkloadRow> rows;
    private final List<Row> targets;
    private final Labels target;

    private SpanMetrics(World world, List<WorkloadRow> rows, List<Row> targets) {
        this.world = world;
        this.rows = rows;
        this.targets = targets;
        var monitoring = world.estate.monitoring();
        var region = monitoring.map(Monitoring::region);
        target =
                Labels.of(
                        "job",
                        OWN,
                        "instance",
                        OWN
                                + "."
                                + region.orElse(world.estate.regions().getFirst().name())
                                + ":8889",
                        "namespace",
                        monitoring.map(Monitoring::namespace).orElse("monitoring"));
    }

    static void add(World world, List<WorkloadRow> rows, List<Row> targets) {
        new SpanMetrics(world, rows, targets).addAll();
    }

    private void addAll() {
        targets.add(new FixedRow(target.with(Labels.NAME, "up"), (_, _, _, _) -> 1));
        for (int service = 0; service < world.services; service++) {
            var of = new Service(service);
            of.operations();
            of.clients();
            of.peers();
            of.stores();
        }
    }

    /// A labelled counter has no series before its first event.
    static double positive(long count) {
        return count > 0 ? count : Row.ABSENT;
    }

    /// `value` where something has been counted in the cell `all`.
    static double where(WorkloadCounts counts, int all, double value) {
        return counts.count(all) > 0 ? value : Row.ABSENT;
    }

    /// The series of one service's workloads.
    private final class Service {
        private final int service;
        private final String name;
        private final Cells cells;
        private final int[] workloads;

        Service(int service) {
            this.service = service;
            name = world.service(service).name();
            cells = new Cells(world, service);
            workloads =
                    IntStream.range(0, world.regions)
                            .map(region -> world.workload(service, region))
                            .toArray();
        }

        void operations() {
            for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
                var op = world.ops[o];
                int block = cells.operation(op.inService());
                var labels = ofSpan(op);
                for (boolean failed : new boolean[] {false, true}) {
                    int[] statuses = statuses(block, failed);
                    add(
                            CALLS,
                            labels.with(
                                    "status_code",
                                    failed ? "STATUS_CODE_ERROR" : "STATUS_CODE_UNSET"),
                            counts -> positive(sum(counts, statuses)));
                }
                histogram(LATENCY, labels, ofBlock(block), block);
            }
        }

        private Labels ofSpan(World.Op op) {
            boolean consumes = op.spec().consumes();
            return target.with("service", name)
                    .with("span_name", (consumes ? "process" : op.method()) + " " + op.route())
                    .with("span_kind", consumes ? "SPAN_KIND_CONSUMER" : "SPAN_KIND_SERVER");
        }

        void clients() {
            var clients = world.pairs.clients.get(service);
            for (int c = 0; c < clients.size(); c++) {
                int pair = cells.client(c);
                boolean isUser = clients.get(c).equals(CallPairs.USER);
                var labels = edge(clients.get(c), name, isUser ? "virtual_node" : "");
                if (isUser) {
                    pairCounts(labels, pair);
                }
                histogram(GRAPH + "server_seconds", labels, ofPair(pair), cells.pairSum(pair));
            }
        }

        void peers() {
            var peers = world.peers.get(service);
            for (int p = 0; p < peers.size(); p++) {
                int block = cells.peer(p);
                boolean isService = world.kindOf(peers.get(p)) == World.Kind.SERVICE;
                var labels = edge(name, peers.get(p), isService ? "" : "virtual_node");
                int all = cells.bucket(block, Cells.BUCKETS - 1);
                int[] failures = statuses(block, true);
                add(GRAPH + "total", labels, counts -> positive(counts.count(all)));
                add(GRAPH + "failed_total", labels, counts -> positive(sum(counts, failures)));
                histogram(GRAPH + "client_seconds", labels, ofBlock(block), block);
            }
        }

        void stores() {
            var stores = world.pairs.stores.get(service);
            for (int s = 0; s < stores.size(); s++) {
                int pair = cells.store(s);
                var type =
                        world.kindOf(stores.get(s)) == World.Kind.TOPIC
                                ? "messaging_system"
                                : "database";
                var labels = edge(name, stores.get(s), type);
                pairCounts(labels, pair);
                histogram(GRAPH + "client_seconds", labels, ofPair(pair), cells.pairSum(pair));
            }
        }

        private Labels edge(String client, String server, String type) {
            return target.with("service", OWN)
                    .with("client", client)
                    .with("server", server)
                    .with("connection_type", type);
        }

        private void pairCounts(Labels labels, int pair) {
            int all = cells.pairBucket(pair, Cells.PAIR_BUCKETS - 1);
            int failures = cells.pairFailures(pair);
            add(GRAPH + "total", labels, counts -> positive(counts.count(all)));
            add(GRAPH + "failed_total", labels, counts -> positive(counts.count(failures)));
        }

        private int[] ofBlock(int block) {
            return IntStream.range(0, Cells.PAIR_BUCKETS)
                    .map(n -> cells.bucket(block, Cells.pairBound(n)))
                    .toArray();
        }

        private int[] ofPair(int pair) {
            return IntStream.range(0, Cells.PAIR_BUCKETS)
                    .map(n -> cells.pairBucket(pair, n))
                    .toArray();
        }

        /// The cells of a block's statuses that are failures, or that are not.
        private int[] statuses(int block, boolean failures) {
            return IntStream.range(0, Status.COUNT)
                    .filter(status -> Status.isFailure(status) == failures)
                    .map(status -> cells.status(block, status))
                    .toArray();
        }

        private static long sum(WorkloadCounts counts, int[] of) {
            long sum = 0;
            for (int cell : of) {
                sum += counts.count(cell);
            }
            return sum;
        }

        /// A histogram in seconds whose buckets, those of [Cells#pairBound], are in the cells `of`.
        private void histogram(String metric, Labels labels, int[] of, int sum) {
            int all = of[of.length - 1];
            for (int n = 0; n < of.length; n++) {
                int cell = of[n];
                add(
                        metric + "_bucket",
                        labels.with("le", Cells.bucketLabel(Cells.pairBound(n))),
                        counts -> where(counts, all, (double) counts.count(cell)));
            }
            add(metric + "_count", labels, counts -> positive(counts.count(all)));
            add(
                    metric + "_sum",
                    labels,
                    counts -> where(counts, all, (double) counts.sumMicros(sum) / 1e6));
        }

        private void add(String metric, Labels labels, ToDoubleFunction<WorkloadCounts> reading) {
            rows.add(new WorkloadRow(labels.with(Labels.NAME, metric), workloads, reading));
        }
    }
}
