// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.estate.Estate;

/// What a cluster's tools say of pods and nodes.
public final class PodFacts {
    private PodFacts() {}

    /// The column STATUS: `Running`, `Pending`, `CrashLoopBackOff`, …
    public static String status(Fleet fleet, Pod pod, int tick) {
        if (pod.scheduledTick > tick) {
            return "Pending";
        }
        if (fleet.drainTick(pod.id) <= tick) {
            return "Terminating";
        }
        var outage = fleet.outageAt(pod.id, tick);
        if (outage == null || !outage.cause().stops() || outage.started() <= tick) {
            return "Running";
        }
        if (outage.cause() == Outage.Cause.NODE_LOST) {
            return tick < outage.withdrawnTick() ? "Running" : "Unknown";
        }
        return outage.started() - outage.from() > 1 ? "CrashLoopBackOff" : outage.cause().reason();
    }

    /// The number of a node of the estate.
    public static int machine(World world, String node) {
        return Machines.named(world, node)[0];
    }

    public static Estate.Node node(World world, int machine) {
        return world.estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .skip(machine)
                .findFirst()
                .orElseThrow();
    }

    /// The index of a node's region.
    public static int region(World world, int machine) {
        int left = machine;
        int region = 0;
        while (left >= world.estate.regions().get(region).nodes().size()) {
            left -= world.estate.regions().get(region).nodes().size();
            region++;
        }
        return region;
    }
}
