// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.Labels;
import brownout.simulator.engine.Rng;
import java.util.ArrayList;
import java.util.List;

/// The metrics of a middling installation that has nothing to do with simulated worlds: 180 pods of 30
/// services, 58 nodes, caches and databases; 27,024 series, scraped every 15 seconds for 6 hours. The
/// same numbers whenever they are made.
final class Dataset {
    static final long START_MILLIS = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
    static final int STEP_MILLIS = 15_000;
    static final int SAMPLES = 1440;
    static final long END_MILLIS = START_MILLIS + (SAMPLES - 1L) * STEP_MILLIS;

    private static final int SERVICES = 30;
    private static final int PODS_PER_SERVICE = 6;
    private static final int NODES = 58;
    private static final String[] BUCKETS = {
        "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf"
    };
    private static final String[] ROUTES = {
        "/api/orders", "/api/orders/{id}", "/api/pay", "/api/users", "/healthz"
    };
    private static final String[] STATUSES = {"200", "404", "500"};
    private static final double[] STATUS_SHARES = {1, 0.03, 0.008};
    private static final String[] CPU_MODES = {
        "user", "system", "idle", "iowait", "irq", "softirq", "steal", "nice"
    };
    private static final double[] CPU_SECONDS = {4, 1.5, 9, 0.3, 0.05, 0.1, 0.02, 0.03};

    /// How a series moves: counters grow by `level` a scrape on average, gauges wander around it.
    private enum Kind {
        COUNTER,
        GAUGE,
        CONSTANT
    }

    private record Series(Labels labels, Kind kind, double level) {}

    private final List<Series> series = new ArrayList<>();

    Dataset() {
        for (int service = 0; service < SERVICES; service++) {
            for (int pod = 0; pod < PODS_PER_SERVICE; pod++) {
                addPod(service, pod);
            }
            var deployment =
                    new String[] {
                        "job",
                        "kube-state-metrics",
                        "namespace",
                        "prod",
                        "deployment",
                        name(service)
                    };
            add("kube_deployment_spec_replicas", Kind.CONSTANT, PODS_PER_SERVICE, deployment);
            add(
                    "kube_deployment_status_replicas_available",
                    Kind.CONSTANT,
                    PODS_PER_SERVICE,
                    deployment);
        }
        for (int node = 0; node < NODES; node++) {
            addNode("node-%02d:9100".formatted(node));
        }
        for (int redis = 0; redis < 6; redis++) {
            addRedis("redis-" + redis + ":9121");
        }
        for (int postgres = 0; postgres < 4; postgres++) {
            addPostgres("pg-" + postgres + ":9187");
        }
    }

    int size() {
        return series.size();
    }

    Labels labels(int index) {
        return series.get(index).labels;
    }

    /// The values of a series, one per scrape.
    double[] values(int index) {
        var of = series.get(index);
        var values = new double[SAMPLES];
        double at = of.kind == Kind.COUNTER ? of.level * 1000 : of.level;
        for (int i = 0; i < SAMPLES; i++) {
            values[i] = of.level >= 1 ? Math.rint(at) : at;
            double unit = (Rng.hash(index, i) >>> 11) / (double) (1L << 53);
            at =
                    switch (of.kind) {
                        case COUNTER -> at - Math.log(1 - unit) * of.level;
                        case GAUGE -> Math.max(0, at + (2 * unit - 1) * of.level / 120);
                        case CONSTANT -> at;
                    };
        }
        return values;
    }

    private static String name(int service) {
        return "svc-%02d".formatted(service);
    }

    private void add(String metric, Kind kind, double level, String[] labels, String... more) {
        var all = new ArrayList<>(List.of(Labels.NAME, metric));
        all.addAll(List.of(labels));
        all.addAll(List.of(more));
        series.add(new Series(Labels.of(all.toArray(String[]::new)), kind, level));
    }

    private void counter(String metric, double level, String[] labels, String... more) {
        add(metric, Kind.COUNTER, level, labels, more);
    }

    private void gauge(String metric, double level, String[] labels, String... more) {
        add(metric, Kind.GAUGE, level, labels, more);
    }

    private void constant(String metric, double level, String[] labels, String... more) {
        add(metric, Kind.CONSTANT, level, labels, more);
    }

    private void addPod(int service, int pod) {
        var address = "10.0." + service + "." + (pod + 10) + ":8080";
        var app = new String[] {"job", "app", "service", name(service), "instance", address};
        constant("up", 1, app);
        for (int route = 0; route < ROUTES.length; route++) {
            addRoute(app, route, (3 + service % 7) * (1.0 + route));
        }
        counter("process_cpu_seconds_total", 2.5, app);
        gauge("process_resident_memory_bytes", 2e8, app);
        gauge("process_virtual_memory_bytes", 1.5e9, app);
        gauge("process_open_fds", 120, app);
        constant("process_max_fds", 65_536, app);
        constant("process_start_time_seconds", 1.767e9, app);
        gauge("go_goroutines", 300, app);
        gauge("go_threads", 20, app);
        gauge("go_memstats_alloc_bytes", 8e7, app);
        gauge("go_memstats_heap_inuse_bytes", 9e7, app);
        gauge("go_memstats_heap_objects", 4e5, app);
        counter("go_memstats_alloc_bytes_total", 5e7, app);
        counter("go_gc_duration_seconds_sum", 0.01, app);
        counter("go_gc_duration_seconds_count", 2, app);
        addContainer(service, pod);
    }

    private void addRoute(String[] app, int route, double level) {
        var at = new String[] {"route", ROUTES[route]};
        for (int i = 0; i < STATUSES.length; i++) {
            counter(
                    "http_requests_total",
                    level * STATUS_SHARES[i],
                    app,
                    "route",
                    ROUTES[route],
                    "method",
                    route == 2 ? "POST" : "GET",
                    "status",
                    STATUSES[i]);
        }
        for (int i = 0; i < BUCKETS.length; i++) {
            counter(
                    "http_request_duration_seconds_bucket",
                    level * Math.min(1, (i + 1) / 9.0),
                    app,
                    "route",
                    ROUTES[route],
                    "le",
                    BUCKETS[i]);
        }
        counter("http_request_duration_seconds_count", level, app, at);
        counter("http_request_duration_seconds_sum", level * 0.12, app, at);
    }

    private void addContainer(int service, int pod) {
        var podName = "%s-%05x-%d".formatted(name(service), service * 7919 + 4096, pod);
        var node = "node-%02d".formatted((service * PODS_PER_SERVICE + pod) % NODES);
        var container =
                new String[] {
                    "job",
                    "cadvisor",
                    "namespace",
                    "prod",
                    "pod",
                    podName,
                    "container",
                    name(service),
                    "node",
                    node
                };
        counter("container_cpu_usage_seconds_total", 2.7, container);
        gauge("container_memory_working_set_bytes", 2.2e8, container);
        gauge("container_memory_rss", 1.9e8, container);
        gauge("container_fs_usage_bytes", 3e7, container);
        counter("container_cpu_cfs_throttled_periods_total", 3, container);
        counter("container_cpu_cfs_periods_total", 150, container);
        counter("container_network_receive_bytes_total", 4e5, container);
        counter("container_network_transmit_bytes_total", 5e5, container);
        var state = new String[] {"job", "kube-state-metrics", "namespace", "prod", "pod", podName};
        counter(
                "kube_pod_container_status_restarts_total",
                0.002,
                state,
                "container",
                name(service));
        constant("kube_pod_status_phase", 1, state, "phase", "Running");
        constant(
                "kube_pod_container_resource_limits",
                536_870_912,
                state,
                "container",
                name(service),
                "resource",
                "memory",
                "unit",
                "byte");
        constant(
                "kube_pod_container_resource_requests",
                0.25,
                state,
                "container",
                name(service),
                "resource",
                "cpu",
                "unit",
                "core");
    }

    private void addNode(String address) {
        var node = new String[] {"job", "node", "instance", address};
        constant("up", 1, node);
        for (int cpu = 0; cpu < 8; cpu++) {
            for (int mode = 0; mode < CPU_MODES.length; mode++) {
                counter(
                        "node_cpu_seconds_total",
                        CPU_SECONDS[mode],
                        node,
                        "cpu",
                        String.valueOf(cpu),
                        "mode",
                        CPU_MODES[mode]);
            }
        }
        addFilesystems(node);
        for (var device : List.of("eth0", "eth1", "lo", "docker0")) {
            counter("node_network_receive_bytes_total", 3e6, node, "device", device);
            counter("node_network_transmit_bytes_total", 2e6, node, "device", device);
            counter("node_network_receive_errs_total", 0.01, node, "device", device);
            counter("node_network_transmit_drop_total", 0.01, node, "device", device);
        }
        constant("node_memory_MemTotal_bytes", 34_359_738_368.0, node);
        constant("node_memory_SwapFree_bytes", 4_294_967_296.0, node);
        gauge("node_memory_MemAvailable_bytes", 1.2e10, node);
        gauge("node_memory_Cached_bytes", 8e9, node);
        gauge("node_memory_Buffers_bytes", 4e8, node);
        gauge("node_memory_MemFree_bytes", 3e9, node);
        gauge("node_load1", 3, node);
        gauge("node_load5", 2.8, node);
        gauge("node_load15", 2.5, node);
        constant("node_boot_time_seconds", 1.766e9, node);
        for (var device : List.of("sda", "sdb")) {
            counter("node_disk_io_time_seconds_total", 1.2, node, "device", device);
            counter("node_disk_read_bytes_total", 1e6, node, "device", device);
            counter("node_disk_written_bytes_total", 3e6, node, "device", device);
            counter("node_disk_reads_completed_total", 40, node, "device", device);
        }
    }

    private void addFilesystems(String[] node) {
        var mounts = List.of("/", "/var", "/boot", "/data", "/tmp");
        double[] sizes = {1e11, 5e11, 1e9, 2e12, 1e10};
        for (int i = 0; i < mounts.size(); i++) {
            var at =
                    new String[] {
                        "mountpoint", mounts.get(i), "fstype", "ext4", "device", "/dev/sd" + i
                    };
            constant("node_filesystem_size_bytes", sizes[i], node, at);
            gauge("node_filesystem_avail_bytes", sizes[i] * 0.4, node, at);
            gauge("node_filesystem_files_free", 4e6, node, at);
        }
    }

    private void addRedis(String address) {
        var redis = new String[] {"job", "redis", "instance", address};
        constant("redis_up", 1, redis);
        constant("redis_memory_max_bytes", 1_073_741_824, redis);
        gauge("redis_memory_used_bytes", 6e8, redis);
        gauge("redis_connected_clients", 80, redis);
        gauge("redis_blocked_clients", 2, redis);
        gauge("redis_db_keys", 2e5, redis);
        gauge("redis_slowlog_length", 12, redis);
        counter("redis_commands_processed_total", 9000, redis);
        counter("redis_keyspace_hits_total", 8000, redis);
        counter("redis_keyspace_misses_total", 600, redis);
        counter("redis_evicted_keys_total", 1, redis);
        counter("redis_expired_keys_total", 60, redis);
    }

    private void addPostgres(String address) {
        var postgres = new String[] {"job", "postgres", "instance", address};
        for (var database : List.of("orders", "users", "billing")) {
            var at = new String[] {"datname", database};
            counter("pg_stat_database_xact_commit", 900, postgres, at);
            counter("pg_stat_database_xact_rollback", 4, postgres, at);
            counter("pg_stat_database_blks_hit", 9e4, postgres, at);
            counter("pg_stat_database_blks_read", 900, postgres, at);
            counter("pg_stat_database_deadlocks", 0.01, postgres, at);
            gauge("pg_database_size_bytes", 8e9, postgres, at);
            for (var state : List.of("active", "idle", "idle in transaction")) {
                gauge("pg_stat_activity_count", 20, postgres, "datname", database, "state", state);
            }
        }
        constant("pg_up", 1, postgres);
        constant("pg_settings_max_connections", 200, postgres);
        gauge("pg_replication_lag_seconds", 1, postgres);
    }
}
