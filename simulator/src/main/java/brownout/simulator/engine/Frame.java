// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

/// The quantised state of one tick: everything that requests and telemetry may know of the model.
/// Columns are addressed through [Layout].
public final class Frame {
    /// Where each column is. The fixed part is the world's; behind it every pod that exists in the tick
    /// has its own columns. Shared by consecutive frames with the same pods.
    public static final class Layout {
        private static final int WORKLOAD_COLUMNS = 4;
        private static final int STORE_COLUMNS = 3;
        private static final int POD_COLUMNS = 2;
        private static final int POOL_COLUMNS = 6;

        private final World world;
        private final int workloadBase;
        private final int databaseBase;
        private final int cacheBase;
        private final int thirdPartyBase;
        private final int size;
        private final int[] podIds;
        private final int[] podBases;

        Layout(World world, Fleet fleet, int tick) {
            this.world = world;
            workloadBase = world.regions * world.trees.length;
            databaseBase = workloadBase + world.workloads() * WORKLOAD_COLUMNS;
            cacheBase = databaseBase + world.databases * world.regions * STORE_COLUMNS;
            thirdPartyBase = cacheBase + world.caches * world.regions * STORE_COLUMNS;
            int next = thirdPartyBase + world.thirdParties;
            podIds = fleet.alive(tick);
            podBases = new int[podIds.length];
            for (int i = 0; i < podIds.length; i++) {
                podBases[i] = next;
                int pools = world.service(fleet.pod(podIds[i]).service).pools().size();
                next += POD_COLUMNS + pools * POOL_COLUMNS;
            }
            size = next;
        }

        /// Ids of the pods that exist, ascending.
        public int[] podIds() {
            return podIds;
        }

        int podBase(int podId) {
            int low = 0;
            int high = podIds.length - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (podIds[middle] == podId) {
                    return podBases[middle];
                }
                if (podIds[middle] < podId) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return -1;
        }
    }

    private final Layout layout;
    private final short[] cells;

    Frame(Layout layout) {
        this.layout = layout;
        this.cells = new short[layout.size];
    }

    public Layout layout() {
        return layout;
    }

    private double at(int column) {
        return Quantised.decode(cells[column]);
    }

    private void set(int column, double value) {
        cells[column] = Quantised.encode(value);
    }

    // ---- requests

    /// Mean number of requests that arrive in the tick.
    public double arrivals(int region, int route) {
        return at(region * layout.world.trees.length + route);
    }

    void arrivals(int region, int route, double value) {
        set(region * layout.world.trees.length + route, value);
    }

    // ---- workloads

    /// By how much own work is stretched by load and slowness.
    public double stretch(int workload) {
        return at(layout.workloadBase + workload * Layout.WORKLOAD_COLUMNS);
    }

    /// Share of requests turned away at once.
    public double shed(int workload) {
        return at(layout.workloadBase + workload * Layout.WORKLOAD_COLUMNS + 1);
    }

    /// Mean wait for a worker, microseconds.
    public double waitMicros(int workload) {
        return at(layout.workloadBase + workload * Layout.WORKLOAD_COLUMNS + 2);
    }

    /// CPU in use over the limits of the ready pods; above 1 there is more to do than can be.
    public double utilisation(int workload) {
        return at(layout.workloadBase + workload * Layout.WORKLOAD_COLUMNS + 3);
    }

    void workload(
            int workload, double stretch, double shed, double waitMicros, double utilisation) {
        int base = layout.workloadBase + workload * Layout.WORKLOAD_COLUMNS;
        set(base, stretch);
        set(base + 1, shed);
        set(base + 2, waitMicros);
        set(base + 3, utilisation);
    }

    // ---- databases and caches

    /// By how much statements take longer than usual; `database` is per region.
    public double databaseFactor(int database) {
        return at(layout.databaseBase + database * Layout.STORE_COLUMNS);
    }

    /// Statements being executed.
    public double databaseActive(int database) {
        return at(layout.databaseBase + database * Layout.STORE_COLUMNS + 1);
    }

    /// Connections open, in use or not.
    public double databaseConnections(int database) {
        return at(layout.databaseBase + database * Layout.STORE_COLUMNS + 2);
    }

    void database(int database, double factor, double active, double connections) {
        int base = layout.databaseBase + database * Layout.STORE_COLUMNS;
        set(base, factor);
        set(base + 1, active);
        set(base + 2, connections);
    }

    public double cacheFactor(int cache) {
        return at(layout.cacheBase + cache * Layout.STORE_COLUMNS);
    }

    /// Share of reads that hit.
    public double cacheHits(int cache) {
        return at(layout.cacheBase + cache * Layout.STORE_COLUMNS + 1);
    }

    /// Memory in use, MiB.
    public double cacheMebibytes(int cache) {
        return at(layout.cacheBase + cache * Layout.STORE_COLUMNS + 2);
    }

    void cache(int cache, double factor, double hits, double mebibytes) {
        int base = layout.cacheBase + cache * Layout.STORE_COLUMNS;
        set(base, factor);
        set(base + 1, hits);
        set(base + 2, mebibytes);
    }

    public double thirdPartyFactor(int thirdParty) {
        return at(layout.thirdPartyBase + thirdParty);
    }

    void thirdPartyFactor(int thirdParty, double factor) {
        set(layout.thirdPartyBase + thirdParty, factor);
    }

    // ---- pods

    /// Whether the pod exists in this tick; only then has it columns.
    public boolean has(int podId) {
        return layout.podBase(podId) >= 0;
    }

    /// CPU in use, cores.
    public double podCores(int podId) {
        return at(layout.podBase(podId));
    }

    /// Resident memory, MiB.
    public double podMebibytes(int podId) {
        return at(layout.podBase(podId) + 1);
    }

    void pod(int podId, double cores, double mebibytes) {
        int base = layout.podBase(podId);
        set(base, cores);
        set(base + 1, mebibytes);
    }

    private int pool(int podId, int pool) {
        return layout.podBase(podId) + Layout.POD_COLUMNS + pool * Layout.POOL_COLUMNS;
    }

    /// Share of borrowers who give up.
    public double poolTimeouts(int podId, int pool) {
        return at(pool(podId, pool));
    }

    /// Mean of the random part of the wait, microseconds.
    public double poolWaitMicros(int podId, int pool) {
        return at(pool(podId, pool) + 1);
    }

    /// The wait that all borrowers share behind the backlog, microseconds.
    public double poolBacklogMicros(int podId, int pool) {
        return at(pool(podId, pool) + 2);
    }

    public double poolSize(int podId, int pool) {
        return at(pool(podId, pool) + 3);
    }

    public double poolActive(int podId, int pool) {
        return at(pool(podId, pool) + 4);
    }

    public double poolPending(int podId, int pool) {
        return at(pool(podId, pool) + 5);
    }

    void pool(
            int podId,
            int pool,
            double timeouts,
            double waitMicros,
            double backlogMicros,
            double size,
            double active,
            double pending) {
        int base = pool(podId, pool);
        set(base, timeouts);
        set(base + 1, waitMicros);
        set(base + 2, backlogMicros);
        set(base + 3, size);
        set(base + 4, active);
        set(base + 5, pending);
    }

    /// A hash of all cells.
    long hash() {
        long hash = cells.length;
        for (var cell : cells) {
            hash = Rng.mix(hash + cell);
        }
        return hash;
    }
}
