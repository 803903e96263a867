// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.engine.DatabaseFacts.Trouble;
import java.util.Arrays;

/// The connections that pods hold to databases. A pool wants as many as its size; connections grow old
/// and are opened anew, and when a server has no more to give, who comes late gets none. By pod id.
final class DatabaseConnections {
    /// Kept back for superusers.
    static final int RESERVED = 3;

    private static final double LIFE_SECONDS = 300;
    private static final double OPENED_PER_SECOND = 10; // by one pool
    private static final double TRIES_PER_SECOND = 0.5; // by one that was refused

    /// A pool that was refused tries again only now and then.
    private static final double BACK_OFF = 0.05;

    private double[][] open = new double[0][];
    private double[][] leaked = new double[0][];

    // By server: the share of those who wanted a connection in the last tick that got one.
    private final double[] granted;

    // Scratch, by server.
    private final double[] held;
    private final double[] claims;

    DatabaseConnections(World world) {
        held = new double[world.databases * world.regions];
        claims = new double[held.length];
        granted = new double[held.length];
        Arrays.fill(granted, 1);
    }

    private DatabaseConnections(DatabaseConnections other) {
        open = new double[other.open.length][];
        leaked = new double[other.open.length][];
        for (int id = 0; id < open.length; id++) {
            open[id] = other.open[id].clone();
            leaked[id] = other.leaked[id].clone();
        }
        granted = other.granted.clone();
        held = new double[other.held.length];
        claims = new double[held.length];
    }

    DatabaseConnections copy() {
        return new DatabaseConnections(this);
    }

    /// Connections that are open of a pod's pool.
    double open(int podId, int pool) {
        return open[podId][pool];
    }

    /// All connections of `service`'s pools to a database are closed.
    void recycle(World world, Fleet fleet, String service, int database, String region) {
        for (int id = 0; id < open.length; id++) {
            var pod = fleet.pod(id);
            if (world.service(pod.service).name().equals(service)
                    && world.isRegion(region, pod.region)) {
                for (int p = 0; p < open[id].length; p++) {
                    open[id][p] = database(world, pod, p) == database ? 0 : open[id][p];
                }
            }
        }
    }

    private static int database(World world, Pod pod, int pool) {
        return world.poolDatabases[pod.service][pool];
    }

    private void admit(Second s) {
        int known = open.length;
        open = Arrays.copyOf(open, s.fleet.size());
        leaked = Arrays.copyOf(leaked, s.fleet.size());
        for (int id = known; id < open.length; id++) {
            int pools = s.world.service(s.fleet.pod(id).service).pools().size();
            open[id] = new double[pools];
            leaked[id] = new double[pools];
        }
    }

    void step(Second s, DatabaseServer[] servers) {
        if (open.length < s.fleet.size()) {
            admit(s);
        }
        for (int i = 0; i < held.length; i++) {
            held[i] = servers[i].facts.isAvailable(s.tick) ? s.jobConnections[i] : 0;
        }
        Arrays.fill(claims, 0);
        var ids = s.frame.layout().podIds();
        for (int id : ids) {
            want(s, servers, s.fleet.pod(id));
        }
        for (int i = 0; i < held.length; i++) {
            double most = Math.max(0, servers[i].facts.settings().maxConnections() - RESERVED);
            double free = Math.max(0, most - held[i]);
            double share = claims[i] <= free ? 1 : free / claims[i];
            double refused = claims[i] * (1 - share) * TRIES_PER_SECOND;
            s.frame.set(Gauge.Database.REFUSED, i, refused);
            s.frame.set(Gauge.Database.CONNECTIONS, i, held[i] + claims[i] * share);
            claims[i] = share; // from here on
        }
        for (int id : ids) {
            grant(s, servers, s.fleet.pod(id));
        }
        System.arraycopy(claims, 0, granted, 0, claims.length);
    }

    /// Counts what a pod holds and what it would like to have besides.
    private void want(Second s, DatabaseServer[] servers, Pod pod) {
        var mine = open[pod.id];
        for (int p = 0; p < mine.length; p++) {
            int i = database(s.world, pod, p) * s.regions + pod.region;
            if (!servers[i].facts.isAvailable(s.tick)) {
                mine[p] = 0;
                leaked[pod.id][p] = 0;
                continue;
            }
            int size = s.flow.pools.size(pod, p);
            mine[p] = Math.min(size, mine[p] * (1 - 1 / LIFE_SECONDS));
            held[i] += mine[p] + leaked[pod.id][p];
            claims[i] += claim(mine[p], size, i) + leaking(s, servers[i], pod);
        }
    }

    private void grant(Second s, DatabaseServer[] servers, Pod pod) {
        var mine = open[pod.id];
        for (int p = 0; p < mine.length; p++) {
            int i = database(s.world, pod, p) * s.regions + pod.region;
            if (servers[i].facts.isAvailable(s.tick)) {
                int size = s.flow.pools.size(pod, p);
                leaked[pod.id][p] += leaking(s, servers[i], pod) * claims[i];
                mine[p] += claim(mine[p], size, i) * claims[i];
            }
            s.frame.set(Gauge.Pool.OPEN, pod.id, p, mine[p]);
            s.frame.set(Gauge.Pool.LEAKED, pod.id, p, leaked[pod.id][p]);
        }
    }

    private double claim(double open, int size, int server) {
        double wanted = Math.max(0, Math.min(size - open, OPENED_PER_SECOND));
        return granted[server] < 1 ? wanted * BACK_OFF : wanted;
    }

    /// Connections that the pod opens in the tick and will not give back.
    private static double leaking(Second s, DatabaseServer server, Pod pod) {
        for (var trouble : server.facts.troubles()) {
            if (trouble instanceof Trouble.Leak leak
                    && s.world.service(pod.service).name().equals(leak.service())
                    && (leak.version().isEmpty() || leak.version().equals(pod.revision.version()))
                    && pod.readyTick <= s.tick) {
                return leak.perMinute() / 60;
            }
        }
        return 0;
    }
}
