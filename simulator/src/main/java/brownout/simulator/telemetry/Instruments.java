// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.MetricStore.MetricMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Every metric there is, one row each: what `# TYPE` and `# HELP` say.
final class Instruments {
    static final List<MetricMetadata> TABLE =
            all(List.of(
                            // services
                            counter(
                                    "http_requests_total",
                                    "Requests answered, by route and status."),
                            histogram("http_request_duration_seconds", "Time to answer a request."),
                            counter(
                                    "http_client_requests_total",
                                    "Calls made to other services, by peer and status; timeout, reset"
                                            + " and refused are calls without an answer."),
                            histogram(
                                    "http_client_request_duration_seconds",
                                    "Time a call to another service took, as its caller saw it."),
                            gauge("hikaricp_connections", "Connections in the pool.", ""),
                            gauge("hikaricp_connections_max", "Largest size of the pool.", ""),
                            gauge("hikaricp_connections_active", "Connections lent out.", ""),
                            gauge("hikaricp_connections_idle", "Connections not lent out.", ""),
                            gauge("hikaricp_connections_pending", "Threads waiting for one.", ""),
                            counter(
                                    "hikaricp_connections_timeout_total",
                                    "Threads that waited for a connection in vain."),
                            new MetricMetadata(
                                    "process_cpu_seconds_total",
                                    "counter",
                                    "CPU time used, user and system.",
                                    "seconds"),
                            gauge("process_resident_memory_bytes", "Resident memory.", "bytes"),
                            gauge(
                                    "container_spec_cpu_limit_cores",
                                    "CPU limit of the container.",
                                    ""),
                            gauge("container_spec_memory_limit_bytes", "Memory limit.", "bytes"),
                            // targets
                            gauge("up", "1 if the last scrape or probe worked.", ""),
                            gauge("probe_duration_seconds", "Time the probe took.", "seconds"),
                            // PostgreSQL
                            gauge("pg_up", "1 if the exporter reached the server.", ""),
                            gauge("pg_stat_activity_count", "Connections, by state.", ""),
                            gauge("pg_settings_max_connections", "Connections allowed.", ""),
                            counter(
                                    "pg_stat_database_xact_commit_total",
                                    "Transactions committed."),
                            gauge(
                                    "pg_settings_max_wal_size_bytes",
                                    "Log after which a checkpoint begins, twice over.",
                                    "bytes"),
                            gauge(
                                    "pg_settings_default_transaction_read_only",
                                    "1 if the server takes no writes.",
                                    ""),
                            gauge(
                                    "pg_stat_activity_max_tx_duration",
                                    "Age of the oldest transaction, by state.",
                                    "seconds"),
                            gauge("pg_locks_count", "Locks held or waited for, by mode.", ""),
                            counter(
                                    "pg_stat_database_xact_rollback_total",
                                    "Transactions that failed."),
                            counter("pg_stat_database_deadlocks_total", "Deadlocks."),
                            counter("pg_stat_database_blks_hit_total", "Pages found in memory."),
                            counter(
                                    "pg_stat_database_blks_read_total",
                                    "Pages read from the disk."),
                            gauge("pg_stat_database_numbackends", "Connections open.", ""),
                            counter("pg_stat_database_tup_fetched_total", "Rows read by SELECT."),
                            counter("pg_stat_database_tup_inserted_total", "Rows inserted."),
                            counter("pg_stat_database_tup_updated_total", "Rows updated."),
                            counter("pg_stat_database_tup_deleted_total", "Rows deleted."),
                            counter(
                                    "pg_stat_bgwriter_checkpoints_timed_total",
                                    "Checkpoints by the clock."),
                            counter(
                                    "pg_stat_bgwriter_checkpoints_req_total",
                                    "Checkpoints because of the amount of log."),
                            counter(
                                    "pg_stat_bgwriter_buffers_checkpoint_total",
                                    "Pages written by checkpoints."),
                            counter("pg_stat_wal_bytes_total", "Bytes of write-ahead log written."),
                            counter("pg_stat_statements_calls_total", "Executions, by statement."),
                            counter(
                                    "pg_stat_statements_seconds_total",
                                    "Time of executions, by statement."),
                            counter(
                                    "pg_stat_statements_rows_total",
                                    "Rows looked at, by statement."),
                            gauge("pg_stat_user_tables_n_live_tup", "Rows of the table.", ""),
                            gauge("pg_stat_user_tables_n_dead_tup", "Dead rows of the table.", ""),
                            counter(
                                    "pg_stat_user_tables_autovacuum_count",
                                    "Vacuums of the table by the autovacuum."),
                            counter(
                                    "pg_stat_user_tables_seq_scan_total",
                                    "Sequential scans of the table."),
                            counter(
                                    "pg_stat_user_tables_idx_scan_total",
                                    "Index scans of the table."),
                            gauge(
                                    "pg_replication_is_replica",
                                    "1 if the server follows another.",
                                    ""),
                            gauge(
                                    "pg_replication_lag_seconds",
                                    "How far the replica is behind.",
                                    "seconds"),
                            gauge("pg_database_size_bytes", "Size of the database.", "bytes"),
                            gauge(
                                    "pg_wal_size_bytes",
                                    "Size of the write-ahead log on disk.",
                                    "bytes"),
                            gauge(
                                    "pg_replication_slots_active",
                                    "1 if somebody reads from the slot.",
                                    ""),
                            gauge(
                                    "pg_replication_slots_pg_wal_lsn_diff",
                                    "Log kept for the slot.",
                                    "bytes"),
                            counter("node_cpu_seconds_total", "CPU time, by mode."),
                            counter("node_disk_io_time_seconds_total", "Time the disk was busy."),
                            counter(
                                    "node_disk_io_time_weighted_seconds_total",
                                    "Time of all reads and writes, summed."),
                            counter("node_disk_reads_completed_total", "Reads from the disk."),
                            gauge(
                                    "node_disk_await_seconds",
                                    "Mean time of a read or write.",
                                    "seconds"),
                            gauge("node_filesystem_size_bytes", "Size of the filesystem.", "bytes"),
                            gauge(
                                    "node_filesystem_avail_bytes",
                                    "Room left in the filesystem.",
                                    "bytes"),
                            // Redis
                            gauge("redis_up", "1 if the exporter reached the server.", ""),
                            gauge("redis_memory_used_bytes", "Memory in use.", "bytes"),
                            gauge("redis_memory_max_bytes", "Memory allowed.", "bytes"),
                            counter("redis_keyspace_hits_total", "Reads that found their key."),
                            counter("redis_keyspace_misses_total", "Reads that found nothing."),
                            gauge("redis_uptime_in_seconds", "Since it started.", "seconds"),
                            gauge("redis_loading_dump_file", "1 while it loads.", ""),
                            gauge("redis_instance_info", "1, with version and settings.", ""),
                            gauge("redis_connected_clients", "Connections.", ""),
                            counter(
                                    "redis_rejected_connections_total",
                                    "Connections refused for the limit on clients."),
                            counter("redis_cpu_user_seconds_total", "CPU time used."),
                            gauge("redis_slowlog_length", "Entries in the slow log.", ""),
                            gauge("redis_slowlog_last_id", "The newest of them.", ""),
                            gauge("redis_db_keys", "Keys, by database.", ""),
                            gauge("redis_config_maxmemory", "The setting maxmemory.", "bytes"),
                            counter("redis_evicted_keys_total", "Keys thrown out for room."),
                            counter("redis_expired_keys_total", "Keys whose time was over."),
                            counter("redis_commands_processed_total", "Commands answered."),
                            counter("redis_errors_total", "Commands refused, by reason."),
                            counter("redis_commands_total", "Commands answered, by command."),
                            counter(
                                    "redis_commands_failed_calls_total",
                                    "Commands refused, by command."),
                            counter(
                                    "redis_commands_duration_seconds_total",
                                    "Time spent in commands, by command."),
                            // Kafka
                            gauge("kafka_brokers", "Brokers in the cluster.", ""),
                            gauge("kafka_topic_partitions", "Partitions of the topic.", ""),
                            gauge(
                                    "kafka_topic_partition_current_offset",
                                    "The offset that the next message will get.",
                                    ""),
                            gauge(
                                    "kafka_topic_partition_in_sync_replica",
                                    "Replicas that are in sync.",
                                    ""),
                            gauge(
                                    "kafka_consumergroup_current_offset",
                                    "The first offset that the group has not handled.",
                                    ""),
                            gauge("kafka_consumergroup_lag", "Messages not handled.", ""),
                            gauge(
                                    "kafka_consumergroup_lag_seconds",
                                    "How long the oldest of them has waited.",
                                    "seconds"),
                            gauge("kafka_consumergroup_members", "Members with partitions.", ""),
                            gauge("kafka_consumer_max_poll_records", "Largest batch.", ""),
                            counter(
                                    "kafka_consumergroup_rebalances_total",
                                    "Times that partitions were shared out anew."),
                            counter(
                                    "kafka_consumer_messages_handled_total",
                                    "Deliveries that were handled."),
                            counter(
                                    "kafka_consumer_messages_failed_total",
                                    "Deliveries that failed."),
                            counter(
                                    "kafka_consumer_messages_redelivered_total",
                                    "Deliveries of what had been delivered before."),
                            counter(
                                    "kafka_consumer_dead_letters_total",
                                    "Messages given up and put aside."),
                            counter(
                                    "messaging_client_consumed_messages_total",
                                    "Deliveries a pod was done with, by topic and status."),
                            histogram(
                                    "messaging_process_duration_seconds",
                                    "Time to handle a message."),
                            // nodes, names, certificates
                            gauge("node_nf_conntrack_entries", "Connections in the table.", ""),
                            gauge("node_nf_conntrack_entries_limit", "Room in the table.", ""),
                            counter("node_nf_conntrack_stat_drop", "Packets without room in it."),
                            gauge("node_sockstat_TCP_tw", "Sockets in TIME_WAIT.", ""),
                            counter("node_netstat_Tcp_OutSegs", "TCP segments sent."),
                            counter("node_netstat_Tcp_RetransSegs", "TCP segments sent again."),
                            counter("coredns_dns_responses_total", "Names answered, by rcode."),
                            gauge(
                                    "probe_ssl_earliest_cert_expiry",
                                    "When the certificate ends, seconds since 1970.",
                                    "seconds"),
                            counter(
                                    "envoy_cluster_zone_upstream_rq_total",
                                    "Calls to others' zones, by class of the answer's status."),
                            // Kubernetes
                            gauge("kube_deployment_spec_replicas", "Pods wanted.", ""),
                            gauge("kube_deployment_status_replicas_available", "Pods ready.", ""),
                            counter(
                                    "kube_pod_container_status_restarts_total",
                                    "Restarts of the container within its pod."),
                            // business
                            counter("orders_total", "Orders, by whether they came to an end."),
                            counter("revenue_total", "Worth of completed orders, by currency."),
                            counter(
                                    "support_tickets_total",
                                    "Tickets that customers wrote, by topic."),
                            counter(
                                    "changes_total",
                                    "Rows of the change feed, by kind, and by service where many are of one."),
                            // monitoring
                            gauge("scrape_duration_seconds", "Time the scrape took.", "seconds"),
                            gauge("scrape_samples_scraped", "Samples that the target exposed.", ""),
                            gauge("prometheus_tsdb_head_series", "Series in memory.", ""),
                            gauge("prometheus_tsdb_storage_blocks_bytes", "Size on disk.", "bytes"),
                            gauge(
                                    "prometheus_tsdb_retention_limit_seconds",
                                    "How long samples are kept.",
                                    "seconds"),
                            counter(
                                    "prometheus_rule_evaluation_failures_total",
                                    "Rules that could not be evaluated."),
                            new MetricMetadata(
                                    "prometheus_target_interval_length_seconds",
                                    "summary",
                                    "Time between scrapes.",
                                    "seconds"),
                            new MetricMetadata(
                                    "prometheus_engine_query_duration_seconds",
                                    "summary",
                                    "Time queries took, by part.",
                                    "seconds"),
                            counter("loki_distributor_lines_received_total", "Lines received."),
                            counter("tempo_distributor_spans_received_total", "Spans received."),
                            counter("promtail_sent_entries_total", "Lines sent."),
                            counter("otelcol_receiver_accepted_spans_total", "Spans taken."),
                            counter("otelcol_exporter_sent_spans_total", "Spans passed on."),
                            gauge("alertmanager_cluster_members", "Alertmanagers in touch.", ""),
                            gauge("alertmanager_silences", "Silences, by state.", ""),
                            gauge("alertmanager_alerts", "Alerts that fire, by state.", ""),
                            counter(
                                    "alertmanager_alerts_received_total",
                                    "Alerts that clients sent, by status."),
                            counter(
                                    "alertmanager_notifications_total",
                                    "Notifications attempted, by integration."),
                            counter(
                                    "alertmanager_notifications_failed_total",
                                    "Notifications that failed, by integration."),
                            counter(
                                    "alertmanager_notifications_suppressed_total",
                                    "Alerts left out of notifications, by reason."),
                            gauge(
                                    "prometheus_notifications_alertmanagers_discovered",
                                    "Alertmanagers that alerts are sent to.",
                                    ""),
                            counter(
                                    "prometheus_notifications_sent_total",
                                    "Alerts sent, by Alertmanager."),
                            counter(
                                    "prometheus_notifications_errors_total",
                                    "Alerts that could not be sent, by Alertmanager."),
                            counter(
                                    "prometheus_notifications_dropped_total",
                                    "Alerts given up before they were sent."),
                            gauge(
                                    "prometheus_notifications_queue_length",
                                    "Alerts that wait to be sent.",
                                    ""),
                            // rules
                            gauge("ALERTS", "1 while an alert is pending or firing.", ""),
                            gauge("ALERTS_FOR_STATE", "When an alert became active.", "seconds")))
                    .sorted(Comparator.comparing(MetricMetadata::name))
                    .toList();

    private Instruments() {}

    private static Stream<MetricMetadata> all(List<MetricMetadata> rows) {
        return Stream.concat(
                rows.stream(),
                Stream.of(KubeMetrics.METRICS, MeshMetrics.METRICS, SpanMetrics.METRICS)
                        .flatMap(List::stream)
                        .map(Instruments::of));
    }

    private static MetricMetadata of(List<String> row) {
        return new MetricMetadata(row.get(0), row.get(1), row.get(2), row.get(3));
    }

    private static MetricMetadata counter(String name, String help) {
        return new MetricMetadata(name, "counter", help, "");
    }

    private static MetricMetadata gauge(String name, String help, String unit) {
        return new MetricMetadata(name, "gauge", help, unit);
    }

    private static MetricMetadata histogram(String name, String help) {
        return new MetricMetadata(name, "histogram", help, "seconds");
    }
}
