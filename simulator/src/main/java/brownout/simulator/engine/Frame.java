// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The quantised state of one tick: everything that requests and telemetry may know of the model. See
/// [Gauge] for what there is; conditions that hold are beside the numbers.
public final class Frame {
    /// Where each column is. The fixed part is the world's; behind it every pod that exists in the tick
    /// has its own columns. Shared by consecutive frames with the same pods.
    public static final class Layout {
        private static final int ROUTE = Gauge.Route.values().length;
        private static final int WORKLOAD = Gauge.Workload.values().length;
        private static final int TARGET = Gauge.Target.values().length;
        private static final int DATABASE = Gauge.Database.values().length;
        private static final int NODE = Gauge.Node.values().length;
        private static final int TABLE = Gauge.Table.values().length;
        private static final int CACHE = Gauge.Cache.values().length;
        private static final int CONSUMER = Gauge.Consumer.values().length;
        private static final int LINK = Gauge.Link.values().length;
        private static final int EDGE = Gauge.Edge.values().length;
        private static final int MACHINE = Gauge.Machine.values().length;
        private static final int AUTOSCALER = Gauge.Autoscaler.values().length;
        private static final int JOB = Gauge.Job.values().length;
        private static final int POD = Gauge.Pod.values().length;
        private static final int POOL = Gauge.Pool.values().length;

        private final int workloads;
        private final int targets;
        private final int databases;
        private final int nodes;
        private final int tables;
        private final int caches;
        private final int consumers;
        private final int links;
        private final int edges;
        private final int machines;
        private final int autoscalers;
        private final int jobs;
        private final int size;
        private final int[] podIds;
        private final int[] podBases; // by pod id, -1 for those that are not there

        Layout(World world, Fleet fleet, int tick) {
            workloads = world.regions * world.trees.length * ROUTE;
            targets = workloads + world.workloads() * WORKLOAD;
            databases = targets + world.targets * world.regions * TARGET;
            nodes = databases + world.databases * world.regions * DATABASE;
            tables = nodes + world.databaseNumbers.nodes * world.regions * NODE;
            caches = tables + world.databaseNumbers.tables * world.regions * TABLE;
            consumers = caches + world.caches * world.regions * CACHE;
            links = consumers + world.consumers.size() * world.regions * CONSUMER;
            edges = links + Network.nodes(world.estate).size() * LINK;
            machines = edges + world.edges * world.regions * EDGE;
            autoscalers = machines + world.machines * MACHINE;
            jobs = autoscalers + world.estate.autoscalers().size() * world.regions * AUTOSCALER;
            int next = jobs + world.jobs.instances() * JOB;
            podIds = fleet.alive(tick);
            podBases = new int[fleet.size()];
            Arrays.fill(podBases, -1);
            for (int id : podIds) {
                podBases[id] = next;
                int pools = world.service(fleet.pod(id).service).pools().size();
                next += POD + pools * POOL;
            }
            size = next;
        }

        /// Ids of the pods that exist, ascending.
        public int[] podIds() {
            return podIds;
        }

        boolean has(int podId) {
            return podId < podBases.length && podBases[podId] >= 0;
        }

        private int column(Gauge.Pool gauge, int podId, int pool) {
            return podBases[podId] + POD + pool * POOL + gauge.ordinal();
        }
    }

    private static final int[] NOBODY = new int[0];

    private final Layout layout;
    private final short[] cells;
    private final Holding holding;
    private Deliveries deliveries; // set once, before the frame is published
    private int[] strained = NOBODY;
    private DatabaseFacts[] databases = new DatabaseFacts[0];

    Frame(Layout layout, Holding holding) {
        this.layout = layout;
        this.cells = new short[layout.size];
        this.holding = holding;
        this.deliveries = holding.noDeliveries();
    }

    public Layout layout() {
        return layout;
    }

    /// What consumer groups take in the tick.
    public Deliveries deliveries() {
        return deliveries;
    }

    void deliver(Deliveries ofTick) {
        deliveries = ofTick;
    }

    /// The conditions that hold in the tick, and how much.
    Holding holding() {
        return holding;
    }

    /// How a database in a region is set up, `database * regions + region`.
    public DatabaseFacts database(int instance) {
        return databases[instance];
    }

    DatabaseFacts[] databases() {
        return databases;
    }

    void databases(DatabaseFacts[] ofTick) {
        databases = ofTick;
    }

    public double at(Gauge.Route gauge, int instance) {
        return Quantised.decode(cells[instance * Layout.ROUTE + gauge.ordinal()]);
    }

    void set(Gauge.Route gauge, int instance, double value) {
        cells[instance * Layout.ROUTE + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Workload gauge, int instance) {
        return Quantised.decode(
                cells[layout.workloads + instance * Layout.WORKLOAD + gauge.ordinal()]);
    }

    void set(Gauge.Workload gauge, int instance, double value) {
        cells[layout.workloads + instance * Layout.WORKLOAD + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Target gauge, int instance) {
        return Quantised.decode(cells[layout.targets + instance * Layout.TARGET + gauge.ordinal()]);
    }

    void set(Gauge.Target gauge, int instance, double value) {
        cells[layout.targets + instance * Layout.TARGET + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Database gauge, int instance) {
        return Quantised.decode(
                cells[layout.databases + instance * Layout.DATABASE + gauge.ordinal()]);
    }

    void set(Gauge.Database gauge, int instance, double value) {
        cells[layout.databases + instance * Layout.DATABASE + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Node gauge, int instance) {
        return Quantised.decode(cells[layout.nodes + instance * Layout.NODE + gauge.ordinal()]);
    }

    void set(Gauge.Node gauge, int instance, double value) {
        cells[layout.nodes + instance * Layout.NODE + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Table gauge, int instance) {
        return Quantised.decode(cells[layout.tables + instance * Layout.TABLE + gauge.ordinal()]);
    }

    void set(Gauge.Table gauge, int instance, double value) {
        cells[layout.tables + instance * Layout.TABLE + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Cache gauge, int instance) {
        return Quantised.decode(cells[layout.caches + instance * Layout.CACHE + gauge.ordinal()]);
    }

    void set(Gauge.Cache gauge, int instance, double value) {
        cells[layout.caches + instance * Layout.CACHE + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Consumer gauge, int instance) {
        return Quantised.decode(
                cells[layout.consumers + instance * Layout.CONSUMER + gauge.ordinal()]);
    }

    void set(Gauge.Consumer gauge, int instance, double value) {
        cells[layout.consumers + instance * Layout.CONSUMER + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Link gauge, int instance) {
        return Quantised.decode(cells[layout.links + instance * Layout.LINK + gauge.ordinal()]);
    }

    void set(Gauge.Link gauge, int instance, double value) {
        cells[layout.links + instance * Layout.LINK + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Edge gauge, int instance) {
        return Quantised.decode(cells[layout.edges + instance * Layout.EDGE + gauge.ordinal()]);
    }

    void set(Gauge.Edge gauge, int instance, double value) {
        cells[layout.edges + instance * Layout.EDGE + gauge.ordinal()] = Quantised.encode(value);
    }

    public double at(Gauge.Machine gauge, int instance) {
        return Quantised.decode(
                cells[layout.machines + instance * Layout.MACHINE + gauge.ordinal()]);
    }

    void set(Gauge.Machine gauge, int instance, double value) {
        cells[layout.machines + instance * Layout.MACHINE + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Autoscaler gauge, int instance) {
        return Quantised.decode(
                cells[layout.autoscalers + instance * Layout.AUTOSCALER + gauge.ordinal()]);
    }

    void set(Gauge.Autoscaler gauge, int instance, double value) {
        cells[layout.autoscalers + instance * Layout.AUTOSCALER + gauge.ordinal()] =
                Quantised.encode(value);
    }

    public double at(Gauge.Job gauge, int instance) {
        return Quantised.decode(cells[layout.jobs + instance * Layout.JOB + gauge.ordinal()]);
    }

    void set(Gauge.Job gauge, int instance, double value) {
        cells[layout.jobs + instance * Layout.JOB + gauge.ordinal()] = Quantised.encode(value);
    }

    /// Ids of the pods whose runtime is busy with its garbage, ascending.
    public int[] strained() {
        return strained;
    }

    void strained(int[] ofTick) {
        strained = ofTick;
    }

    void strained(int podId) {
        strained = Arrays.copyOf(strained, strained.length + 1);
        strained[strained.length - 1] = podId;
    }

    /// Of a pod that exists, see [#has].
    public double at(Gauge.Pod gauge, int podId) {
        return Quantised.decode(cells[layout.podBases[podId] + gauge.ordinal()]);
    }

    void set(Gauge.Pod gauge, int podId, double value) {
        cells[layout.podBases[podId] + gauge.ordinal()] = Quantised.encode(value);
    }

    /// Whether the pod exists in this tick; only then has it columns.
    public boolean has(int podId) {
        return layout.has(podId);
    }

    /// The value of `gauge` for a pool of a pod that exists, the pools numbered as in its service.
    public double at(Gauge.Pool gauge, int podId, int pool) {
        return Quantised.decode(cells[layout.column(gauge, podId, pool)]);
    }

    void set(Gauge.Pool gauge, int podId, int pool, double value) {
        cells[layout.column(gauge, podId, pool)] = Quantised.encode(value);
    }

    /// Adds the cells that differ from those of `before`, or all where the columns differ.
    void pack(@Nullable Frame before, PackedBytes packed) {
        boolean same = before != null && before.layout == layout;
        var old = before != null && same ? before.cells : new short[cells.length];
        packed.add(same ? 1 : 0);
        int last = -1;
        int changed = 0;
        for (int i = 0; i < cells.length; i++) {
            changed += cells[i] != old[i] ? 1 : 0;
        }
        packed.add(changed);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != old[i]) {
                packed.add(i - last - 1);
                packed.addSigned(cells[i] - old[i]);
                last = i;
            }
        }
        deliveries.pack(before == null ? holding.noDeliveries() : before.deliveries, packed);
    }

    /// What [#pack] packed.
    static Frame unpack(
            Layout layout, Holding holding, @Nullable Frame before, PackedBytes.Reader from) {
        var frame = new Frame(layout, holding);
        if (from.next() == 1 && before != null) {
            System.arraycopy(before.cells, 0, frame.cells, 0, frame.cells.length);
        }
        int i = -1;
        for (long n = from.next(); n > 0; n--) {
            i += (int) from.next() + 1;
            frame.cells[i] += (short) from.nextSigned();
        }
        frame.deliveries =
                Deliveries.unpack(
                        before == null ? holding.noDeliveries() : before.deliveries, from);
        return frame;
    }

    /// A hash of all cells: four lanes, none of which waits for another.
    long hash() {
        long a = cells.length;
        long b = 0;
        long c = 0;
        long d = 0;
        int i = 0;
        for (; i + 3 < cells.length; i += 4) {
            a = a * 0x9e3779b97f4a7c15L + cells[i];
            b = b * 0x9e3779b97f4a7c15L + cells[i + 1];
            c = c * 0x9e3779b97f4a7c15L + cells[i + 2];
            d = d * 0x9e3779b97f4a7c15L + cells[i + 3];
        }
        for (; i < cells.length; i++) {
            a = a * 0x9e3779b97f4a7c15L + cells[i];
        }
        return Rng.mix(Rng.mix(Rng.mix(Rng.mix(a) + b) + c) + d) + deliveries.hash();
    }
}
