// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Lines that are about pods and not about requests: what services log when they start and stop, and
/// what the cluster's controllers do. All at level INFO.
final class PodEvents {
    private PodEvents() {}

    /// One line in the making: whether the cluster wrote it, or else the pod.
    private record Happening(Pod pod, boolean byCluster, String message) {}

    static int count(Snapshot snapshot, int tick, int stream) {
        int count = 0;
        for (var happening : happenings(snapshot, tick)) {
            count += stream(snapshot, happening) == stream ? 1 : 0;
        }
        return count;
    }

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
                : Streams.index(workload, TickRecord.INFO);
    }

    private static List<Happening> happenings(Snapshot snapshot, int tick) {
        var fleet = snapshot.fleet;
        if (!fleet.changesIn(tick)) {
            return List.of();
        }
        var found = new ArrayList<Happening>();
        for (int id = 0; id < fleet.size(); id++) {
            var pod = fleet.pod(id);
            if (pod.createdTick == tick) {
                found.add(cluster(pod, "Created pod " + pod.name + " on " + pod.node));
                found.add(
                        by(
                                pod,
                                "Starting "
                                        + service(snapshot, pod)
                                        + " "
                                        + pod.revision.version()
                                        + " with "
                                        + new TreeMap<>(pod.revision.config())));
            }
            if (pod.readyTick == tick && fleet.drainTick(id) > tick) {
                for (int p = 0; p < pools(snapshot, pod).size(); p++) {
                    var pool = pools(snapshot, pod).get(p);
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
                                        + (tick - pod.createdTick)
                                        + " seconds"));
                found.add(cluster(pod, "Pod " + pod.name + " is ready"));
            }
            if (fleet.drainTick(id) == tick) {
                found.add(cluster(pod, "Stopping pod " + pod.name));
                found.add(by(pod, "Received SIGTERM, finishing requests in flight"));
            }
            if (fleet.endTick(id) != Fleet.NEVER && fleet.endTick(id) - 1 == tick) {
                found.add(by(pod, "Shutdown completed"));
            }
        }
        return found;
    }

    private static List<Estate.Pool> pools(Snapshot snapshot, Pod pod) {
        return snapshot.world.service(pod.service).pools();
    }

    private static String service(Snapshot snapshot, Pod pod) {
        return snapshot.world.service(pod.service).name();
    }

    private static Happening by(Pod pod, String message) {
        return new Happening(pod, false, message);
    }

    private static Happening cluster(Pod pod, String message) {
        return new Happening(pod, true, message);
    }
}
