// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Platform;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What the callers' sidecars count of calls between services, summed by workload as Istio's guide to
/// observability advises for production, where an estate has a mesh: its standard metrics, as the source
/// reports them. A call without an answer has response code 0 and a flag that says why; one whose name
/// was not found reached no proxy. Durations are not kept by code.
///
/// See istio.io/latest/docs/reference/config/metrics.
final class MeshMetrics {
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.counter(
                            "istio_requests_total", "Calls between services, by response code."),
                    Instrument.histogram(
                            "istio_request_duration_milliseconds",
                            "Time that calls between services took."));

    private static final List<String> MILLIS =
            List.of("50", "100", "250", "500", "1000", "2500", "+Inf"); // of Cells.pairBound

    private final World world;
    private final Platform.Mesh mesh;
    private final List<WorkloadRow> rows;
    private final List<Row> targets;

    private MeshMetrics(
            World world, Platform.Mesh mesh, List<WorkloadRow> rows, List<Row> targets) {
        this.world = world;
        this.mesh = mesh;
        this.rows = rows;
        this.targets = targets;
    }

    static void add(World world, List<WorkloadRow> rows, List<Row> targets) {
        world.estate
                .platform()
                .ifPresent(platform ->
                        new MeshMetrics(world, platform.mesh(), rows, targets).addAll());
    }

    private void addAll() {
        for (int region = 0; region < world.regions; region++) {
            var target = target(world.estate.regions().get(region).name());
            targets.add(new FixedRow(target.with(Labels.NAME, "up"), (_, _, _, _) -> 1));
            for (int service = 0; service < world.services; service++) {
                var peers = world.peers.get(service);
                int[] workloads = {world.workload(service, region)};
                for (int peer = 0; peer < peers.size(); peer++) {
                    if (world.kindOf(peers.get(peer)) == World.Kind.SERVICE) {
                        pair(target, service, workloads, peer);
                    }
                }
            }
        }
    }

    private Labels target(String region) {
        return Labels.of(
                "job", mesh.engine(),
                "instance", mesh.engine() + "-telemetry." + region + ":9090",
                "namespace", mesh.namespace(),
                "service", mesh.engine(),
                "region", region);
    }

    private void pair(Labels target, int service, int[] workloads, int peer) {
        var cells = new Cells(world, service);
        int block = cells.peer(peer);
        var labels = labels(target, service, world.peers.get(service).get(peer));
        for (int s = 0; s < Status.COUNT; s++) {
            int cell = cells.status(block, s);
            var flags = flags(s);
            if (!flags.isEmpty()) {
                add(
                        "istio_requests_total",
                        labels.with("response_code", Integer.toString(Status.code(s)))
                                .with("response_flags", flags),
                        workloads,
                        counts -> SpanMetrics.positive(counts.count(cell)));
            }
        }
        var durations = "istio_request_duration_milliseconds";
        int all = cells.bucket(block, Cells.BUCKETS - 1);
        for (int n = 0; n < Cells.PAIR_BUCKETS; n++) {
            int cell = cells.bucket(block, Cells.pairBound(n));
            add(
                    durations + "_bucket",
                    labels.with("le", MILLIS.get(n)),
                    workloads,
                    counts -> SpanMetrics.where(counts, all, (double) counts.count(cell)));
        }
        add(durations + "_count", labels, workloads, c -> SpanMetrics.positive(c.count(all)));
        add(
                durations + "_sum",
                labels,
                workloads,
                counts -> SpanMetrics.where(counts, all, (double) counts.sumMicros(block) / 1e3));
    }

    private Labels labels(Labels target, int service, String peer) {
        var namespace = world.estate.namespace();
        var map = target.toMap();
        map.put("reporter", "source");
        map.put("source_workload", world.service(service).name());
        map.put("source_workload_namespace", namespace);
        map.put("destination_workload", peer);
        map.put("destination_workload_namespace", namespace);
        map.put("destination_service", peer + "." + namespace + ".svc.cluster.local");
        map.put("destination_service_name", peer);
        map.put("request_protocol", "http");
        return Labels.of(map);
    }

    private void add(
            String name, Labels labels, int[] workloads, ToDoubleFunction<WorkloadCounts> reading) {
        rows.add(new WorkloadRow(labels.with(Labels.NAME, name), workloads, reading));
    }

    /// Envoy's response flags; "" where no proxy saw the call.
    private static String flags(int status) {
        if (status == Status.TIMEOUT) {
            return "DC"; // the caller hung up
        }
        if (status == Status.RESET) {
            return "UC"; // the callee did
        }
        if (status == Status.REFUSED) {
            return "UH"; // no healthy callee
        }
        if (status == Status.UNTRUSTED) {
            return "UF"; // no connection
        }
        return status == Status.UNRESOLVED ? "" : "-";
    }
}
