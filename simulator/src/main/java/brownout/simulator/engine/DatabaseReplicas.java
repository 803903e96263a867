// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.simulator.model.Staleness;

/// How far replicas are behind.
final class DatabaseReplicas {
    /// A replica that was behind applies the log of this many seconds in one.
    private static final double CATCH_UP = 3;

    private DatabaseReplicas() {}

    static void step(Second s, DatabaseServer server) {
        for (int node = 0; node < server.lagSeconds.length; node++) {
            double lag = server.lagSeconds[node];
            double usual = server.usualLag(node);
            if (node == server.facts.role().primary()) {
                lag = 0;
            } else {
                double applied = server.facts.appliedShare(server.nodeName(node));
                lag = applied < 1 ? lag + 1 - applied : Math.max(usual, lag + 1 - CATCH_UP);
            }
            server.lagSeconds[node] = lag;
            int number = s.world.databaseNumbers.node(server.database, node);
            s.frame.set(Gauge.Node.LAG_SECONDS, number * s.regions + server.region, lag);
        }
    }

    /// Share of the replicas' answers that lack what has just been written.
    static double staleShare(DatabaseServer server) {
        double share = 0;
        int readers = 0;
        for (int node = 0; node < server.lagSeconds.length; node++) {
            if (server.isReader(node)) {
                share += Staleness.share(server.lagSeconds[node]);
                readers++;
            }
        }
        return readers == 0 ? 0 : share / readers;
    }
}
