// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.estate;

import brownout.query.syntax.YamlNode;

/// The monitoring section of an estate.
final class EstateMonitoring {
    private EstateMonitoring() {}

    static Monitoring monitoring(YamlNode node) {
        node.keys(
                "namespace",
                "team",
                "region",
                "prometheus",
                "scrape_jobs",
                "exporters",
                "log_agent",
                "loki",
                "collector",
                "tempo",
                "alertmanager");
        return new Monitoring(
                node.text("namespace"),
                node.text("team"),
                node.text("region"),
                prometheus(node.get("prometheus")),
                node.get("scrape_jobs").items().stream().map(EstateMonitoring::job).toList(),
                node.get("exporters").items().stream()
                        .map(exporter -> exporter(exporter, node))
                        .toList(),
                agent(node.get("log_agent")),
                loki(node.get("loki")),
                collector(node.get("collector")),
                tempo(node.get("tempo")),
                alertmanager(node.get("alertmanager")));
    }

    private static Monitoring.Prometheus prometheus(YamlNode node) {
        node.keys(
                "version",
                "replicas",
                "cores",
                "memory",
                "scrape",
                "evaluation",
                "retention",
                "series_limit",
                "bytes_per_series",
                "disk");
        return new Monitoring.Prometheus(
                node.text("version"),
                replicas(node),
                cores(node),
                node.get("memory").bytes(),
                EstateFile.seconds(node.get("scrape")),
                EstateFile.seconds(node.get("evaluation")),
                EstateFile.seconds(node.get("retention")),
                node.get("series_limit").integer(1, 100_000_000),
                node.get("bytes_per_series").integer(1, 1_000_000),
                Disk.read(node.get("disk")));
    }

    private static Monitoring.ScrapeJob job(YamlNode node) {
        node.keys("name", "targets", "port", "path", "interval", "timeout", "sample_limit");
        int interval = EstateFile.seconds(node.get("interval"));
        int timeout = EstateFile.seconds(node.get("timeout"));
        if (timeout > interval) {
            throw node.get("timeout").error("the timeout is longer than the interval");
        }
        return new Monitoring.ScrapeJob(
                node.text("name"),
                node.get("targets").choice(Monitoring.Targets.class),
                node.get("port").integer(1, 65_535),
                node.text("path", "/metrics"),
                interval,
                timeout,
                node.find("sample_limit").map(limit -> limit.integer(0, 1_000_000)).orElse(0));
    }

    private static Monitoring.Exporter exporter(YamlNode node, YamlNode monitoring) {
        node.keys("name", "version", "job", "replicas", "cores", "memory");
        return new Monitoring.Exporter(
                node.text("name"),
                node.text("version"),
                EstateStores.named(node.get("job"), "scrape job", monitoring, "scrape_jobs")
                        .text("name"),
                node.find("replicas").map(replicas -> replicas.integer(0, 32)).orElse(0),
                cores(node),
                node.get("memory").bytes());
    }

    private static Monitoring.LogAgent agent(YamlNode node) {
        node.keys("name", "version", "cores", "memory", "batch", "buffer");
        return new Monitoring.LogAgent(
                node.text("name"),
                node.text("version"),
                cores(node),
                node.get("memory").bytes(),
                EstateFile.seconds(node.get("batch")),
                node.get("buffer").bytes());
    }

    private static Monitoring.Loki loki(YamlNode node) {
        node.keys("version", "replicas", "cores", "memory", "retention", "ingest", "bucket");
        return new Monitoring.Loki(
                node.text("version"),
                replicas(node),
                cores(node),
                node.get("memory").bytes(),
                EstateFile.seconds(node.get("retention")),
                node.get("ingest").bytes(),
                node.text("bucket", ""));
    }

    private static Monitoring.Collector collector(YamlNode node) {
        node.keys("name", "version", "replicas", "cores", "memory", "sampling", "queue_batches");
        return new Monitoring.Collector(
                node.text("name"),
                node.text("version"),
                replicas(node),
                cores(node),
                node.get("memory").bytes(),
                node.get("sampling").ratio(),
                node.get("queue_batches").integer(1, 1_000_000));
    }

    private static Monitoring.Tempo tempo(YamlNode node) {
        node.keys("version", "replicas", "cores", "memory", "retention", "bucket");
        return new Monitoring.Tempo(
                node.text("version"),
                replicas(node),
                cores(node),
                node.get("memory").bytes(),
                EstateFile.seconds(node.get("retention")),
                node.text("bucket", ""));
    }

    private static Monitoring.Alertmanager alertmanager(YamlNode node) {
        node.keys("version", "replicas");
        return new Monitoring.Alertmanager(node.text("version"), replicas(node));
    }

    private static int replicas(YamlNode node) {
        return node.get("replicas").integer(1, 32);
    }

    private static double cores(YamlNode node) {
        return node.get("cores").number(0.01, 64);
    }
}
