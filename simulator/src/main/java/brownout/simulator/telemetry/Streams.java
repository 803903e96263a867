// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.StatementLog;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.engine.World;
import java.util.Locale;

/// The log streams of a world: for each workload one per level and then the ingress of each region,
/// numbered as [TickRecord#lines], and behind those, for each workload, what the cluster says of it; then
/// what each cache says, by level.
final class Streams {
    private static final String[] LEVEL_NAMES = {"INFO", "WARN", "ERROR"};

    private final Labels[] labels;
    private final String[] heads;
    private final String[] detected;
    private final World world;

    Streams(World world) {
        this.world = world;
        labels = new Labels[jobIndex(world, world.jobs.all.size(), 0, 0)];
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < world.regions; region++) {
                int workload = world.workload(service, region);
                var name = world.service(service).name();
                var regionName = world.estate.regions().get(region).name();
                for (int level = 0; level < TickRecord.LEVELS; level++) {
                    labels[index(workload, level)] =
                            labels(world, name, name, LEVEL_NAMES[level], regionName);
                }
                labels[clusterIndex(world, workload)] =
                        labels(world, "kubernetes-events", name, "INFO", regionName);
            }
        }
        ingress();
        caches();
        brokers();
        nodes();
        databases();
        desks();
        audits();
        jobs();
        labels[changesIndex(world)] =
                labels(world, "changes", "changes", "INFO", "").without("region");
        world.estate
                .monitoring()
                .ifPresent(monitoring ->
                        labels[alertmanagerIndex(world)] =
                                labels(
                                                world,
                                                "alertmanager",
                                                "alertmanager",
                                                "DEBUG",
                                                monitoring.region())
                                        .with("namespace", monitoring.namespace()));
        heads = new String[labels.length];
        detected = new String[labels.length];
        for (int i = 0; i < labels.length; i++) {
            var level = labels[i].get("level");
            heads[i] =
                    "\"level\":\"" + level + "\",\"service\":\"" + labels[i].get("service") + "\",";
            detected[i] = level.toLowerCase(Locale.ROOT);
        }
    }

    /// What the Alertmanagers log, where something watches the estate.
    static int alertmanagerIndex(World world) {
        return deskIndex(world, world.regions);
    }

    private void audits() {
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            labels[auditIndex(world, region)] =
                    labels(world, "kubernetes-audit", "kube-apiserver", "INFO", name)
                            .with("namespace", "kube-system");
        }
    }

    /// What the API server of a region's cluster writes of requests to it.
    static int auditIndex(World world, int region) {
        int watched = world.estate.monitoring().isPresent() ? 1 : 0;
        return alertmanagerIndex(world) + watched + region;
    }

    /// Whether lines of a stream have a `level` of their own that is not the stream's.
    boolean hasOwnLevels(int stream) {
        return stream >= auditIndex(world, 0) && stream < auditIndex(world, world.regions);
    }

    /// The change feed, one for all regions.
    static int changesIndex(World world) {
        return auditIndex(world, world.regions);
    }

    private void jobs() {
        for (int job = 0; job < world.jobs.all.size(); job++) {
            var spec = world.jobs.all.get(job);
            for (int region = 0; region < world.regions; region++) {
                var name = world.estate.regions().get(region).name();
                var info = labels(world, spec.name(), spec.name(), "INFO", name);
                var own = info.with("namespace", spec.namespace());
                labels[jobIndex(world, job, region, JobLines.INFO)] = own;
                labels[jobIndex(world, job, region, JobLines.ERROR)] = own.with("level", "ERROR");
                labels[jobIndex(world, job, region, JobLines.EVENTS)] =
                        own.with("job", "kubernetes-events");
            }
        }
    }

    /// One of the streams of a job in a region, see [JobLines#STREAMS].
    static int jobIndex(World world, int job, int region, int stream) {
        int instance = job * world.regions + region;
        return changesIndex(world) + 1 + instance * JobLines.STREAMS + stream;
    }

    private void desks() {
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            labels[deskIndex(world, region)] =
                    labels(world, "support-desk", "support-desk", "INFO", name);
        }
    }

    /// What the support desk logs of a region's customers.
    static int deskIndex(World world, int region) {
        return databaseIndex(world, world.databases * world.regions, 0) + region;
    }

    private void databases() {
        for (int i = 0; i < world.databases * world.regions; i++) {
            var name = world.estate.databases().get(i / world.regions).name();
            var region = world.estate.regions().get(i % world.regions).name();
            labels[databaseIndex(world, i, 0)] = labels(world, "postgres", name, "INFO", region);
            labels[databaseIndex(world, i, 1)] = labels(world, "postgres", name, "ERROR", region);
        }
    }

    private void ingress() {
        var ingress = world.ingress;
        for (int region = 0; ingress != null && region < world.regions; region++) {
            var name = world.estate.regions().get(region).name();
            labels[world.ingressStream(region)] =
                    labels(world, ingress.name(), ingress.name(), LEVEL_NAMES[0], name)
                            .with("namespace", ingress.namespace());
        }
    }

    /// What a database's server logs: what it does (stream 0) and what it refuses (1).
    static int databaseIndex(World world, int database, int stream) {
        return nodeIndex(world, world.nodeList.size()) + database * StatementLog.STREAMS + stream;
    }

    private void caches() {
        for (int cache = 0; cache < world.caches; cache++) {
            var name = world.estate.caches().get(cache).name();
            for (int region = 0; region < world.regions; region++) {
                var regionName = world.estate.regions().get(region).name();
                for (int level = TickRecord.INFO; level <= TickRecord.WARN; level++) {
                    labels[cacheIndex(world, cache, region, level)] =
                            labels(world, name, name, LEVEL_NAMES[level], regionName);
                }
            }
        }
    }

    /// What a cache logs in a region at level INFO or WARN.
    static int cacheIndex(World world, int cache, int region, int level) {
        int first = world.requestStreams() + world.workloads();
        return first + (cache * world.regions + region) * 2 + level;
    }

    private void brokers() {
        for (int broker = 0; broker < world.estate.brokers().size(); broker++) {
            var name = world.estate.brokers().get(broker).name();
            for (int region = 0; region < world.regions; region++) {
                var regionName = world.estate.regions().get(region).name();
                labels[brokerIndex(world, broker, region)] =
                        labels(world, name, name, LEVEL_NAMES[TickRecord.INFO], regionName);
            }
        }
    }

    /// What a message broker logs in a region.
    static int brokerIndex(World world, int broker, int region) {
        return cacheIndex(world, world.caches, 0, 0) + broker * world.regions + region;
    }

    private void nodes() {
        for (int node = 0; node < world.nodeList.size(); node++) {
            labels[nodeIndex(world, node)] =
                    Labels.of(
                            "job", "node-kernel",
                            "namespace", "kube-system",
                            "service", "kernel",
                            "service_name", "kernel",
                            "level", "WARN",
                            "node", world.nodeList.get(node).name(),
                            "region", world.estate.regions().get(world.nodeRegion[node]).name());
        }
    }

    /// What a node's kernel logs.
    static int nodeIndex(World world, int node) {
        return brokerIndex(world, world.estate.brokers().size(), 0) + node;
    }

    private static Labels labels(
            World world, String job, String service, String level, String region) {
        return Labels.of(
                "job", job,
                "namespace", world.estate.namespace(),
                "service", service,
                "service_name", service,
                "level", level,
                "region", region);
    }

    int size() {
        return labels.length;
    }

    static int index(int workload, int level) {
        return workload * TickRecord.LEVELS + level;
    }

    static int clusterIndex(World world, int workload) {
        return world.requestStreams() + workload;
    }

    /// The level of a stream of request lines.
    static int level(World world, int stream) {
        return stream < world.workloads() * TickRecord.LEVELS
                ? stream % TickRecord.LEVELS
                : TickRecord.INFO;
    }

    Labels labels(int stream) {
        return labels[stream];
    }

    /// Whether a name or sentence that request lines are written from contains `text`.
    boolean namesHold(String text) {
        for (var op : world.ops) {
            if (op.route().contains(text)
                    || op.method().contains(text)
                    || op.spec().says().stream().anyMatch(says -> says.holds(text))
                    || op.spec().decline().says().stream().anyMatch(says -> says.holds(text))) {
                return true;
            }
        }
        return world.estate.componentNames().stream().anyMatch(name -> name.contains(text))
                || AccessLines.mayHold(world, text)
                || world.estate.thirdParties().stream()
                        .flatMap(party -> party.operations().stream())
                        .anyMatch(operation -> operation.route().contains(text));
    }

    /// Whether `text` occurs anywhere in the estate's description.
    boolean estateSays(String text) {
        return world.estate.toString().contains(text);
    }

    /// The members that all lines of a stream begin with, as they are written.
    String head(int stream) {
        return heads[stream];
    }

    /// The level as Loki detects it.
    String detectedLevel(int stream) {
        return detected[stream];
    }
}
