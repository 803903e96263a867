// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.PodFacts;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What people see when they look at pods and nodes.
final class PodInspections {
    static final List<Inspection> ROWS =
            List.of(
                    Inspection.row(
                            "pods",
                            "SERVICE [--region REGION]",
                            "A service's pods: ready, status, restarts, age, node.",
                            PodInspections::pods),
                    Inspection.row(
                            "describe",
                            "POD|NODE|SERVICE",
                            "What the cluster knows of a pod, a node or a service.",
                            PodInspections::describe),
                    Inspection.row(
                            "top",
                            "pods|nodes [--region REGION]",
                            "CPU and memory in use, of pods or of nodes.",
                            PodInspections::top),
                    Inspection.row(
                            "thread-dump",
                            "POD",
                            "What a pod's threads or goroutines are doing.",
                            RuntimeInspections::threads),
                    Inspection.row(
                            "heap-profile",
                            "POD",
                            "What a pod's heap holds, largest first.",
                            RuntimeInspections::heap));

    private PodInspections() {}

    /// The pod whose name is the first argument.
    static Pod pod(Arguments in, Snapshot snapshot, int tick) {
        var name = in.named(0, "pod", in.inventory().pods());
        for (int id : snapshot.tick(tick).frame().layout().podIds()) {
            if (snapshot.fleet.pod(id).name.equals(name)) {
                return snapshot.fleet.pod(id);
            }
        }
        throw new IllegalStateException(name);
    }

    private static List<String> pods(Arguments in, Snapshot snapshot, int tick) {
        var service = in.service().name();
        var region = in.region();
        var world = snapshot.world;
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%-44s %-5s %-18s %-8s %-7s %-16s %s",
                        "NAME",
                        "READY",
                        "STATUS",
                        "RESTARTS",
                        "AGE",
                        "NODE",
                        "VERSION"));
        for (int id : snapshot.tick(tick).frame().layout().podIds()) {
            var pod = snapshot.fleet.pod(id);
            if (world.service(pod.service).name().equals(service)
                    && world.isRegion(region, pod.region)) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%-44s %-5s %-18s %-8d %-7s %-16s %s",
                                pod.name,
                                snapshot.fleet.isReady(id, tick) ? "1/1" : "0/1",
                                PodFacts.status(snapshot.fleet, pod, tick),
                                snapshot.fleet.restarts(id, tick),
                                age(tick - pod.createdTick),
                                pod.node.isEmpty() ? "<none>" : pod.node,
                                pod.revision.version()));
            }
        }
        return lines;
    }

    static String age(int seconds) {
        return seconds >= 3600
                ? seconds / 3600 + "h" + seconds % 3600 / 60 + "m"
                : seconds >= 120 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
    }

    private static List<String> describe(Arguments in, Snapshot snapshot, int tick) {
        var names = new ArrayList<>(in.estate().serviceNames());
        in.estate().regions().forEach(r -> r.nodes().forEach(node -> names.add(node.name())));
        names.addAll(in.inventory().pods());
        var name = in.named(0, "pod, node or service", names);
        if (in.estate().serviceNames().contains(name)) {
            return service(name, snapshot, tick);
        }
        return in.inventory().pods().contains(name)
                ? pod(pod(in, snapshot, tick), snapshot, tick)
                : node(name, snapshot, tick);
    }

    private static List<String> service(String name, Snapshot snapshot, int tick) {
        var world = snapshot.world;
        var lines = new ArrayList<String>();
        lines.add("Name:       " + name);
        lines.add("Namespace:  " + world.estate.namespace());
        for (int region = 0; region < world.regions; region++) {
            int workload = world.workload(world.indexOf(name), region);
            int found = snapshot.fleet.routedCount(workload, tick);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s: %d wanted, %d ready, endpoints: %s",
                            world.estate.regions().get(region).name(),
                            snapshot.replicas(tick, workload),
                            snapshot.fleet.readyCount(workload, tick),
                            found == 0 ? "<none>" : Integer.toString(found)));
        }
        return lines;
    }

    private static List<String> pod(Pod pod, Snapshot snapshot, int tick) {
        var fleet = snapshot.fleet;
        var frame = snapshot.tick(tick).frame();
        var lines = new ArrayList<String>();
        lines.add("Name:           " + pod.name);
        lines.add("Node:           " + (pod.node.isEmpty() ? "<none>" : pod.node));
        lines.add("Status:         " + PodFacts.status(fleet, pod, tick));
        lines.add("Image:          " + pod.revision.version());
        lines.add("Ready:          " + (fleet.isReady(pod.id, tick) ? "True" : "False"));
        lines.add("Restart Count:  " + fleet.restarts(pod.id, tick));
        var stop = fleet.lastStop(pod.id, tick);
        if (stop != null) {
            lines.add("Last State:     Terminated");
            lines.add("  Reason:       " + stop.cause().reason());
            lines.add("  Exit Code:    " + stop.cause().exitCode());
            lines.add("  Finished:     " + age(tick - stop.from()) + " ago");
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "Limits:         cpu %.2f, memory %.0fMi",
                        frame.at(Gauge.Pod.CORES_LIMIT, pod.id),
                        frame.at(Gauge.Pod.LIMIT_MEBIBYTES, pod.id)));
        lines.add("Environment:    " + pod.revision.config());
        if (pod.scheduledTick > tick) {
            lines.add("Events:         FailedScheduling: no node has room");
        } else if (fleet.drainTick(pod.id) != Fleet.NEVER && fleet.drainTick(pod.id) <= tick) {
            lines.add("Events:         Killing: stopping");
        }
        return lines;
    }

    private static List<String> node(String name, Snapshot snapshot, int tick) {
        var lines = new ArrayList<String>();
        int machine = PodFacts.machine(snapshot.world, name);
        var frame = snapshot.tick(tick).frame();
        var spec = PodFacts.node(snapshot.world, machine);
        lines.add("Name:           " + name + " (" + spec.kind() + ", " + spec.zone() + ")");
        lines.add(
                "Ready:          "
                        + (frame.at(Gauge.Machine.GONE, machine) >= 2 ? "Unknown" : "True"));
        lines.add("Unschedulable:  " + (frame.at(Gauge.Machine.CORDONED, machine) > 0));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "In use:         cpu %.2f of %.0f, memory %.0fMi of %.0fMi",
                        frame.at(Gauge.Machine.CORES, machine),
                        spec.cores(),
                        frame.at(Gauge.Machine.MEBIBYTES, machine),
                        spec.memoryBytes() / 0x1p20));
        lines.add("Pods:");
        for (int id : frame.layout().podIds()) {
            var pod = snapshot.fleet.pod(id);
            if (pod.node.equals(name)) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "  %-44s cpu %.3f memory %.0fMi",
                                pod.name,
                                frame.at(Gauge.Pod.CORES, id),
                                frame.at(Gauge.Pod.MEBIBYTES, id)));
            }
        }
        return lines;
    }

    private static List<String> top(Arguments in, Snapshot snapshot, int tick) {
        var what = in.named(0, "what", List.of("pods", "nodes"));
        var region = in.region();
        var world = snapshot.world;
        var frame = snapshot.tick(tick).frame();
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME", "CPU(cores)", "MEMORY"));
        if (what.equals("pods")) {
            for (int id : frame.layout().podIds()) {
                var pod = snapshot.fleet.pod(id);
                if (world.isRegion(region, pod.region)) {
                    rows.add(
                            use(
                                    pod.name,
                                    frame.at(Gauge.Pod.CORES, id),
                                    frame.at(Gauge.Pod.MEBIBYTES, id)));
                }
            }
            return Columns.lines(rows);
        }
        for (int machine = 0; machine < world.machines; machine++) {
            if (world.isRegion(region, PodFacts.region(world, machine))) {
                rows.add(
                        use(
                                PodFacts.node(world, machine).name(),
                                frame.at(Gauge.Machine.CORES, machine),
                                frame.at(Gauge.Machine.MEBIBYTES, machine)));
            }
        }
        return Columns.lines(rows);
    }

    private static List<String> use(String name, double cores, double mebibytes) {
        return List.of(
                name,
                Math.round(cores * 1000) + "m",
                String.format(Locale.ROOT, "%.0fMi", mebibytes));
    }
}
