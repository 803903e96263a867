// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What runtimes say of their garbage once it is a burden, and autoscalers of what they do.
final class RuntimeEvents {
    private RuntimeEvents() {}

    /// A line, of the cluster or of the pod.
    record Event(Pod pod, boolean byCluster, int level, String message) {}

    static List<Event> of(Snapshot snapshot, int tick) {
        var found = new ArrayList<Event>();
        var frame = snapshot.tick(tick).frame();
        for (int id : frame.strained()) {
            double share = frame.at(Gauge.Pod.COLLECTING, id);
            if (Rng.uniform(Rng.hash(id, tick, 0x6c1)) < Math.min(0.5, share)) {
                collection(snapshot, snapshot.fleet.pod(id), frame, tick, found);
            }
        }
        if (Math.floorMod(tick, 15) == 7) {
            rescales(snapshot, tick, found);
        }
        return found;
    }

    private static void collection(
            Snapshot snapshot, Pod pod, Frame frame, int tick, List<Event> found) {
        var language = snapshot.world.service(pod.service).language();
        double live = frame.at(Gauge.Pod.LIVE_MEBIBYTES, pod.id);
        double heap = frame.at(Gauge.Pod.HEAP_MEBIBYTES, pod.id);
        double millis =
                -frame.at(Gauge.Pod.PAUSE_MICROS, pod.id)
                        / 1000
                        * StrictMath.log(Rng.uniform(Rng.hash(pod.id, tick, 0x6c2)));
        if (language == Estate.Language.JAVA) {
            found.add(
                    new Event(
                            pod,
                            false,
                            TickRecord.WARN,
                            String.format(
                                    Locale.ROOT,
                                    "[gc] GC(%d) Pause Full (G1 Compaction Pause)"
                                            + " %.0fM->%.0fM(%.0fM) %.3fms",
                                    Math.max(0, tick - pod.createdTick) / 3,
                                    Math.min(heap, live * 1.04),
                                    live,
                                    heap,
                                    millis)));
        } else if (language == Estate.Language.NODE) {
            found.add(
                    new Event(
                            pod,
                            false,
                            TickRecord.WARN,
                            String.format(
                                    Locale.ROOT,
                                    "Mark-Compact %.1f (%.1f) -> %.1f (%.1f) MB, %.1f ms"
                                            + " allocation failure",
                                    Math.min(heap, live * 1.04),
                                    heap,
                                    live,
                                    heap,
                                    millis)));
        }
    }

    private static void rescales(Snapshot snapshot, int tick, List<Event> found) {
        var world = snapshot.world;
        for (int i = 0; i < world.estate.autoscalers().size(); i++) {
            int service = world.indexOf(world.estate.autoscalers().get(i).service());
            for (int region = 0; region < world.regions; region++) {
                int workload = world.workload(service, region);
                boolean blind =
                        snapshot.tick(tick)
                                        .frame()
                                        .at(Gauge.Autoscaler.BLIND, i * world.regions + region)
                                > 0;
                if (snapshot.wasRescaled(tick, workload)) {
                    say(
                            snapshot,
                            workload,
                            tick,
                            "SuccessfulRescale: "
                                    + world.service(service).name()
                                    + " new size: "
                                    + snapshot.replicas(tick, workload)
                                    + "; reason: cpu resource utilization",
                            found);
                } else if (blind && Math.floorMod(tick, 60) == 7) {
                    say(
                            snapshot,
                            workload,
                            tick,
                            "FailedGetResourceMetric: missing request for cpu in container "
                                    + world.service(service).name(),
                            found);
                }
            }
        }
    }

    private static void say(
            Snapshot snapshot, int workload, int tick, String message, List<Event> found) {
        for (int id : snapshot.tick(tick).frame().layout().podIds()) {
            if (snapshot.fleet.pod(id).workload == workload) {
                found.add(new Event(snapshot.fleet.pod(id), true, TickRecord.INFO, message));
                return;
            }
        }
    }
}
