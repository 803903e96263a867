// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.MetricStore.MetricMetadata;
import java.util.List;

/// What servers of databases and their machines expose, see [DatabaseMetrics].
final class DatabaseInstruments {
    private DatabaseInstruments() {}

    /// Of PostgreSQL and the machine it runs on.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("pg_up", "1 if the exporter reached the server."),
                    Instrument.gauge("pg_stat_activity_count", "Connections, by state."),
                    Instrument.gauge("pg_settings_max_connections", "Connections allowed."),
                    Instrument.counter(
                            "pg_stat_database_xact_commit_total", "Transactions committed."),
                    Instrument.gauge(
                            "pg_settings_max_wal_size_bytes",
                            "Log after which a checkpoint begins, twice over."),
                    Instrument.gauge(
                            "pg_settings_default_transaction_read_only",
                            "1 if the server takes no writes."),
                    Instrument.gauge(
                            "pg_stat_activity_max_tx_duration",
                            "Age of the oldest transaction, by state."),
                    Instrument.gauge("pg_locks_count", "Locks held or waited for, by mode."),
                    Instrument.counter(
                            "pg_stat_database_xact_rollback_total", "Transactions that failed."),
                    Instrument.counter("pg_stat_database_deadlocks_total", "Deadlocks."),
                    Instrument.counter("pg_stat_database_blks_hit_total", "Pages found in memory."),
                    Instrument.counter(
                            "pg_stat_database_blks_read_total", "Pages read from the disk."),
                    Instrument.gauge("pg_stat_database_numbackends", "Connections open."),
                    Instrument.counter(
                            "pg_stat_database_tup_fetched_total", "Rows read by SELECT."),
                    Instrument.counter("pg_stat_database_tup_inserted_total", "Rows inserted."),
                    Instrument.counter("pg_stat_database_tup_updated_total", "Rows updated."),
                    Instrument.counter("pg_stat_database_tup_deleted_total", "Rows deleted."),
                    Instrument.counter(
                            "pg_stat_bgwriter_checkpoints_timed_total",
                            "Checkpoints by the clock."),
                    Instrument.counter(
                            "pg_stat_bgwriter_checkpoints_req_total",
                            "Checkpoints because of the amount of log."),
                    Instrument.counter(
                            "pg_stat_bgwriter_buffers_checkpoint_total",
                            "Pages written by checkpoints."),
                    Instrument.counter(
                            "pg_stat_wal_bytes_total", "Bytes of write-ahead log written."),
                    Instrument.counter(
                            "pg_stat_statements_calls_total", "Executions, by statement."),
                    Instrument.counter(
                            "pg_stat_statements_seconds_total",
                            "Time of executions, by statement."),
                    Instrument.counter(
                            "pg_stat_statements_rows_total", "Rows looked at, by statement."),
                    Instrument.gauge("pg_stat_user_tables_n_live_tup", "Rows of the table."),
                    Instrument.gauge("pg_stat_user_tables_n_dead_tup", "Dead rows of the table."),
                    Instrument.counter(
                            "pg_stat_user_tables_autovacuum_count",
                            "Vacuums of the table by the autovacuum."),
                    Instrument.counter(
                            "pg_stat_user_tables_seq_scan_total", "Sequential scans of the table."),
                    Instrument.counter(
                            "pg_stat_user_tables_idx_scan_total", "Index scans of the table."),
                    Instrument.gauge(
                            "pg_replication_is_replica", "1 if the server follows another."),
                    Instrument.gauge(
                            "pg_replication_lag_seconds", "How far the replica is behind."),
                    Instrument.gauge("pg_database_size_bytes", "Size of the database."),
                    Instrument.gauge("pg_wal_size_bytes", "Size of the write-ahead log on disk."),
                    Instrument.gauge(
                            "pg_replication_slots_active", "1 if somebody reads from the slot."),
                    Instrument.gauge(
                            "pg_replication_slots_pg_wal_lsn_diff", "Log kept for the slot."),
                    Instrument.counter("node_cpu_seconds_total", "CPU time, by mode."),
                    Instrument.counter(
                            "node_disk_io_time_seconds_total", "Time the disk was busy."),
                    Instrument.counter(
                            "node_disk_io_time_weighted_seconds_total",
                            "Time of all reads and writes, summed."),
                    Instrument.counter("node_disk_reads_completed_total", "Reads from the disk."),
                    Instrument.gauge("node_disk_await_seconds", "Mean time of a read or write."),
                    Instrument.gauge("node_filesystem_size_bytes", "Size of the filesystem."),
                    Instrument.gauge(
                            "node_filesystem_avail_bytes", "Room left in the filesystem."));
}
