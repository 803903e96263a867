// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.MetricMetadata;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Total;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Monitoring;
import java.util.List;

/// The series of what watches the estate about itself, where the estate has any.
final class MonitoringMetrics {
    static final String HEAD_SERIES = "prometheus_tsdb_head_series";

    private final World world;
    private final Catalog catalog;
    private final Monitoring spec;
    private final List<Row> rows;

    private MonitoringMetrics(World world, Catalog catalog, Monitoring spec, List<Row> rows) {
        this.world = world;
        this.catalog = catalog;
        this.spec = spec;
        this.rows = rows;
    }

    static void add(World world, Catalog catalog, List<Row> rows) {
        world.estate
                .monitoring()
                .ifPresent(spec -> {
                    var metrics = new MonitoringMetrics(world, catalog, spec, rows);
                    metrics.prometheus();
                    metrics.stores();
                    AlertmanagerMetrics.add(
                            world.estate,
                            spec,
                            metrics.target("prometheus", spec.region(), 9090),
                            rows);
                    for (int region = 0; region < world.regions; region++) {
                        metrics.agents(region);
                    }
                });
    }

    private Labels target(String job, String region, int port) {
        return Labels.of(
                "job", job,
                "instance", job + "." + region + ":" + port,
                "namespace", spec.namespace(),
                "service", job,
                "region", region);
    }

    private void add(String name, Labels labels, FixedRow.Reading reading) {
        rows.add(new FixedRow(labels.with(Labels.NAME, name), reading));
    }

    private void prometheus() {
        var own = spec.prometheus();
        var labels = target("prometheus", spec.region(), 9090);
        add("up", labels, (_, _, _, _) -> 1);
        add(HEAD_SERIES, labels, (s, _, _, second) -> series(s, second));
        add(
                "process_resident_memory_bytes",
                labels,
                (s, _, _, second) ->
                        Head.OWN_BYTES + series(s, second) * (double) own.bytesPerSeries());
        add("container_spec_memory_limit_bytes", labels, (_, _, _, _) -> own.memoryBytes());
        add("container_spec_cpu_limit_cores", labels, (_, _, _, _) -> own.cores());
        add("prometheus_tsdb_storage_blocks_bytes", labels, (s, _, _, second) -> blocks(s, second));
        add(
                "prometheus_tsdb_retention_limit_seconds",
                labels,
                (s, _, _, second) ->
                        s.collectors.retention(second - 1, (double) own.retentionSeconds()));
        add("prometheus_rule_evaluation_failures_total", labels, (_, _, _, _) -> 0);
        add(
                SampleLimits.HITS,
                labels,
                (s, _, _, second) -> new SampleLimits(s, s.collectors).exceeded(second));
        for (var quantile : List.of("0.5", "0.9", "0.99")) {
            double rank = Double.parseDouble(quantile);
            var byQuantile = labels.with("quantile", quantile);
            add(
                    "prometheus_target_interval_length_seconds",
                    byQuantile.with("interval", own.scrapeSeconds() + "s"),
                    (_, _, _, second) -> own.scrapeSeconds() + jitter(second, 0x1e4) * rank / 250);
            add(
                    "prometheus_engine_query_duration_seconds",
                    byQuantile.with("slice", "inner_eval"),
                    (s, _, _, second) ->
                            1e-6 * series(s, second) * rank * (0.9 + 0.2 * jitter(second, 0x9e)));
        }
    }

    private static double jitter(int second, int salt) {
        return Rng.uniform(Rng.hash(second, salt));
    }

    private long series(Snapshot snapshot, int second) {
        var limit = spec.prometheus().seriesLimit();
        long all = catalog.series(snapshot.scrape(second), snapshot);
        return Math.min(
                limit, all + (long) Head.injected(Exposer.of(snapshot, second - 1), second - 1));
    }

    /// Blocks grow with time and with every sample of a series too many, about two bytes each.
    private double blocks(Snapshot snapshot, int second) {
        var disk = spec.prometheus().disk();
        double usual = disk.usedBytes() + disk.growthBytesPerDay() / 86_400.0 * second;
        double more = 0;
        for (var each : Exposer.of(snapshot, second - 1)) {
            double samples = each.age(second) / spec.prometheus().scrapeSeconds();
            more += 2 * samples + 1500.0 * each.recorded(second - 1); // and its entry in the index
        }
        return Math.rint(Math.min((double) disk.sizeBytes(), usual + more));
    }

    private void stores() {
        var loki = target("loki", spec.region(), 3100);
        add("up", loki, (_, _, _, _) -> 1);
        add(
                "loki_distributor_lines_received_total",
                loki.with("tenant", "fake"),
                (_, scrape, _, _) -> sum(scrape.totals::at, Total.Intake.LINES));
        var tempo = target("tempo", spec.region(), 3200);
        add("up", tempo, (_, _, _, _) -> 1);
        add(
                "tempo_distributor_spans_received_total",
                tempo.with("tenant", "single-tenant"),
                (_, scrape, _, _) -> sum(scrape.totals::at, Total.Intake.SPANS_KEPT));
    }

    private interface Sum {
        long at(Total total, int region);
    }

    private double sum(Sum totals, Total total) {
        long sum = 0;
        for (int region = 0; region < world.regions; region++) {
            sum += totals.at(total, region);
        }
        return sum;
    }

    private void agents(int region) {
        var name = world.estate.regions().get(region).name();
        var agent = target(spec.logAgent().name(), name, 3101);
        add("up", agent, (s, _, _, second) -> isSilent(s, name, second) ? 0 : 1);
        add(
                "promtail_sent_entries_total",
                agent,
                (s, scrape, _, second) ->
                        isSilent(s, name, second)
                                ? Row.ABSENT
                                : scrape.totals.at(Total.Intake.LINES, region));
        var collector = target(spec.collector().name(), name, 8888);
        add("up", collector, (_, _, _, _) -> 1);
        add(
                "otelcol_receiver_accepted_spans_total",
                collector,
                (_, scrape, _, _) -> scrape.totals.at(Total.Intake.SPANS, region));
        add(
                "otelcol_exporter_sent_spans_total",
                collector,
                (_, scrape, _, _) -> scrape.totals.at(Total.Intake.SPANS_KEPT, region));
    }

    /// Whether all agents of a region are stopped, for whatever service.
    private static boolean isSilent(Snapshot snapshot, String region, int second) {
        for (var silence : snapshot.collectors.silences("", region)) {
            if (silence.node().isEmpty() && silence.hides(second - 1, second - 1)) {
                return true;
            }
        }
        return false;
    }

    /// What the monitoring exposes of itself, Alertmanagers aside.
    static final List<MetricMetadata> METRICS =
            List.of(
                    Instrument.gauge("scrape_duration_seconds", "Time the scrape took."),
                    Instrument.gauge("scrape_samples_scraped", "Samples that the target exposed."),
                    Instrument.gauge(HEAD_SERIES, "Series in memory."),
                    Instrument.gauge("prometheus_tsdb_storage_blocks_bytes", "Size on disk."),
                    Instrument.gauge(
                            "prometheus_tsdb_retention_limit_seconds",
                            "How long samples are kept."),
                    Instrument.counter(
                            "prometheus_rule_evaluation_failures_total",
                            "Rules that could not be evaluated."),
                    Instrument.counter(SampleLimits.HITS, "Scrapes that brought too many samples."),
                    Instrument.summary(
                            "prometheus_target_interval_length_seconds", "Time between scrapes."),
                    Instrument.summary(
                            "prometheus_engine_query_duration_seconds",
                            "Time queries took, by part."),
                    Instrument.counter("loki_distributor_lines_received_total", "Lines received."),
                    Instrument.counter("tempo_distributor_spans_received_total", "Spans received."),
                    Instrument.counter("promtail_sent_entries_total", "Lines sent."),
                    Instrument.counter("otelcol_receiver_accepted_spans_total", "Spans taken."),
                    Instrument.counter("otelcol_exporter_sent_spans_total", "Spans passed on."));
}
