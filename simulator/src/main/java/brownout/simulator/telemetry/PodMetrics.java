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

    /// One series of every pod: its name, its own labels (name, value, …) and how to read it.
    private record Template(String name, List<String> own, Reading reading) {
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
            block(
                    "http_requests_total",
                    "http_request_duration_seconds",
                    cells.operation(op.inService()),
                    List.of("method", op.method(), "route", op.route()));
        }
        var peers = world.peers.get(service);
        for (int p = 0; p < peers.size(); p++) {
            block(
                    "http_client_requests_total",
                    "http_client_request_duration_seconds",
                    cells.peer(p),
                    List.of("peer_service", peers.get(p)));
        }
        for (int p = 0; p < cells.pools; p++) {
            pool(p, List.of("pool", world.service(service).pools().get(p).name()));
        }
        orders(service);
        process(service);
    }

    /// How many series a pod has at a scrape.
    int present(Scrape scrape, int index, Pod pod) {
        var frame = scrape.frame();
        int count = OF_SCRAPES;
        for (var template : templates) {
            boolean isOfScrape = template.name.startsWith("scrape_") || template.name.equals("up");
            count +=
                    isOfScrape
                                    || Row.isAbsent(
                                            template.reading.at(
                                                    scrape, index, frame, pod, scrape.second))
                            ? 0
                            : 1;
        }
        return count;
    }

    /// How many series a pod can have.
    int size() {
        return templates.size();
    }

    private void add(String name, List<String> own, Reading reading) {
        templates.add(new Template(name, own, reading));
    }

    private static List<String> with(List<String> own, String name, String value) {
        var more = new ArrayList<>(own);
        more.add(name);
        more.add(value);
        return List.copyOf(more);
    }

    private void block(String requests, String durations, int block, List<String> own) {
        for (int s = 0; s < Status.COUNT; s++) {
            int cell = cells.status(block, s);
            add(
                    requests,
                    with(own, "status", Status.label(s)),
                    (scrape, index, _, _, _) -> positive(scrape.count(index, cell)));
        }
        for (int b = 0; b < Cells.BUCKETS; b++) {
            int bucket = b;
            add(
                    durations + "_bucket",
                    with(own, "le", Cells.bucketLabel(b)),
                    (scrape, index, _, _, _) -> bucket(scrape, index, block, bucket));
        }
        int last = Cells.BUCKETS - 1;
        add(
                durations + "_count",
                own,
                (scrape, index, _, _, _) -> bucket(scrape, index, block, last));
        add(
                durations + "_sum",
                own,
                (scrape, index, _, _, _) ->
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
        add(
                "hikaricp_connections_timeout_total",
                own,
                (scrape, index, _, _, _) -> scrape.count(index, cells.poolTimeouts(p)));
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
                if (BusinessMetrics.isOrder(world, op)) {
                    add(
                            BusinessMetrics.ORDERS,
                            List.of(
                                    "operation",
                                    op.spec().name(),
                                    "status",
                                    completed ? "completed" : "failed"),
                            (scrape, index, _, _, _) ->
                                    BusinessMetrics.orders(scrape, index, cells, block, completed));
                }
            }
        }
    }

    private void process(int service) {
        var spec = world.service(service);
        var none = List.<String>of();
        add("up", none, (_, _, _, _, _) -> 1);
        add(
                ScrapeRows.SAMPLES,
                none,
                (scrape, index, _, pod, _) -> present(scrape, index, pod) - OF_SCRAPES);
        add(
                ScrapeRows.DURATION,
                none,
                (_, _, _, pod, second) -> ScrapeRows.duration(templates.size(), pod.id, second));
        add(
                "process_cpu_seconds_total",
                none,
                (scrape, index, _, _, _) -> scrape.sumMicros(index, cells.cpu()) / 1e6);
        add(
                "process_resident_memory_bytes",
                none,
                (_, _, frame, pod, second) -> memory(frame, pod, second));
        add(
                "kube_pod_container_status_restarts_total",
                List.of("container", spec.name()),
                (_, _, _, _, _) -> 0); // rollouts replace pods; containers do not crash yet
        add("container_spec_cpu_limit_cores", none, (_, _, _, _, _) -> spec.cores());
        add("container_spec_memory_limit_bytes", none, (_, _, _, _, _) -> spec.memoryBytes());
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

    /// The chosen series of one pod that have a sample at `scrape`, where the pod is at `podIndex`: a
    /// pod's series that has one keeps it. Their labels are made when somebody asks, and kept.
    void addRows(Pod pod, int endTick, int[] chosen, Scrape scrape, int podIndex, List<Row> rows) {
        var labels = labels(pod);
        for (int i : chosen) {
            var reading = templates.get(i).reading;
            if (!Row.isAbsent(reading.at(scrape, podIndex, scrape.frame(), pod, scrape.second))) {
                rows.add(new PodRow(pod, endTick, templates.get(i), labels, i));
            }
        }
    }

    /// The chosen series of one pod that are `wanted`.
    void addRows(Pod pod, int endTick, int[] chosen, Predicate<Row> wanted, List<Row> rows) {
        var labels = labels(pod);
        for (int i : chosen) {
            var row = new PodRow(pod, endTick, templates.get(i), labels, i);
            if (wanted.test(row)) {
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
            return pod.readyTick + 1;
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
            return at < 0 ? ABSENT : at(scrape, at);
        }

        @Override
        public double at(Scrape scrape, int podIndex) {
            return scrape.answered(podIndex)
                    ? template.reading.at(scrape, podIndex, scrape.frame(), pod, scrape.second)
                    : ABSENT;
        }
    }
}
