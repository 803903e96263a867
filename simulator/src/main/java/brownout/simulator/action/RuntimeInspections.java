// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see when they look into a runtime: threads by what they do, and the heap by class.
final class RuntimeInspections {
    private RuntimeInspections() {}

    private static List<String> away(Pod pod) {
        return List.of("error: the container of " + pod.name + " is not running");
    }

    static List<String> threads(Arguments in, Snapshot snapshot, int tick) {
        var pod = PodInspections.pod(in, snapshot, tick);
        if (!snapshot.fleet.isUp(pod.id, tick)) {
            return away(pod);
        }
        var frame = snapshot.tick(tick).frame();
        var spec = snapshot.world.service(pod.service);
        long all = Math.round(frame.at(Gauge.Pod.THREADS, pod.id));
        long busy = Math.round(frame.at(Gauge.Workload.BUSY, pod.workload));
        long queued = Math.round(frame.at(Gauge.Workload.QUEUED, pod.workload));
        long running = Math.min(busy, Math.round(Math.ceil(frame.at(Gauge.Pod.CORES, pod.id))));
        var lines = new ArrayList<String>();
        return switch (spec.language()) {
            case JAVA -> {
                long usual = 34L + Math.min(spec.workers(), 200);
                lines.add("Full thread dump of " + pod.name + ": " + all + " threads");
                lines.add(
                        String.format(
                                Locale.ROOT, "%6d  RUNNABLE       in %s", running, spec.name()));
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%6d  WAITING        for an answer: socketRead",
                                Math.max(0, busy - running)));
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%6d  WAITING        idle worker: LinkedBlockingQueue.take",
                                Math.max(0, Math.min(spec.workers(), 200) - busy)));
                if (all > usual + 5) {
                    lines.add(
                            String.format(
                                    Locale.ROOT,
                                    "%6d  TIMED_WAITING  Thread-N: parked, started by %s",
                                    all - usual,
                                    spec.name()));
                }
                lines.add(String.format(Locale.ROOT, "%6d  queued requests", queued));
                yield lines;
            }
            case GO -> {
                long usual = 22 + 3 * busy;
                lines.add("goroutine profile: total " + all);
                lines.add(String.format(Locale.ROOT, "%6d @ net/http.(*conn).serve", 2 * busy));
                lines.add(String.format(Locale.ROOT, "%6d @ internal/poll.runtime_pollWait", busy));
                if (all > usual + 5) {
                    lines.add(
                            String.format(
                                    Locale.ROOT,
                                    "%6d @ runtime.gopark: chan receive",
                                    all - usual));
                }
                yield lines;
            }
            case NODE, PYTHON -> {
                lines.add(pod.name + ": " + all + " threads");
                lines.add(
                        String.format(
                                Locale.ROOT, "%6d  requests under way, %d waiting", busy, queued));
                yield lines;
            }
        };
    }

    static List<String> heap(Arguments in, Snapshot snapshot, int tick) {
        var pod = PodInspections.pod(in, snapshot, tick);
        if (!snapshot.fleet.isUp(pod.id, tick)) {
            return away(pod);
        }
        var frame = snapshot.tick(tick).frame();
        var spec = snapshot.world.service(pod.service);
        double live = frame.at(Gauge.Pod.LIVE_MEBIBYTES, pod.id);
        double usual = Math.min(live, 0.5 * spec.residentBytes() / 0x1p20);
        double kept = live - usual;
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "live %.0fMi of at most %.0fMi",
                        live,
                        frame.at(Gauge.Pod.HEAP_MEBIBYTES, pod.id)));
        var names =
                switch (spec.language()) {
                    case JAVA ->
                            List.of("java.util.LinkedHashMap$Entry", "byte[]", "java.lang.String");
                    case GO -> List.of("runtime.mapassign", "bytes.makeSlice", "strings.Builder");
                    case NODE -> List.of("(Map)", "(string)", "Object");
                    case PYTHON -> List.of("dict", "bytes", "str");
                };
        // What is kept for ever hangs in a map; the rest is spread as in any service.
        lines.add(
                String.format(
                        Locale.ROOT, "%9.1fMi  %s", 0.62 * kept + 0.12 * usual, names.get(0)));
        lines.add(
                String.format(
                        Locale.ROOT, "%9.1fMi  %s", 0.27 * kept + 0.38 * usual, names.get(1)));
        lines.add(
                String.format(
                        Locale.ROOT, "%9.1fMi  %s", 0.11 * kept + 0.21 * usual, names.get(2)));
        lines.add(String.format(Locale.ROOT, "%9.1fMi  others", 0.29 * usual));
        return lines;
    }
}
