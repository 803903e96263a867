// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// The write-ahead log, checkpoints, vacuum and the volumes of a database server.
final class DatabaseDisk {
    /// 8 KiB pages a second that the disk can read and write, and bytes of log a second.
    private static final double PAGES_PER_SECOND = 4000;

    private static final double LOG_BYTES_PER_SECOND = 200e6;
    private static final double PAGE_BYTES = 8192;

    /// Right after a checkpoint every page that is changed is logged whole.
    private static final double WHOLE_PAGES = 4;

    private static final double WHOLE_PAGES_SECONDS = 60;
    private static final double FLUSH_SHARE = 0.9; // checkpoint_completion_target
    private static final double DAY_SECONDS = 86_400;
    private static final double VACUUM_PAGES_PER_SECOND = 600; // as its cost limit allows
    private static final double FREE_SECONDS = 10; // for the log of a slot that was dropped
    private static final double NEARLY_FULL = 0.95;

    private DatabaseDisk() {}

    /// The log and its checkpoints for a tick; returns how much of what the disk can do that takes.
    static double log(Second s, DatabaseServer server, double bytes) {
        double whole =
                1 + WHOLE_PAGES * StrictMath.exp(-server.sinceCheckpoint / WHOLE_PAGES_SECONDS);
        double written = bytes * whole;
        for (var session : server.facts.sessions()) {
            written += session.walBytesPerSecond();
        }
        server.walPerSecond = written;
        server.walSinceCheckpoint += written;
        server.sinceCheckpoint++;
        int at = server.instance();
        s.totals.add(Total.Database.WAL_BYTES, at, (long) written);
        double gap = 0;
        if (server.hasStorage) {
            boolean full = server.walSinceCheckpoint >= server.facts.settings().maxWalBytes() / 2.0;
            boolean due = server.sinceCheckpoint >= server.checkpointSeconds;
            if (full || due) {
                gap = server.sinceCheckpoint;
                checkpoint(s, server, full && !due, gap);
            }
        }
        s.frame.set(Gauge.Database.CHECKPOINT_GAP, at, gap);
        double flushed = Math.min(server.flushLeft, server.flushPerSecond);
        server.flushLeft -= flushed;
        s.totals.add(Total.Database.PAGES_WRITTEN, at, (long) (flushed / PAGE_BYTES));
        return written / LOG_BYTES_PER_SECOND + flushed / PAGE_BYTES / PAGES_PER_SECOND;
    }

    private static void checkpoint(Second s, DatabaseServer server, boolean requested, double gap) {
        s.totals.add(
                requested ? Total.Database.CHECKPOINTS_REQUESTED : Total.Database.CHECKPOINTS_TIMED,
                server.instance(),
                1);
        double dirty = Math.min(server.walSinceCheckpoint, server.spec.memoryBytes() / 4.0);
        server.flushLeft += dirty;
        server.flushPerSecond = server.flushLeft / Math.max(2, FLUSH_SHARE * gap);
        server.walSinceCheckpoint = 0;
        server.sinceCheckpoint = 0;
    }

    /// Tables grow and are vacuumed; returns what that takes of the disk.
    static double tables(Second s, DatabaseServer server) {
        double load = 0;
        double grown = 0;
        for (int t = 0; t < server.rows.length; t++) {
            var table = server.spec.tables().get(t);
            double rows = table.rowsPerDay() / DAY_SECONDS + server.facts.growth(table.name());
            server.rows[t] += rows;
            grown += rows * table.rowBytes();
            if (server.vacuumLeft[t] > 0) {
                server.vacuumLeft[t]--;
                load += VACUUM_PAGES_PER_SECOND / PAGES_PER_SECOND;
                if (server.vacuumLeft[t] <= 0) {
                    int number = server.world.databaseNumbers.table(server.database, t);
                    int at = number * s.regions + server.region;
                    server.dead[t] = 0;
                    s.totals.add(Total.Table.AUTOVACUUMS, at, 1);
                }
            } else if (server.dead[t] > 50 + 0.2 * server.rows[t]) {
                double pages = server.rows[t] * table.rowBytes() / PAGE_BYTES;
                server.vacuumLeft[t] = 1 + pages / VACUUM_PAGES_PER_SECOND;
            }
        }
        volumes(server, grown);
        return load;
    }

    private static void volumes(DatabaseServer server, double grown) {
        if (!server.hasStorage) {
            return;
        }
        var storage = server.spec.storage();
        var volumes = server.facts.volumes();
        double usual = storage.get().disk().growthBytesPerDay() / DAY_SECONDS;
        server.dataUsed =
                Math.min((double) volumes.dataBytes(), server.dataUsed + Math.max(usual, grown));
        double kept = 0;
        for (var slot : server.facts.slots()) {
            kept = Math.max(kept, slot.bytesPerSecond());
        }
        double behind = 0;
        for (int node = 0; node < server.lagSeconds.length; node++) {
            behind = Math.max(behind, server.lagSeconds[node] * server.walPerSecond);
        }
        double room = volumes.walBytes() - storage.get().wal().usedBytes();
        double freed = kept > 0 ? server.retained + kept : server.retained * (1 - 1 / FREE_SECONDS);
        server.retained = Math.min(room, Math.max(behind, freed));
    }

    /// By how much a disk that is nearly full is slower.
    static double nearlyFull(DatabaseServer server) {
        return Math.max(server.walFull(), server.dataFull()) > NEARLY_FULL ? 3 : 1;
    }

    /// What reading `pages` a second from it takes of the disk.
    static double reading(double pages) {
        return pages / PAGES_PER_SECOND;
    }
}
