// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;

/// Who waits for whom: rows that sessions hold, and tables that take no writes while an index is built.
final class DatabaseLocks {
    /// Rows that a session holds are not free before it ends; who waits has given up by then.
    private static final double HELD_SECONDS = 30;

    private static final double DEADLOCKS = 0.01; // of those that want a held row

    private DatabaseLocks() {}

    /// Works out, by table, the share of statements that wait and how long: of those that change rows
    /// where sessions hold some, of all that write where an index is built.
    static void step(DatabaseServer server, int tick) {
        Arrays.fill(server.lockedShare, 0);
        Arrays.fill(server.lockSeconds, 0);
        Arrays.fill(server.takesNoWrites, false);
        for (var session : server.facts.sessions()) {
            int table = session.lockedShare() > 0 ? server.table(session.table()) : -1;
            if (table >= 0) {
                server.lockedShare[table] =
                        1 - (1 - server.lockedShare[table]) * (1 - session.lockedShare());
                server.lockSeconds[table] = HELD_SECONDS;
            }
        }
        for (var index : server.facts.indexes()) {
            int table =
                    index.locking() && tick < index.validTick() ? server.table(index.table()) : -1;
            if (table >= 0) {
                server.lockedShare[table] = 1;
                server.takesNoWrites[table] = true;
                server.lockSeconds[table] = Math.max(1, index.validTick() - tick);
            }
        }
    }

    /// The share of statements of query `q` that want a row that is held.
    static double share(DatabaseServer server, int q) {
        int table = server.tableOf[q];
        boolean wants =
                table >= 0
                        && server.writes[q]
                        && (server.takesNoWrites[table] || server.changesRows(q));
        return wants ? server.lockedShare[table] : 0;
    }

    static double seconds(DatabaseServer server, int q) {
        return server.lockSeconds[server.tableOf[q]];
    }

    /// Share of statements that end in a deadlock.
    static double deadlocks(double lockedShare) {
        return DEADLOCKS * lockedShare;
    }

    /// How many statements of query `q` wait at a time, as long as those who asked have patience.
    static double waiting(Second s, DatabaseServer server, int q) {
        double share = share(server, q);
        if (share <= 0) {
            return 0;
        }
        double wait = seconds(server, q);
        double sum = 0;
        for (int edge : s.world.edgesTo(server.targets[q].number())) {
            int i = edge * s.regions + server.region;
            double patience = s.averages.timeoutSeconds[i];
            sum += s.edgeArrivals[i] * share * wait * (1 - StrictMath.exp(-patience / wait));
        }
        return sum;
    }
}
