// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import brownout.simulator.model.EvictionPolicy;
import java.util.List;

/// What redis_exporter says of every shard of every cache, named as that does. While a server cannot be
/// reached only `up` and `redis_up` are there.
final class CacheMetrics {
    /// A number of a shard.
    private interface Reading {
        double at(Scrape scrape, Frame frame);
    }

    private final World world;
    private final List<Row> rows;
    private final Estate.Cache spec;
    private final int cache;
    private final int region;
    private final int shard;
    private final Labels labels;

    private CacheMetrics(World world, List<Row> rows, int cache, int region, int shard) {
        this.world = world;
        this.rows = rows;
        this.spec = world.estate.caches().get(cache);
        this.cache = cache * world.regions + region;
        this.region = region;
        this.shard = world.shard(cache, shard, region);
        var regionName = world.estate.regions().get(region).name();
        labels =
                Labels.of(
                        "job",
                        spec.name(),
                        "instance",
                        spec.name() + "-" + shard + "." + regionName + ":9121",
                        "namespace",
                        spec.namespace(),
                        "service",
                        spec.name(),
                        "region",
                        regionName);
        servers(shard);
        memory();
        commands();
        for (var command : world.targets(World.Kind.CACHE, cache)) {
            command(command.method(), command.in(world, region));
        }
    }

    static void add(World world, List<Row> rows) {
        for (int cache = 0; cache < world.caches; cache++) {
            for (int region = 0; region < world.regions; region++) {
                for (int shard = 0; shard < world.shards(cache); shard++) {
                    new CacheMetrics(world, rows, cache, region, shard);
                }
            }
        }
    }

    private void always(String name, Reading reading) {
        rows.add(
                new FixedRow(
                        labels.with(Labels.NAME, name),
                        (_, scrape, frame, _) -> reading.at(scrape, frame)));
    }

    private void add(String name, Labels own, Reading reading) {
        rows.add(
                new FixedRow(
                        own.with(Labels.NAME, name),
                        (_, scrape, frame, _) ->
                                frame.at(Gauge.Cache.UP, cache) > 0
                                        ? reading.at(scrape, frame)
                                        : Row.ABSENT));
    }

    private void add(String name, Reading reading) {
        add(name, labels, reading);
    }

    private void total(String name, Total.Shard total) {
        add(name, (scrape, _) -> scrape.totals.at(total, shard));
    }

    private void servers(int number) {
        always("up", (_, _) -> 1);
        always("redis_up", (_, frame) -> frame.at(Gauge.Cache.UP, cache) > 0 ? 1 : 0);
        add("redis_uptime_in_seconds", (_, frame) -> round(frame, Gauge.Cache.UP_SECONDS));
        add("redis_loading_dump_file", (_, frame) -> frame.at(Gauge.Cache.UP, cache) == 1 ? 1 : 0);
        for (var policy : EvictionPolicy.values()) {
            var info =
                    labels.with("maxmemory_policy", policy.label())
                            .with("redis_version", spec.version())
                            .with("role", "master");
            add(
                    "redis_instance_info",
                    info,
                    (_, frame) ->
                            EvictionPolicy.at(frame.at(Gauge.Cache.POLICY, cache)) == policy
                                    ? 1
                                    : Row.ABSENT);
        }
        add("redis_connected_clients", (_, frame) -> round(frame, Gauge.Cache.CLIENTS));
        add("redis_rejected_connections_total", (_, _) -> 0);
        add(
                "redis_cpu_user_seconds_total",
                (scrape, _) -> scrape.totals.at(Total.Shard.CPU_MICROS, shard) / 1e6);
        add(
                "redis_slowlog_length",
                (scrape, _) -> Math.min(128, scrape.totals.at(Total.Shard.SLOW, shard)));
        total("redis_slowlog_last_id", Total.Shard.SLOW);
        add(
                "redis_db_keys",
                labels.with("db", "db0"),
                (_, frame) ->
                        Math.rint(frame.at(Gauge.Cache.KEYS, cache) / spec.shards()) + number % 2);
    }

    private void memory() {
        add("redis_memory_used_bytes", (_, frame) -> bytes(frame, Gauge.Cache.MEBIBYTES));
        add("redis_memory_max_bytes", (_, frame) -> bytes(frame, Gauge.Cache.LIMIT_MEBIBYTES));
        add("redis_config_maxmemory", (_, frame) -> bytes(frame, Gauge.Cache.LIMIT_MEBIBYTES));
        total("redis_evicted_keys_total", Total.Shard.EVICTED);
        total("redis_expired_keys_total", Total.Shard.EXPIRED);
    }

    private void commands() {
        total("redis_keyspace_hits_total", Total.Shard.HITS);
        total("redis_keyspace_misses_total", Total.Shard.MISSES);
        total("redis_commands_processed_total", Total.Shard.COMMANDS);
        error("OOM", Total.Shard.OUT_OF_MEMORY);
        error("LOADING", Total.Shard.LOADING);
    }

    private void error(String name, Total.Shard total) {
        add(
                "redis_errors_total",
                labels.with("err", name),
                (scrape, _) -> scrape.totals.at(total, shard));
    }

    /// Counted for the whole cluster; every shard's exporter shows its part of it.
    private void command(String verb, int target) {
        var own = labels.with("cmd", verb.toLowerCase(java.util.Locale.ROOT));
        add("redis_commands_total", own, (scrape, _) -> part(scrape, Total.Target.CALLS, target));
        add(
                "redis_commands_failed_calls_total",
                own,
                (scrape, _) -> part(scrape, Total.Target.FAILED, target));
        add(
                "redis_commands_duration_seconds_total",
                own,
                (scrape, _) ->
                        scrape.totals.at(Total.Target.MICROS, target)
                                * SERVER_SHARE
                                / spec.shards()
                                / 1e6);
    }

    /// A server's own part of what its callers wait for.
    private static final double SERVER_SHARE = 0.08;

    private double part(Scrape scrape, Total.Target total, int target) {
        int place = (shard - region) / world.regions; // shards share what does not divide evenly
        return Math.floorDiv(
                scrape.totals.at(total, target) + place % spec.shards(), spec.shards());
    }

    private double round(Frame frame, Gauge.Cache gauge) {
        return Math.rint(frame.at(gauge, cache));
    }

    private double bytes(Frame frame, Gauge.Cache gauge) {
        return Math.rint(frame.at(gauge, cache) * 0x1p20 / spec.shards());
    }

    /// What it exposes.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("redis_up", "1 if the exporter reached the server."),
                    Instrument.gauge("redis_memory_used_bytes", "Memory in use."),
                    Instrument.gauge("redis_memory_max_bytes", "Memory allowed."),
                    Instrument.counter("redis_keyspace_hits_total", "Reads that found their key."),
                    Instrument.counter("redis_keyspace_misses_total", "Reads that found nothing."),
                    Instrument.gauge("redis_uptime_in_seconds", "Since it started."),
                    Instrument.gauge("redis_loading_dump_file", "1 while it loads."),
                    Instrument.gauge("redis_instance_info", "1, with version and settings."),
                    Instrument.gauge("redis_connected_clients", "Connections."),
                    Instrument.counter(
                            "redis_rejected_connections_total",
                            "Connections refused for the limit on clients."),
                    Instrument.counter("redis_cpu_user_seconds_total", "CPU time used."),
                    Instrument.gauge("redis_slowlog_length", "Entries in the slow log."),
                    Instrument.gauge("redis_slowlog_last_id", "The newest of them."),
                    Instrument.gauge("redis_db_keys", "Keys, by database."),
                    Instrument.gauge("redis_config_maxmemory", "The setting maxmemory."),
                    Instrument.counter("redis_evicted_keys_total", "Keys thrown out for room."),
                    Instrument.counter("redis_expired_keys_total", "Keys whose time was over."),
                    Instrument.counter("redis_commands_processed_total", "Commands answered."),
                    Instrument.counter("redis_errors_total", "Commands refused, by reason."),
                    Instrument.counter("redis_commands_total", "Commands answered, by command."),
                    Instrument.counter(
                            "redis_commands_failed_calls_total", "Commands refused, by command."),
                    Instrument.counter(
                            "redis_commands_duration_seconds_total",
                            "Time spent in commands, by command."));
}
