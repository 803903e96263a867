// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.ChangeRow;
import brownout.simulator.engine.Gauge.JobState;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.World;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.Platform;
import brownout.simulator.telemetry.KubeCall.Target;
import brownout.simulator.telemetry.KubeCall.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the API servers of the regions' clusters write down: what people and their tools asked for, as far
/// as the change feed tells, and what controllers do to pods and replicas.
final class AuditLines {
    private static final long PEOPLE_NANOS = 2_000_000;
    private static final long CONTROLLERS_NANOS = 100_000_000;

    private AuditLines() {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        var world = snapshot.world;
        for (int region = 0; region < world.regions; region++) {
            int stream = Streams.auditIndex(world, region);
            if (wanted[stream]) {
                var people = people(snapshot, tick, region);
                var controllers = controllers(snapshot, tick, region);
                for (int i = 0; i < people.size(); i++) {
                    into.add(line(stream, tick, PEOPLE_NANOS * (i + 1), people.get(i)));
                }
                for (int i = 0; i < controllers.size(); i++) {
                    long spread = Rng.below(Rng.hash(stream, tick, i), 5_000_000);
                    long nanos = CONTROLLERS_NANOS + i * 7_000_000L % 700_000_000L + spread;
                    into.add(line(stream, tick, nanos, controllers.get(i)));
                }
            }
        }
    }

    private static Lines.Line line(int stream, int tick, long nanos, KubeCall call) {
        return new Lines.Line.Audited(stream, tick * 1_000_000_000L + nanos, call);
    }

    // ---- what people and their tools do

    private static List<KubeCall> people(Snapshot snapshot, int tick, int region) {
        var calls = new ArrayList<KubeCall>();
        for (var row : snapshot.changesIn(tick)) {
            if (row.kind().equals("node")) {
                nodes(snapshot.world.estate.regions().get(region), row, calls);
            } else if (concerns(snapshot, row, region)) {
                call(snapshot.world, row).ifPresent(calls::add);
            }
        }
        return calls;
    }

    /// Whether a change is one of the region's cluster.
    private static boolean concerns(Snapshot snapshot, ChangeRow row, int region) {
        if (row.kind().equals("pod")) {
            var pod = named(snapshot, row.target());
            return pod.isPresent() && pod.get().region == region;
        }
        return isIn(snapshot.world, row, region);
    }

    /// Whether a change that is not about a pod or node is one of the region: if its summary ends with
    /// the name of one, only of that.
    static boolean isIn(World world, ChangeRow row, int region) {
        var names = world.estate.regionNames();
        return row.summary().endsWith(" in " + names.get(region))
                || names.stream().noneMatch(name -> row.summary().endsWith(" in " + name));
    }

    /// A change of a node, or of all those of a zone or of the region. What is done to a node itself, and
    /// not through the cluster, is no request.
    private static void nodes(Estate.Region region, ChangeRow row, List<KubeCall> into) {
        boolean isRequest =
                row.summary().contains("ordoned ") || row.summary().startsWith("Drained ");
        for (var node : region.nodes()) {
            boolean isMeant =
                    List.of(node.name(), node.zone(), region.name()).contains(row.target());
            if (isRequest && isMeant) {
                patch(row, target("v1", "nodes", "", node.name())).ifPresent(into::add);
            }
        }
    }

    private static Optional<Pod> named(Snapshot snapshot, String name) {
        for (int id = 0; id < snapshot.fleet.size(); id++) {
            if (snapshot.fleet.pod(id).name.equals(name)) {
                return Optional.of(snapshot.fleet.pod(id));
            }
        }
        return Optional.empty();
    }

    /// The request that a change is; empty where it is none to a cluster.
    private static Optional<KubeCall> call(World world, ChangeRow row) {
        var estate = world.estate;
        var name = row.target();
        var namespace =
                estate.service(name).map(Estate.Service::namespace).orElse(estate.namespace());
        boolean isService = estate.service(name).isPresent();
        boolean isCache = estate.caches().stream().anyMatch(cache -> cache.name().equals(name));
        return switch (row.kind()) {
            case "deploy", "rollback", "canary", "limits", "probe" ->
                    patch(row, deployment(namespace, name));
            case "config" -> isService ? patch(row, deployment(namespace, name)) : Optional.empty();
            case "scale" -> patch(row, scale(namespace, name));
            case "restart" ->
                    isService
                            ? patch(row, deployment(namespace, name))
                            : isCache
                                    ? patch(row, target("apps/v1", "statefulsets", namespace, name))
                                    : dns(estate).flatMap(dns -> patch(row, dns));
            case "service" -> patch(row, target("v1", "services", namespace, name));
            case "autoscaler" ->
                    patch(
                            row,
                            row.summary().startsWith("Changed the autoscaler")
                                    ? target(
                                            "autoscaling/v2",
                                            "horizontalpodautoscalers",
                                            namespace,
                                            name)
                                    : deployment(namespace, name));
            case "pod" -> pod(row, estate.namespace());
            case "network-policy" -> policy(row, namespace);
            case "mesh" ->
                    patch(
                            row,
                            target("security.istio.io/v1", "peerauthentications", namespace, name));
            case "certificate" ->
                    patch(row, target("cert-manager.io/v1", "certificates", namespace, name));
            case "secret" -> patch(row, target("v1", "secrets", namespace, name + "-password"));
            default -> Optional.empty();
        };
    }

    private static Optional<KubeCall> pod(ChangeRow row, String namespace) {
        boolean isDeleted = row.summary().startsWith("Deleted ");
        var pod = new Target("v1", "pods", namespace, row.target(), isDeleted ? "" : "exec");
        return Optional.of(KubeCall.by(row.actor(), isDeleted ? Verb.DELETE : Verb.CREATE, pod));
    }

    /// The policy's name is the last word of the summary.
    private static Optional<KubeCall> policy(ChangeRow row, String namespace) {
        var name = row.summary().substring(row.summary().lastIndexOf(' ') + 1);
        var policy = target("networking.k8s.io/v1", "networkpolicies", namespace, name);
        boolean isDeleted = row.summary().startsWith("Reverted ");
        return Optional.of(KubeCall.by(row.actor(), isDeleted ? Verb.DELETE : Verb.PATCH, policy));
    }

    private static Optional<Target> dns(Estate estate) {
        return estate.platform()
                .map(Platform::dns)
                .map(dns -> deployment(dns.namespace(), dns.engine()));
    }

    private static Optional<KubeCall> patch(ChangeRow row, Target target) {
        return Optional.of(KubeCall.by(row.actor(), Verb.PATCH, target));
    }

    private static Target deployment(String namespace, String name) {
        return target("apps/v1", "deployments", namespace, name);
    }

    private static Target scale(String namespace, String name) {
        return new Target("apps/v1", "deployments", namespace, name, "scale");
    }

    private static Target target(String api, String resource, String namespace, String name) {
        return new Target(api, resource, namespace, name, "");
    }

    // ---- what controllers do

    private static List<KubeCall> controllers(Snapshot snapshot, int tick, int region) {
        var calls = new ArrayList<KubeCall>();
        var world = snapshot.world;
        for (var autoscaler : world.estate.autoscalers()) {
            int service = world.indexOf(autoscaler.service());
            if (snapshot.wasRescaled(tick, world.workload(service, region))) {
                var target = scale(world.service(service).namespace(), autoscaler.service());
                calls.add(KubeCall.controller("horizontal-pod-autoscaler", Verb.UPDATE, target));
            }
        }
        jobs(snapshot, tick, region, calls);
        if (snapshot.fleet.changesIn(tick)) {
            for (int id : snapshot.fleet.changing(tick)) {
                if (snapshot.fleet.pod(id).region == region) {
                    life(snapshot, snapshot.fleet.pod(id), tick, calls);
                }
            }
        }
        return calls;
    }

    private static void jobs(Snapshot snapshot, int tick, int region, List<KubeCall> into) {
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        for (int job = 0; job < world.jobs.all.size(); job++) {
            var state = JobState.of(frame, job * world.regions + region);
            if (!state.isTurn()) {
                continue;
            }
            var namespace = world.jobs.all.get(job).namespace();
            int due = Objects.requireNonNull(world.jobs.last(job, region, tick)).dueTick();
            var run = world.jobs.runName(job, region, due);
            if (state == JobState.BEGINS) {
                var pod = target("v1", "pods", namespace, world.jobs.podName(job, region, due));
                var made = target("batch/v1", "jobs", namespace, run);
                into.add(KubeCall.controller("cronjob-controller", Verb.CREATE, made));
                into.add(KubeCall.controller("job-controller", Verb.CREATE, pod));
            } else {
                var status = new Target("batch/v1", "jobs", namespace, run, "status");
                into.add(KubeCall.controller("job-controller", Verb.UPDATE, status));
            }
        }
    }

    private static void life(Snapshot snapshot, Pod pod, int tick, List<KubeCall> into) {
        var namespace = snapshot.world.service(pod.service).namespace();
        var target = target("v1", "pods", namespace, pod.name);
        if (pod.createdTick == tick) {
            into.add(KubeCall.controller("replicaset-controller", Verb.CREATE, target));
        }
        if (pod.scheduledTick == tick) {
            into.add(KubeCall.scheduler(new Target("v1", "pods", namespace, pod.name, "binding")));
        }
        if (snapshot.fleet.drainTick(pod.id) == tick && !isDeletedByHand(snapshot, pod, tick)) {
            into.add(KubeCall.controller("replicaset-controller", Verb.DELETE, target));
        }
    }

    private static boolean isDeletedByHand(Snapshot snapshot, Pod pod, int tick) {
        return snapshot.changesIn(tick).stream()
                .anyMatch(row -> row.kind().equals("pod") && row.target().equals(pod.name));
    }
}
