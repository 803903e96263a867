// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.condition.Condition;
import brownout.simulator.condition.Failure;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.NetworkEffect;
import java.util.Arrays;
import java.util.List;

/// What nodes and name servers see of the calls between components: connections, segments, names looked
/// up. State by node, in the order of the estate's regions.
final class Network {
    /// A setting that says how many connections are kept for further calls; with `0` none are.
    static final String KEEP_ALIVE = "UPSTREAM_KEEPALIVE";

    private static final double KEPT = 0.98; // share of calls on a connection that is there already
    private static final double TIME_WAIT_SECONDS = 60;
    private static final double TRACKED_SECONDS = 120; // a closed connection stays in the table
    private static final double SEGMENTS_PER_CALL = 14;
    private static final double USUAL_LOSS = 2e-4;
    private static final double LOOKUPS_PER_CALL = 0.05;
    private static final double OTHERS_CONNECTIONS = 900; // of the node itself

    private final World world;
    private final List<String> nodes; // names

    // Connections that something else opens: the share of the table, since when and over how long.
    private final double[] foreign;
    private final int[] foreignSince;
    private final int[] foreignOver;

    // By node, of one tick.
    private final double[] calls;
    private final double[] fresh;

    // By pod id, see #place.
    private int[] places = new int[0];

    /// Entries that a node's table would hold if there were room.
    private final double[] wanted;

    Network(World world) {
        this.world = world;
        nodes = nodes(world.estate);
        foreign = new double[nodes.size()];
        foreignSince = new int[nodes.size()];
        foreignOver = new int[nodes.size()];
        calls = new double[nodes.size()];
        fresh = new double[nodes.size()];
        wanted = new double[nodes.size()];
    }

    private Network(Network other) {
        world = other.world;
        nodes = other.nodes;
        foreign = other.foreign.clone();
        foreignSince = other.foreignSince.clone();
        foreignOver = other.foreignOver.clone();
        calls = other.calls.clone();
        fresh = other.fresh.clone();
        wanted = other.wanted.clone();
    }

    Network copy() {
        return new Network(this);
    }

    /// Names of all nodes, by region.
    static List<String> nodes(Estate estate) {
        return estate.regions().stream()
                .flatMap(region -> region.nodes().stream())
                .map(Estate.Node::name)
                .toList();
    }

    void fill(NetworkEffect.FillConnections effect, int tick) {
        int node = nodes.indexOf(effect.node());
        foreign[node] = effect.ratio() * Controls.CONNECTION_LIMIT;
        foreignSince[node] = tick;
        foreignOver[node] = effect.overSeconds();
    }

    /// Connections that `node` wants to track in the end.
    double wanted(String node) {
        return Math.max(foreign[nodes.indexOf(node)], wanted[nodes.indexOf(node)]);
    }

    void step(Second s, Controls controls) {
        Arrays.fill(calls, 0);
        Arrays.fill(fresh, 0);
        for (int service = 0; service < world.services; service++) {
            for (int region = 0; region < s.regions; region++) {
                count(s, service, region);
            }
        }
        for (int node = 0; node < calls.length; node++) {
            describe(s, controls, node);
        }
        for (int region = 0; region < s.regions; region++) {
            names(s, region);
        }
    }

    /// Spreads the calls that a workload makes and takes over the nodes of its pods.
    private void count(Second s, int service, int region) {
        var pods = s.fleet.readyPods(world.workload(service, region), s.tick);
        if (pods.length == 0) {
            return;
        }
        double out = 0;
        double in = 0;
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            in += s.arrivals[s.cell(o, region)];
            for (var edge : world.ops[o].edges()) {
                out += s.edgeArrivals[edge.index() * s.regions + region];
            }
        }
        for (var pod : pods) {
            int place = place(pod);
            int node = place >> 1;
            calls[node] += (in + out) / pods.length;
            fresh[node] += out * ((place & 1) == 1 ? 1 - KEPT : 1) / pods.length;
        }
    }

    /// Twice the number of a pod's node, and one more where the pod keeps connections.
    private int place(Pod pod) {
        if (pod.id >= places.length) {
            int known = places.length;
            places = Arrays.copyOf(places, Math.max(64, 2 * pod.id));
            Arrays.fill(places, known, places.length, -1);
        }
        if (places[pod.id] < 0) {
            boolean kept = !"0".equals(pod.revision.config().get(KEEP_ALIVE));
            places[pod.id] = 2 * nodes.indexOf(pod.node) + (kept ? 1 : 0);
        }
        return places[pod.id];
    }

    private void describe(Second s, Controls controls, int node) {
        double others =
                foreignOver[node] == 0
                        ? 0
                        : foreign[node]
                                * Math.min(
                                        1, (s.tick + 1.0 - foreignSince[node]) / foreignOver[node]);
        double own = OTHERS_CONNECTIONS + 3 * calls[node] + TRACKED_SECONDS * fresh[node];
        double noise = 1 + 0.03 * Rng.noise(Rng.hash(s.seed, node, 0xc0), s.tick, 30);
        double all = others + own * noise;
        wanted[node] = all;
        double room = controls.connectionLimit(nodes.get(node));
        double dropped = all > room ? 1 - room / all : 0;
        s.frame.set(Gauge.Link.CONNECTIONS, node, Math.min(all, room));
        s.frame.set(Gauge.Link.TIME_WAIT, node, TIME_WAIT_SECONDS * fresh[node]);
        double segments = SEGMENTS_PER_CALL * calls[node] * noise;
        s.totals.add(Total.Link.SEGMENTS, node, Math.round(segments));
        s.totals.add(Total.Link.RETRANSMITS, node, draw(s, node, 1, segments * loss(s, node)));
        s.totals.add(
                Total.Link.DROPS, node, draw(s, node, 2, dropped * (fresh[node] + others / 300)));
    }

    private static long draw(Second s, int instance, int what, double mean) {
        return Rng.poisson(Rng.hash(s.seed, s.tick, instance, 0x5e67 + what), mean);
    }

    /// The share of packets that a node loses.
    private double loss(Second s, int node) {
        double kept = 1 - USUAL_LOSS;
        for (var held : s.holding.all()) {
            if (held.condition() instanceof Condition.Calls lossy
                    && lossy.lossRatio() > 0
                    && (nodes.get(node).equals(lossy.scope().node())
                            || nodes.get(node).equals(lossy.to().node()))) {
                kept *= 1 - lossy.lossRatio() * held.level(s.tick);
            }
        }
        return 1 - kept;
    }

    private void names(Second s, int region) {
        double found = 0;
        double failed = 0;
        for (var edge : world.edgeList) {
            int i = edge.index() * s.regions + region;
            double rate = s.edgeArrivals[i];
            double missing = isNameLost(s, edge) ? s.averages.refusedRatio[i] : 0;
            failed += rate * missing;
            found += rate * (1 - missing) * LOOKUPS_PER_CALL;
        }
        s.totals.add(Total.Names.FOUND, region, draw(s, region, 3, found));
        s.totals.add(Total.Names.FAILED, region, draw(s, region, 4, failed));
    }

    private static boolean isNameLost(Second s, World.Edge edge) {
        for (int number : s.holding.ofEdge(edge.index())) {
            if (s.holding.symptom(number).failure() == Failure.NAME_RESOLUTION) {
                return true;
            }
        }
        return false;
    }
}
