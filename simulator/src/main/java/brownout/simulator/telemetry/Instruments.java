// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.MetricStore.MetricMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Every metric there is, one row each: what `# TYPE`, `# HELP` and `# UNIT` say. The rows are with the
/// classes that expose them; here are services' own, what Prometheus writes of targets, and what rules
/// write.
final class Instruments {
    /// What services expose.
    private static final List<MetricMetadata> SERVICES =
            List.of(
                    Instrument.counter(
                            "http_requests_total", "Requests answered, by route and status."),
                    Instrument.histogram(
                            "http_request_duration_seconds", "Time to answer a request."),
                    Instrument.counter(
                            "http_client_requests_total",
                            "Calls made to other services, by peer and status; timeout,"
                                    + " reset and refused are calls without an answer."),
                    Instrument.histogram(
                            "http_client_request_duration_seconds",
                            "Time a call to another service took, as its caller saw it."),
                    Instrument.gauge("hikaricp_connections", "Connections in the pool."),
                    Instrument.gauge("hikaricp_connections_max", "Largest size of the pool."),
                    Instrument.gauge("hikaricp_connections_active", "Connections lent out."),
                    Instrument.gauge("hikaricp_connections_idle", "Connections not lent out."),
                    Instrument.gauge("hikaricp_connections_pending", "Threads waiting for one."),
                    Instrument.counter(
                            "hikaricp_connections_timeout_total",
                            "Threads that waited for a connection in vain."),
                    Instrument.counter(
                            "process_cpu_seconds_total", "CPU time used, user and system."),
                    Instrument.gauge("process_resident_memory_bytes", "Resident memory."),
                    Instrument.gauge(
                            "container_spec_cpu_limit_cores", "CPU limit of the container."),
                    Instrument.gauge("container_spec_memory_limit_bytes", "Memory limit."));

    /// What is written of targets and probes.
    private static final List<MetricMetadata> TARGETS =
            List.of(
                    Instrument.gauge("up", "1 if the last scrape or probe worked."),
                    Instrument.gauge("probe_duration_seconds", "Time the probe took."));

    /// What is written of alerts.
    private static final List<MetricMetadata> RULES =
            List.of(
                    Instrument.gauge("ALERTS", "1 while an alert is pending or firing."),
                    Instrument.gauge("ALERTS_FOR_STATE", "When an alert became active."));

    static final List<MetricMetadata> TABLE =
            Stream.of(
                            SERVICES,
                            TARGETS,
                            DatabaseInstruments.METRICS,
                            CacheMetrics.METRICS,
                            QueueMetrics.METRICS,
                            NetworkMetrics.METRICS,
                            KubeMetrics.METRICS,
                            BusinessMetrics.METRICS,
                            ChangeMetrics.METRICS,
                            JobMetrics.METRICS,
                            MeshMetrics.METRICS,
                            SpanMetrics.METRICS,
                            MonitoringMetrics.METRICS,
                            AlertmanagerMetrics.METRICS,
                            RULES)
                    .flatMap(List::stream)
                    .sorted(Comparator.comparing(MetricMetadata::name))
                    .toList();

    private Instruments() {}
}
