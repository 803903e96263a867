// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import java.util.List;

/// What the cluster's exporters say of deployments, services, autoscalers and nodes.
final class KubeMetrics {
    private static final String HPA = "kube_horizontalpodautoscaler_";

    private final World world;
    private final FixedMetrics into;

    KubeMetrics(World world, FixedMetrics into) {
        this.world = world;
        this.into = into;
    }

    void addAll() {
        int machine = 0;
        for (int region = 0; region < world.regions; region++) {
            for (int service = 0; service < world.services; service++) {
                deployment(service, region);
            }
            for (int i = 0; i < world.estate.autoscalers().size(); i++) {
                autoscaler(i, region);
            }
            for (var node : world.estate.regions().get(region).nodes()) {
                node(node, machine++, region);
            }
        }
    }

    private Labels cluster(int region, String label, String name) {
        var regionName = world.estate.regions().get(region).name();
        return Labels.of(
                "job",
                "kube-state-metrics",
                "instance",
                "kube-state-metrics." + regionName + ":8080",
                "namespace",
                world.estate.namespace(),
                label,
                name,
                "region",
                regionName);
    }

    private void deployment(int service, int region) {
        int workload = world.workload(service, region);
        var name = world.service(service).name();
        var labels = cluster(region, "deployment", name).with("service", name);
        into.add(
                "kube_deployment_spec_replicas",
                labels,
                (snapshot, _, _, second) -> snapshot.replicas(second - 1, workload));
        into.add(
                "kube_deployment_status_replicas_available",
                labels,
                (snapshot, _, _, second) -> snapshot.fleet.readyCount(workload, second - 1));
        into.add(
                "kube_deployment_status_replicas_unavailable",
                labels,
                (snapshot, _, _, second) ->
                        Math.max(
                                0,
                                snapshot.replicas(second - 1, workload)
                                        - snapshot.fleet.readyCount(workload, second - 1)));
        into.add(
                "kube_endpoint_address_available",
                cluster(region, "endpoint", name).with("service", name),
                (snapshot, _, _, second) -> snapshot.fleet.routedCount(workload, second - 1));
    }

    private void autoscaler(int i, int region) {
        var name = world.estate.autoscalers().get(i).service();
        int at = i * world.regions + region;
        int workload = world.workload(world.indexOf(name), region);
        var labels = cluster(region, "horizontalpodautoscaler", name).with("service", name);
        into.add(
                HPA + "spec_min_replicas",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Autoscaler.MINIMUM, at)));
        into.add(
                HPA + "spec_max_replicas",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Autoscaler.MAXIMUM, at)));
        into.add(
                HPA + "status_current_replicas",
                labels,
                (snapshot, _, _, second) -> snapshot.fleet.readyCount(workload, second - 1));
        into.add(
                HPA + "status_desired_replicas",
                labels,
                (snapshot, _, _, second) -> snapshot.replicas(second - 1, workload));
        into.add(
                HPA + "status_condition",
                labels.with("condition", "ScalingActive").with("status", "true"),
                (_, _, frame, _) -> frame.at(Gauge.Autoscaler.BLIND, at) > 0 ? 0 : 1);
    }

    private void node(Estate.Node node, int machine, int region) {
        var labels = cluster(region, "node", node.name());
        into.add(
                "kube_node_status_condition",
                labels.with("condition", "Ready").with("status", "true"),
                (_, _, frame, _) -> frame.at(Gauge.Machine.GONE, machine) >= 2 ? 0 : 1);
        into.add(
                "kube_node_spec_unschedulable",
                labels,
                (_, _, frame, _) -> Math.rint(frame.at(Gauge.Machine.CORDONED, machine)));
        var own =
                Labels.of(
                        "job", "node-exporter",
                        "instance", node.name() + ":9100",
                        "node", node.name(),
                        "zone", node.zone(),
                        "region", world.estate.regions().get(region).name());
        into.add("up", own, (_, _, frame, _) -> isGone(frame, machine) ? 0 : 1);
        exported(own, machine, "node_load1", (_, _, frame, _) -> load(frame, machine));
        exported(
                own,
                machine,
                "node_memory_MemTotal_bytes",
                (_, _, _, _) -> (double) node.memoryBytes());
        exported(
                own,
                machine,
                "node_memory_MemAvailable_bytes",
                (_, _, frame, _) ->
                        Math.rint(
                                Math.max(
                                        0x1p27,
                                        node.memoryBytes()
                                                - frame.at(Gauge.Machine.MEBIBYTES, machine)
                                                        * 0x1p20)));
        exported(
                own,
                machine,
                "node_timex_offset_seconds",
                (_, _, frame, _) ->
                        (frame.at(Gauge.Machine.AHEAD_MICROS, machine)
                                        - frame.at(Gauge.Machine.BEHIND_MICROS, machine))
                                / 1e6);
        mode(own, machine, "user", Total.Machine.BUSY_MICROS, 0.78);
        mode(own, machine, "system", Total.Machine.BUSY_MICROS, 0.22);
        mode(own, machine, "steal", Total.Machine.STEAL_MICROS, 1);
        mode(own, machine, "idle", Total.Machine.IDLE_MICROS, 1);
    }

    private static boolean isGone(Frame frame, int machine) {
        return frame.at(Gauge.Machine.GONE, machine) > 0;
    }

    private static double load(Frame frame, int machine) {
        return Math.rint(1.1 * frame.at(Gauge.Machine.CORES, machine) * 100) / 100;
    }

    private void mode(Labels own, int machine, String mode, Total.Machine total, double share) {
        exported(
                own.with("mode", mode),
                machine,
                "node_cpu_seconds_total",
                (_, scrape, _, _) ->
                        Math.floor(share * scrape.totals.at(total, machine) / 1e4) / 100);
    }

    /// A node that is gone exports nothing.
    private void exported(Labels own, int machine, String name, FixedRow.Reading reading) {
        into.add(
                name,
                own,
                (snapshot, scrape, frame, second) ->
                        isGone(frame, machine)
                                ? Row.ABSENT
                                : reading.at(snapshot, scrape, frame, second));
    }

    /// Metrics of pods' runtimes, of containers, the cluster and its nodes.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("kube_deployment_spec_replicas", "Pods wanted."),
                    Instrument.gauge("kube_deployment_status_replicas_available", "Pods ready."),
                    Instrument.counter(
                            "kube_pod_container_status_restarts_total",
                            "Restarts of the container within its pod."),
                    Instrument.gauge("process_virtual_memory_bytes", "Virtual memory."),
                    Instrument.gauge("process_open_fds", "Open files and sockets."),
                    Instrument.gauge("process_max_fds", "How many may be open."),
                    Instrument.gauge("process_threads", "Threads."),
                    Instrument.gauge("jvm_memory_used_bytes", "Memory in use, by area."),
                    Instrument.gauge("jvm_memory_max_bytes", "Memory allowed, by area."),
                    Instrument.summary("jvm_gc_pause_seconds", "Pauses of collections."),
                    Instrument.gauge("jvm_threads_live_threads", "Live threads."),
                    Instrument.gauge("executor_active_threads", "Workers with a request."),
                    Instrument.gauge("executor_queued_tasks", "Requests waiting for a worker."),
                    Instrument.gauge("go_goroutines", "Goroutines."),
                    Instrument.gauge("go_memstats_heap_inuse_bytes", "Heap in use."),
                    Instrument.summary("go_gc_duration_seconds", "Collection cycles."),
                    Instrument.gauge("nodejs_heap_size_used_bytes", "Heap in use."),
                    Instrument.gauge("nodejs_heap_size_total_bytes", "Heap allowed."),
                    Instrument.gauge("nodejs_eventloop_lag_seconds", "Event loop lag."),
                    Instrument.counter("python_gc_collections_total", "Collections."),
                    Instrument.counter("container_cpu_usage_seconds_total", "CPU time."),
                    Instrument.counter("container_cpu_cfs_periods_total", "Periods of the limit."),
                    Instrument.counter(
                            "container_cpu_cfs_throttled_periods_total",
                            "Periods in which the limit stopped the container."),
                    Instrument.counter(
                            "container_cpu_cfs_throttled_seconds_total",
                            "Time the container was stopped by its limit."),
                    Instrument.gauge(
                            "container_memory_working_set_bytes",
                            "Memory that counts against the limit."),
                    Instrument.gauge("container_memory_rss", "Resident memory."),
                    Instrument.gauge("kube_pod_container_status_ready", "1 if ready."),
                    Instrument.gauge("kube_pod_status_phase", "1 for the phase of the pod."),
                    Instrument.gauge(
                            "kube_pod_container_status_waiting_reason",
                            "1 for what the container waits for."),
                    Instrument.gauge(
                            "kube_pod_container_status_last_terminated_reason",
                            "1 for why it stopped last."),
                    Instrument.gauge(
                            "kube_deployment_status_replicas_unavailable", "Pods missing."),
                    Instrument.gauge("kube_endpoint_address_available", "Pods that requests find."),
                    Instrument.gauge(HPA + "spec_min_replicas", "Fewest pods."),
                    Instrument.gauge(HPA + "spec_max_replicas", "Most pods."),
                    Instrument.gauge(HPA + "status_current_replicas", "Pods there are."),
                    Instrument.gauge(HPA + "status_desired_replicas", "Pods it wants."),
                    Instrument.gauge(HPA + "status_condition", "1 if it works."),
                    Instrument.gauge("kube_node_status_condition", "1 if the condition holds."),
                    Instrument.gauge("kube_node_spec_unschedulable", "1 if cordoned."),
                    Instrument.gauge("node_load1", "Load, one minute."),
                    Instrument.gauge("node_memory_MemTotal_bytes", "Memory."),
                    Instrument.gauge("node_memory_MemAvailable_bytes", "Memory left."),
                    Instrument.gauge("node_timex_offset_seconds", "Clock offset."));
}
