// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.simulator.engine.Cells;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Gauge;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Rng;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.engine.Status;
import brownout.simulator.engine.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The series that a pod of one service exposes: a list of templates, shared by all its pods.
final class PodMetrics {
    /// What a template reads: `index` is the pod's place in the scrape.
    private interface Reading {
        double at(Scrape scrape, int index, Frame frame, Pod pod, int second);
    }

    /// What a pod has counted, which takes no look at its present state.
    private interface Counted {
        double at(Scrape scrape, int index);
    }

    /// What the cluster knows of a pod whether or not its process answers.
    private interface Knowing {
        double at(Snapshot snapshot, Scrape scrape, int index, Pod pod, int second);
    }

    /// One series of every pod: its name, its own labels (name, value, …), whether it is the cluster
    /// that knows it, and how to read it.
    private record Template(String name, List<String> own, boolean byCluster, Knowing reading) {
        Labels ownLabels() {
            return Labels.of(own.toArray(String[]::new)).with(Labels.NAME, name);
        }

        String label(String label) {
            if (label.equals(Labels.NAME)) {
                return name;
            }
            for (int i = 0; i < own.size(); i += 2) {
                if (own.get(i).equals(label)) {
                    return own.get(i + 1);
                }
            }
            return "";
        }
    }

    private static final List<String> COMMON =
            List.of("job", "instance", "namespace", "service", "pod", "node", "region", "version");

    /// Bounds that histograms of calls do without: there is one for each pod and peer.
    private static final List<String> NOT_OF_CALLS =
            List.of("0.005", "0.025", "0.075", "7.5", "10");

    private static final int OF_SCRAPES = 3; // up and what else is said of a scrape

    private final World world;
    private final Cells cells;
    private final String name;
    private final List<Template> templates = new ArrayList<>();

    PodMetrics(World world, int service) {
        this.world = world;
        this.cells = new Cells(world, service);
        this.name = world.service(service).name();
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            var op = world.ops[o];
            boolean consumes = op.spec().consumes();
            block(
                    consumes ? "messaging_client_consumed_messages_total" : "http_requests_total",
                    consumes
                            ? "messaging_process_duration_seconds"
                            : "http_request_duration_seconds",
                    cells.operation(op.inService()),
                    _ -> true,
                    consumes
                            ? List.of("topic", op.route())
                            : List.of("method", op.method(), "route", op.route()));
        }
        var peers = world.peers.get(service);
        for (int p = 0; p < peers.size(); p++) {
            block(
                    "http_client_requests_total",
                    "http_client_request_duration_seconds",
                    cells.peer(p),
                    label -> !NOT_OF_CALLS.contains(label),
                    List.of("peer_service", peers.get(p)));
        }
        for (int p = 0; p < cells.pools; p++) {
            pool(p, List.of("pool", world.service(service).pools().get(p).name()));
        }
        orders(service);
        process(service);
    }

    /// How many series there are of a pod at a scrape: its own, the cluster's and what is said of the
    /// scrape itself.
    int present(Snapshot snapshot, Scrape scrape, int index, Pod pod) {
        return OF_SCRAPES
                + present(snapshot, scrape, index, pod, false, _ -> true)
                + present(snapshot, scrape, index, pod, true, _ -> true);
    }

    /// How many samples of names that are kept a pod answers with, those of labels with ever more values
    /// aside.
    int exposed(Snapshot snapshot, Scrape scrape, int index, Pod pod, Predicate<String> kept) {
        return present(snapshot, scrape, index, pod, false, kept);
    }

    private int present(
            Snapshot snapshot,
            Scrape scrape,
            int index,
            Pod pod,
            boolean byCluster,
            Predicate<String> kept) {
        int count = 0;
        for (var template : templates) {
            boolean counts =
                    template.byCluster == byCluster
                            && kept.test(template.name)
                            && !template.name.startsWith("scrape_")
                            && !template.name.equals("up");
            if (counts) {
                double value = template.reading.at(snapshot, scrape, index, pod, scrape.second);
                count += Row.isAbsent(value) ? 0 : 1;
            }
        }
        return count;
    }

    /// How many series a pod can have.
    int size() {
        return templates.size();
    }

    private void add(String name, List<String> own, Reading reading) {
        templates.add(
                new Template(
                        name,
                        own,
                        false,
                        (_, scrape, index, pod, second) ->
                                reading.at(scrape, index, scrape.frame(), pod, second)));
    }

    private void counted(String name, List<String> own, Counted reading) {
        templates.add(
                new Template(
                        name, own, false, (_, scrape, index, _, _) -> reading.at(scrape, index)));
    }

    private void known(String name, List<String> own, Knowing reading) {
        templates.add(new Template(name, own, true, reading));
    }

    private static List<String> with(List<String> own, String name, String value) {
        var more = new ArrayList<>(own);
        more.add(name);
        more.add(value);
        return List.copyOf(more);
    }

    /// Requests by status and their durations, in the buckets whose `le` label is `wanted`.
    private void block(
            String requests,
            String durations,
            int block,
            Predicate<String> wanted,
            List<String> own) {
        for (int s = 0; s < Status.COUNT; s++) {
            int cell = cells.status(block, s);
            counted(
                    requests,
                    with(own, "status", Status.label(s)),
                    (scrape, index) -> positive(scrape.count(index, cell)));
        }
        for (int b = 0; b < Cells.BUCKETS; b++) {
            int bucket = b;
            if (wanted.test(Cells.bucketLabel(b))) {
                counted(
                        durations + "_bucket",
                        with(own, "le", Cells.bucketLabel(b)),
                        (scrape, index) -> bucket(scrape, index, block, bucket));
            }
        }
        int last = Cells.BUCKETS - 1;
        counted(durations + "_count", own, (scrape, index) -> bucket(scrape, index, block, last));
        counted(
                durations + "_sum",
                own,
                (scrape, index) ->
                        Row.isAbsent(bucket(scrape, index, block, last))
                                ? Row.ABSENT
                                : scrape.sumMicros(index, block) / 1e6);
    }

    /// A labelled counter has no series before its first event.
    private static double positive(int count) {
        return count > 0 ? count : Row.ABSENT;
    }

    private double bucket(Scrape scrape, int index, int block, int bucket) {
        boolean isThere = scrape.count(index, cells.bucket(block, Cells.BUCKETS - 1)) > 0;
        return isThere ? scrape.count(index, cells.bucket(block, bucket)) : Row.ABSENT;
    }

    private void pool(int p, List<String> own) {
        add("hikaricp_connections", own, (_, _, frame, pod, _) -> open(frame, pod, p));
        add(
                "hikaricp_connections_max",
                own,
                (_, _, frame, pod, _) -> frame.at(Gauge.Pool.SIZE, pod.id, p));
        add(
                "hikaricp_connections_active",
                own,
                (_, _, frame, pod, second) -> active(frame, pod, p, second));
        add(
                "hikaricp_connections_idle",
                own,
                (_, _, frame, pod, second) -> open(frame, pod, p) - active(frame, pod, p, second));
        add(
                "hikaricp_connections_pending",
                own,
                (_, _, frame, pod, second) -> pending(frame, pod, p, second));
        counted(
                "hikaricp_connections_timeout_total",
                own,
                (scrape, index) -> scrape.count(index, cells.poolTimeouts(p)));
    }

    /// Connections that a pool holds.
    static double open(Frame frame, Pod pod, int pool) {
        return Math.rint(frame.at(Gauge.Pool.OPEN, pod.id, pool));
    }

    /// How many connections are lent out at an instant: all of them while others wait, else about the
    /// mean.
    static int active(Frame frame, Pod pod, int pool, int second) {
        double size = open(frame, pod, pool);
        double mean = frame.at(Gauge.Pool.ACTIVE, pod.id, pool);
        if (mean >= size * 0.999) {
            return (int) size;
        }
        int drawn = Rng.poisson(Rng.hash(pod.id, second, 0xac71e), mean);
        return (int) Math.min(size, drawn);
    }

    static int pending(Frame frame, Pod pod, int pool, int second) {
        double mean = frame.at(Gauge.Pool.PENDING, pod.id, pool);
        return Rng.poisson(Rng.hash(pod.id, second, 0x9e4d), mean);
    }

    private void orders(int service) {
        for (int o = world.firstOp[service]; o < world.firstOp[service + 1]; o++) {
            var op = world.ops[o];
            int block = cells.operation(op.inService());
            for (boolean completed : new boolean[] {true, false}) {
                if (world.purchases.isOrder(op.index())) {
                    counted(
                            BusinessMetrics.ORDERS,
                            List.of(
                                    "operation",
                                    op.spec().name(),
                                    "status",
                                    completed ? "completed" : "failed"),
                            (scrape, index) ->
                                    BusinessMetrics.orders(scrape, index, cells, block, completed));
                }
            }
        }
    }

    private void process(int service) {
        var spec = world.service(service);
        var none = List.<String>of();
        known(
                "up",
                none,
                (_, scrape, index, pod, second) ->
                        pod.readyTick >= second ? Row.ABSENT : scrape.answered(index) ? 1 : 0);
        templates.add(
                new Template(
                        ScrapeRows.SAMPLES,
                        none,
                        false,
                        (snapshot, scrape, index, pod, _) ->
                                exposed(snapshot, scrape, index, pod, _ -> true)
                                        + Exposer.exposed(snapshot, pod, scrape.second)));
        templates.add(
                new Template(
                        ScrapeRows.DURATION,
                        none,
                        false,
                        (snapshot, _, _, pod, second) ->
                                ScrapeRows.duration(
                                        templates.size() + Exposer.exposed(snapshot, pod, second),
                                        pod.id,
                                        second)));
        counted(
                "process_cpu_seconds_total",
                none,
                (scrape, index) -> scrape.sumMicros(index, cells.cpu()) / 1e6);
        add(
                "process_resident_memory_bytes",
                none,
                (_, _, frame, pod, second) -> memory(frame, pod, second));
        add(
                "process_virtual_memory_bytes",
                none,
                (_, _, frame, pod, second) ->
                        memory(frame, pod, second)
                                + 2 * frame.at(Gauge.Pod.HEAP_MEBIBYTES, pod.id) * 0x1p20);
        add("process_open_fds", none, (_, _, frame, pod, _) -> whole(frame, Gauge.Pod.FILES, pod));
        add(
                "process_max_fds",
                none,
                (_, _, frame, pod, _) -> whole(frame, Gauge.Pod.MAX_FILES, pod));
        switch (spec.language()) {
            case JAVA -> java();
            case GO -> go();
            case NODE -> node();
            case PYTHON -> python();
        }
        container(spec.name());
    }

    private static double whole(Frame frame, Gauge.Pod gauge, Pod pod) {
        return Math.rint(frame.at(gauge, pod.id));
    }

    private static double bytes(Frame frame, Gauge.Pod gauge, Pod pod) {
        return Math.rint(frame.at(gauge, pod.id) * 0x1p20);
    }

    /// What the heap holds now: the live set and the garbage since the last collection.
    private static double heap(Frame frame, Pod pod, int second) {
        double live = frame.at(Gauge.Pod.LIVE_MEBIBYTES, pod.id);
        double room = Math.max(0, frame.at(Gauge.Pod.HEAP_MEBIBYTES, pod.id) - live);
        double filled = Rng.uniform(Rng.hash(pod.id, second, 0x6c));
        return Math.rint((live + 0.5 * room * filled) * 0x1p20);
    }

    private void java() {
        var heap = List.of("area", "heap");
        add("jvm_memory_used_bytes", heap, (_, _, frame, pod, second) -> heap(frame, pod, second));
        add(
                "jvm_memory_max_bytes",
                heap,
                (_, _, frame, pod, _) -> bytes(frame, Gauge.Pod.HEAP_MEBIBYTES, pod));
        collections("jvm_gc_pause_seconds");
        add(
                "jvm_threads_live_threads",
                List.of(),
                (_, _, frame, pod, _) -> whole(frame, Gauge.Pod.THREADS, pod));
        add(
                "executor_active_threads",
                List.of("name", "http"),
                (_, _, frame, pod, _) -> Math.rint(frame.at(Gauge.Workload.BUSY, pod.workload)));
        add(
                "executor_queued_tasks",
                List.of("name", "http"),
                (_, _, frame, pod, _) -> Math.rint(frame.at(Gauge.Workload.QUEUED, pod.workload)));
    }

    private void collections(String name) {
        counted(
                name + "_count",
                List.of(),
                (scrape, index) -> Math.floor(scrape.sumMicros(index, cells.collections()) / 1e5));
        counted(
                name + "_sum",
                List.of(),
                (scrape, index) -> scrape.sumMicros(index, cells.collecting()) / 1e6);
    }

    private void go() {
        add(
                "go_goroutines",
                List.of(),
                (_, _, frame, pod, _) -> whole(frame, Gauge.Pod.THREADS, pod));
        add(
                "go_memstats_heap_inuse_bytes",
                List.of(),
                (_, _, frame, pod, second) -> 0.8 * memory(frame, pod, second));
        collections("go_gc_duration_seconds");
    }

    private void node() {
        add(
                "nodejs_heap_size_used_bytes",
                List.of(),
                (_, _, frame, pod, second) -> heap(frame, pod, second));
        add(
                "nodejs_heap_size_total_bytes",
                List.of(),
                (_, _, frame, pod, _) -> bytes(frame, Gauge.Pod.HEAP_MEBIBYTES, pod));
        add("nodejs_eventloop_lag_seconds", List.of(), (_, _, frame, pod, _) -> lag(frame, pod));
    }

    /// A loop turns as slowly as work is stretched, and stands still with the process.
    private static double lag(Frame frame, Pod pod) {
        double stretch = frame.at(Gauge.Pod.STRETCH, pod.id) - 1;
        double still =
                frame.at(Gauge.Pod.PAUSED, pod.id) * frame.at(Gauge.Pod.PAUSE_MICROS, pod.id);
        return Math.rint(1000 + 6000 * stretch + still) / 1e6;
    }

    private void python() {
        counted(
                "python_gc_collections_total",
                List.of("generation", "2"),
                (scrape, index) -> Math.floor(scrape.sumMicros(index, cells.collections()) / 1e6));
        add(
                "process_threads",
                List.of(),
                (_, _, frame, pod, _) -> whole(frame, Gauge.Pod.THREADS, pod));
    }

    private void container(String name) {
        var own = List.of("container", name);
        known(
                "container_cpu_usage_seconds_total",
                own,
                (_, scrape, index, pod, second) ->
                        here(pod, second, scrape.sumMicros(index, cells.cpu()) / 1e6));
        known(
                "container_cpu_cfs_periods_total",
                own,
                (snapshot, _, _, pod, second) -> here(pod, second, periods(snapshot, pod, second)));
        known(
                "container_cpu_cfs_throttled_periods_total",
                own,
                (_, scrape, index, pod, second) ->
                        here(
                                pod,
                                second,
                                Math.floor(
                                        scrape.sumMicros(index, cells.throttledPeriods()) / 1e3)));
        known(
                "container_cpu_cfs_throttled_seconds_total",
                own,
                (_, scrape, index, pod, second) ->
                        here(pod, second, scrape.sumMicros(index, cells.throttled()) / 1e6));
        known(
                "container_memory_working_set_bytes",
                own,
                (_, scrape, _, pod, second) ->
                        here(pod, second, 1.04 * memory(scrape.frame(), pod, second)));
        known(
                "container_memory_rss",
                own,
                (_, scrape, _, pod, second) ->
                        here(pod, second, memory(scrape.frame(), pod, second)));
        known(
                "container_spec_cpu_limit_cores",
                List.of(),
                (_, scrape, _, pod, second) ->
                        here(pod, second, scrape.frame().at(Gauge.Pod.CORES_LIMIT, pod.id)));
        known(
                "container_spec_memory_limit_bytes",
                List.of(),
                (_, scrape, _, pod, second) ->
                        here(pod, second, bytes(scrape.frame(), Gauge.Pod.LIMIT_MEBIBYTES, pod)));
        known(
                "kube_pod_container_status_restarts_total",
                own,
                (snapshot, _, _, pod, second) -> snapshot.fleet.restarts(pod.id, second - 1));
        known(
                "kube_pod_container_status_ready",
                own,
                (snapshot, _, _, pod, second) ->
                        snapshot.fleet.isReady(pod.id, second - 1) ? 1 : 0);
        for (var phase : List.of("Pending", "Running")) {
            known(
                    "kube_pod_status_phase",
                    List.of("phase", phase),
                    (_, _, _, pod, second) ->
                            phase.equals(pod.scheduledTick >= second ? "Pending" : "Running")
                                    ? 1
                                    : Row.ABSENT);
        }
        known(
                "kube_pod_container_status_waiting_reason",
                List.of("container", name, "reason", "CrashLoopBackOff"),
                (snapshot, _, _, pod, second) -> {
                    var outage = snapshot.fleet.outageAt(pod.id, second - 1);
                    return outage != null && outage.cause().stops() && outage.started() >= second
                            ? 1
                            : Row.ABSENT;
                });
        for (var reason : List.of("OOMKilled", "Error")) {
            known(
                    "kube_pod_container_status_last_terminated_reason",
                    List.of("container", name, "reason", reason),
                    (snapshot, _, _, pod, second) -> {
                        var stop = snapshot.fleet.lastStop(pod.id, second - 1);
                        return stop != null && stop.cause().reason().equals(reason)
                                ? 1
                                : Row.ABSENT;
                    });
        }
    }

    /// What a pod without a node has not.
    private static double here(Pod pod, int second, double value) {
        return pod.scheduledTick >= second ? Row.ABSENT : value;
    }

    /// Ten a second since the container started.
    private static double periods(Snapshot snapshot, Pod pod, int second) {
        var stop = snapshot.fleet.lastStop(pod.id, second - 1);
        int since = stop == null ? pod.scheduledTick : stop.started();
        return 10.0 * Math.max(0, (long) second - since);
    }

    private static double memory(Frame frame, Pod pod, int second) {
        double noise = Rng.uniform(Rng.hash(pod.id, second, 0x3e3)) - 0.5;
        long pages = (long) (frame.at(Gauge.Pod.MEBIBYTES, pod.id) * (1 + 0.004 * noise) * 256);
        return pages * 4096.0;
    }

    /// The templates that may match, judged by their names and own labels; of one name, in the order of
    /// their own labels.
    int[] matching(List<Matcher> matchers) {
        var found = new int[templates.size()];
        int size = 0;
        for (int i = 0; i < templates.size(); i++) {
            if (mayMatch(templates.get(i), matchers)) {
                found[size++] = i;
            }
        }
        return IntStream.of(Arrays.copyOf(found, size))
                .boxed()
                .sorted(Comparator.comparing(i -> templates.get(i).ownLabels()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean mayMatch(Template template, List<Matcher> matchers) {
        for (var matcher : matchers) {
            if (!COMMON.contains(matcher.name())
                    && !matcher.matches(template.label(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    static boolean isCommon(String label) {
        return COMMON.contains(label);
    }

    /// The value of a common label that all pods of the service share.
    String ofService(String label) {
        return label.equals("namespace") ? world.estate.namespace() : name;
    }

    /// Whether chosen templates, as they stand, are in label order behind `instance`; adds the metric
    /// names that are not yet in `names`.
    boolean inPodOrder(int[] chosen, List<String> names) {
        for (int i : chosen) {
            var template = templates.get(i);
            if (!names.contains(template.name)) {
                names.add(template.name);
            }
            for (int n = 0; n < template.own.size(); n += 2) {
                if (template.own.get(n).compareTo("instance") <= 0
                        || COMMON.contains(template.own.get(n))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The chosen series of one pod that are `wanted`. At `scrape` the pod is at `podIndex`; where it is
    /// `steady` there, its process's series that have a sample then are wanted, as they keep it, and no
    /// others. Labels are made when somebody asks, and kept.
    void addRows(
            Snapshot snapshot,
            Pod pod,
            int endTick,
            int[] chosen,
            Scrape scrape,
            int podIndex,
            boolean steady,
            Predicate<Row> wanted,
            List<Row> rows) {
        var labels = labels(pod);
        for (int i : chosen) {
            var template = templates.get(i);
            var row = new PodRow(pod, endTick, template, labels, i);
            if ((steady && !template.byCluster)
                    ? !Row.isAbsent(row.at(snapshot, scrape, podIndex))
                    : wanted.test(row)) {
                rows.add(row);
            }
        }
    }

    /// The pod's common labels, kept.
    Labels common(Pod pod) {
        return labels(pod).base;
    }

    private PodLabels labels(Pod pod) {
        return pod.memo(() -> new PodLabels(base(pod), templates.size()));
    }

    /// The labels of a duration bucket's series, for exemplars.
    Labels bucketLabels(Pod pod, int operation, int bucket) {
        int perBlock = Status.COUNT + Cells.BUCKETS + 2;
        int index = operation * perBlock + Status.COUNT + bucket;
        return labels(pod).of(index, templates.get(index));
    }

    /// The labels that all series of a pod have.
    Labels base(Pod pod) {
        var service = world.service(pod.service).name();
        return Labels.of(
                "job",
                service,
                "instance",
                instance(pod),
                "namespace",
                world.estate.namespace(),
                "service",
                service,
                "pod",
                pod.name,
                "node",
                pod.node,
                "region",
                world.estate.regions().get(pod.region).name(),
                "version",
                pod.revision.version());
    }

    private static String address(Pod pod) {
        return "10." + (64 + pod.region) + "." + (pod.id >> 8) + "." + (pod.id & 0xff);
    }

    static String instance(Pod pod) {
        return address(pod) + ":8080";
    }

    /// A pod's common labels and the full label sets already made.
    private static final class PodLabels {
        final Labels base;
        private final AtomicReferenceArray<Labels> made;

        PodLabels(Labels base, int size) {
            this.base = base;
            this.made = new AtomicReferenceArray<>(size);
        }

        Labels of(int index, Template template) {
            var known = made.get(index);
            if (known != null) {
                return known;
            }
            var map = base.toMap();
            map.put(Labels.NAME, template.name);
            for (int i = 0; i < template.own.size(); i += 2) {
                map.put(template.own.get(i), template.own.get(i + 1));
            }
            var labels = Labels.of(map);
            made.set(index, labels);
            return labels;
        }
    }

    /// One series of one pod.
    private record PodRow(Pod pod, int endTick, Template template, PodLabels labelSets, int index)
            implements Row {
        @Override
        public String label(String name) {
            var own = template.label(name);
            return own.isEmpty() ? labelSets.base.get(name) : own;
        }

        @Override
        public Labels labels() {
            return labelSets.of(index, template);
        }

        @Override
        public int firstSecond() {
            return (template.byCluster ? pod.createdTick : pod.readyTick) + 1;
        }

        @Override
        public int lastSecond() {
            return endTick;
        }

        @Override
        public int podId() {
            return pod.id;
        }

        @Override
        public double at(Snapshot snapshot, int second) {
            var scrape = snapshot.scrape(second);
            int at = scrape.indexOf(pod.id);
            return at < 0 ? ABSENT : at(snapshot, scrape, at);
        }

        @Override
        public double at(Snapshot snapshot, Scrape scrape, int podIndex) {
            return template.byCluster || scrape.answered(podIndex)
                    ? template.reading.at(snapshot, scrape, podIndex, pod, scrape.second)
                    : ABSENT;
        }
    }
}
