// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Outage;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Lines that are about pods and not about requests: what services log when they start and stop, and
/// what the cluster's controllers do.
final class PodEvents {
    private PodEvents() {}

    /// One line in the making: whether the cluster wrote it, or else the pod.
    private record Happening(Pod pod, boolean byCluster, int level, String message) {}

    static void lines(Snapshot snapshot, int tick, boolean[] wanted, List<Lines.Line> into) {
        int order = 0;
        for (var happening : happenings(snapshot, tick)) {
            int stream = stream(snapshot, happening);
            if (wanted[stream]) {
                // Spread over the second, in the order in which they happened to the pod.
                long part = Rng.below(Rng.hash(happening.pod.id, tick, 0xe7), 900_000_000);
                long nanos = tick * 1_000_000_000L + 1 + part + order * 137_003L;
                into.add(new Lines.Line.Event(stream, nanos, happening.pod.id, happening.message));
            }
            order++;
        }
    }

    private static int stream(Snapshot snapshot, Happening happening) {
        int workload = happening.pod.workload;
        return happening.byCluster
                ? Streams.clusterIndex(snapshot.world, workload)
                : Streams.index(workload, happening.level);
    }

    private static List<Happening> happenings(Snapshot snapshot, int tick) {
        var fleet = snapshot.fleet;
        var found = new ArrayList<Happening>();
        if (fleet.changesIn(tick)) {
            for (int id : fleet.changing(tick)) {
                if (fleet.pod(id).createdTick <= tick) {
                    life(snapshot, fleet.pod(id), tick, found);
                    outages(snapshot, fleet.pod(id), tick, found);
                }
            }
        }
        RuntimeEvents.of(snapshot, tick)
                .forEach(event ->
                        found.add(
                                new Happening(
                                        event.pod(),
                                        event.byCluster(),
                                        event.level(),
                                        event.message())));
        return found;
    }

    private static void life(Snapshot snapshot, Pod pod, int tick, List<Happening> found) {
        var fleet = snapshot.fleet;
        int id = pod.id;
        if (pod.createdTick == tick && pod.scheduledTick > tick) {
            found.add(cluster(pod, "FailedScheduling: no node has room for pod " + pod.name));
        }
        if (pod.scheduledTick == tick) {
            found.add(cluster(pod, "Scheduled: assigned " + pod.name + " to " + pod.node));
            found.add(cluster(pod, "Created pod " + pod.name + " on " + pod.node));
            starting(snapshot, pod, found);
        }
        if (pod.readyTick == tick && fleet.isReady(id, tick)) {
            started(snapshot, pod, tick - pod.scheduledTick, found);
        }
        if (fleet.drainTick(id) == tick) {
            found.add(cluster(pod, "Stopping pod " + pod.name));
            found.add(by(pod, "Received SIGTERM, finishing requests in flight"));
        }
        if (fleet.endTick(id) != Fleet.NEVER
                && fleet.endTick(id) - 1 == tick
                && fleet.isUp(id, tick)) {
            found.add(by(pod, "Shutdown completed"));
        }
    }

    private static void starting(Snapshot snapshot, Pod pod, List<Happening> found) {
        var service = service(snapshot, pod);
        found.add(
                cluster(
                        pod,
                        "Pulled: image registry/"
                                + service
                                + ":"
                                + pod.revision.version()
                                + " is present"));
        found.add(
                by(
                        pod,
                        "Starting "
                                + service
                                + " "
                                + pod.revision.version()
                                + " with "
                                + new TreeMap<>(pod.revision.config())));
    }

    private static void started(Snapshot snapshot, Pod pod, int seconds, List<Happening> found) {
        for (var pool : pools(snapshot, pod)) {
            found.add(
                    by(
                            pod,
                            pool.name()
                                    + " - Start completed, maximumPoolSize="
                                    + pod.revision.config().get(pool.sizeKey())));
        }
        found.add(
                by(
                        pod,
                        "Started "
                                + service(snapshot, pod)
                                + " "
                                + pod.revision.version()
                                + " in "
                                + seconds
                                + " seconds"));
        found.add(cluster(pod, "Pod " + pod.name + " is ready"));
    }

    private static void outages(Snapshot snapshot, Pod pod, int tick, List<Happening> found) {
        var fleet = snapshot.fleet;
        for (int i = 0; i < fleet.outages(pod.id); i++) {
            var outage = fleet.outage(pod.id, i);
            if (outage.from() == tick) {
                stopped(snapshot, pod, outage, found);
            }
            if (outage.cause().stops() && outage.started() == tick && outage.to() > tick) {
                starting(snapshot, pod, found);
            }
            if (outage.cause() == Outage.Cause.NODE_LOST
                    && outage.from() + 40 == tick
                    && outage.to() > tick) {
                found.add(
                        cluster(
                                pod,
                                "NodeNotReady: node "
                                        + pod.node
                                        + " of pod "
                                        + pod.name
                                        + " is not ready"));
            }
            if (outage.to() == tick && fleet.isReady(pod.id, tick)) {
                if (outage.cause().stops()) {
                    started(snapshot, pod, tick - outage.started(), found);
                } else {
                    found.add(cluster(pod, "Pod " + pod.name + " is ready"));
                }
            }
        }
    }

    private static void stopped(Snapshot snapshot, Pod pod, Outage outage, List<Happening> found) {
        switch (outage.cause()) {
            case OUT_OF_MEMORY ->
                    found.add(
                            cluster(
                                    pod,
                                    "OOMKilling: memory cgroup out of memory, killed the container of "
                                            + pod.name
                                            + " (exit code 137)"));
            case HEAP_EXHAUSTED -> {
                var language = snapshot.world.service(pod.service).language();
                boolean isJava = language == Estate.Language.JAVA;
                found.add(
                        new Happening(
                                pod,
                                false,
                                TickRecord.ERROR_LEVEL,
                                isJava
                                        ? "java.lang.OutOfMemoryError: Java heap space. Terminating due to"
                                                + " java.lang.OutOfMemoryError"
                                        : "FATAL ERROR: Reached heap limit Allocation failed - JavaScript"
                                                + " heap out of memory"));
            }
            case LIVENESS -> {
                found.add(
                        cluster(
                                pod,
                                "Unhealthy: liveness probe of "
                                        + pod.name
                                        + " failed: context deadline exceeded"));
                found.add(
                        cluster(
                                pod,
                                "Killing: container of "
                                        + pod.name
                                        + " failed liveness probe, will be restarted"));
            }
            case KILLED -> found.add(cluster(pod, "Killing: stopping container of " + pod.name));
            case UNREADY ->
                    found.add(
                            cluster(
                                    pod,
                                    "Unhealthy: readiness probe of "
                                            + pod.name
                                            + " failed: context deadline exceeded"));
            case NODE_LOST -> {}
        }
        int pause = outage.started() - outage.from();
        if (outage.cause().stops() && pause > 1 && pause <= 300) {
            found.add(
                    cluster(
                            pod,
                            "BackOff: back-off "
                                    + pause
                                    + "s restarting failed container of "
                                    + pod.name));
        }
    }

    private static List<Estate.Pool> pools(Snapshot snapshot, Pod pod) {
        return snapshot.world.service(pod.service).pools();
    }

    private static String service(Snapshot snapshot, Pod pod) {
        return snapshot.world.service(pod.service).name();
    }

    private static Happening by(Pod pod, String message) {
        return new Happening(pod, false, TickRecord.INFO, message);
    }

    private static Happening cluster(Pod pod, String message) {
        return new Happening(pod, true, TickRecord.INFO, message);
    }
}
