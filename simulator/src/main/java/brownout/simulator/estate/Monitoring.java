// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import java.util.List;

/// What watches the estate. It runs in one region and is itself watched.
public record Monitoring(
        String namespace,
        String team,
        String region,
        Prometheus prometheus,
        List<ScrapeJob> scrapeJobs,
        List<Exporter> exporters,
        LogAgent logAgent,
        Loki loki,
        Collector collector,
        Tempo tempo,
        Alertmanager alertmanager) {
    public Monitoring {
        scrapeJobs = List.copyOf(scrapeJobs);
        exporters = List.copyOf(exporters);
    }

    /// Takes samples every `scrapeSeconds`, judges rules every `evaluationSeconds` and keeps samples
    /// for `retentionSeconds`. It needs about `bytesPerSeries` of `memoryBytes` for each series in its
    /// head and refuses to take more than `seriesLimit`.
    public record Prometheus(
            String version,
            int replicas,
            double cores,
            long memoryBytes,
            int scrapeSeconds,
            int evaluationSeconds,
            long retentionSeconds,
            long seriesLimit,
            int bytesPerSeries,
            Disk disk) {}

    /// A section of the scrape configuration: targets of a `kind` at `port` and `path`. A scrape that
    /// takes longer than `timeoutSeconds` or has more than `sampleLimit` samples (0: any number) fails.
    public record ScrapeJob(
            String name,
            Targets targets,
            int port,
            String path,
            int intervalSeconds,
            int timeoutSeconds,
            int sampleLimit) {}

    /// What a scrape job finds.
    public enum Targets {
        PODS,
        NODES,
        DATABASES,
        CACHES,
        BROKERS,
        SEARCH,
        INGRESS,
        MESH,
        PROBES,
        CLUSTER,
        MONITORING
    }

    /// A process that translates the state of what a scrape `job` finds into metrics; one per target,
    /// or `replicas` per region where it is not 0.
    public record Exporter(
            String name,
            String version,
            String job,
            int replicas,
            double cores,
            long memoryBytes) {}

    /// The process on every node that reads pods' logs and sends them in batches, the oldest not older
    /// than `batchSeconds`. While it cannot send it keeps up to `bufferBytes`.
    public record LogAgent(
            String name,
            String version,
            double cores,
            long memoryBytes,
            int batchSeconds,
            long bufferBytes) {}

    /// Keeps logs for `retentionSeconds` in `bucket` of an object store, at most
    /// `ingestBytesPerSecond`.
    public record Loki(
            String version,
            int replicas,
            double cores,
            long memoryBytes,
            long retentionSeconds,
            long ingestBytesPerSecond,
            String bucket) {}

    /// Takes spans from pods, in each region `replicas` of it, and passes on `samplingRatio` of traces.
    public record Collector(
            String name,
            String version,
            int replicas,
            double cores,
            long memoryBytes,
            double samplingRatio,
            int queueBatches) {}

    /// Keeps traces for `retentionSeconds` in `bucket`.
    public record Tempo(
            String version,
            int replicas,
            double cores,
            long memoryBytes,
            long retentionSeconds,
            String bucket) {}

    /// Notifies people as [Estate#alertmanager] says. `replicas` of it agree on who was told what.
    public record Alertmanager(String version, int replicas) {}
}
