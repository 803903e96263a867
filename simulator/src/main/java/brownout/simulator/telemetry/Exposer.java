// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.simulator.engine.Collectors.Growth;
import brownout.simulator.engine.Fleet;
import brownout.simulator.engine.Pod;
import brownout.simulator.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// A pod that exposes ever more series of a metric, its share of what all pods of the service meet: from
/// tick `from` on until it goes, recorded until `to`, when the metric may be dropped. A pod that begins
/// anew begins without any. Each of the `spans`, in order, has a rate of its own.
record Exposer(Growth growth, Pod pod, int to, int endTick, List<Span> spans) {
    /// So many new series a second in ticks `[from, to)`.
    private record Span(int from, int to, double perSecond) {}

    /// All of a growth that had begun by the end of `tick`, in order of workloads and pods' ids.
    static List<Exposer> of(Snapshot snapshot, Growth growth, int tick) {
        var pods = pods(snapshot, growth);
        var fleet = snapshot.fleet;
        var changes = new TreeMap<Integer, Integer>(); // how many ready pods more or fewer, by tick
        for (var pod : pods) {
            changes.merge(Math.max(growth.from(), pod.readyTick), 1, Integer::sum);
            changes.merge(Math.max(growth.from(), fleet.endTick(pod.id)), -1, Integer::sum);
        }
        var exposers = new ArrayList<Exposer>();
        for (var pod : pods) {
            int end = fleet.endTick(pod.id);
            int from = Math.max(growth.from(), pod.readyTick);
            boolean runsIt =
                    growth.version().isEmpty() || growth.version().equals(pod.revision.version());
            if (runsIt && from <= tick && from < end) {
                var spans = spans(growth.perSecond(), changes, from, end);
                exposers.add(new Exposer(growth, pod, Math.min(growth.to(), end), end, spans));
            }
        }
        return exposers;
    }

    private static List<Pod> pods(Snapshot snapshot, Growth growth) {
        var world = snapshot.world;
        int service = world.indexOf(growth.service());
        var pods = new ArrayList<Pod>();
        for (int region = 0; region < world.regions; region++) {
            var name = world.estate.regionNames().get(region);
            if (growth.region().isEmpty() || growth.region().equals(name)) {
                for (int id :
                        PodLists.of(snapshot.fleet).ofWorkload(world.workload(service, region))) {
                    pods.add(snapshot.fleet.pod(id));
                }
            }
        }
        return pods;
    }

    private static List<Span> spans(
            double perSecond, TreeMap<Integer, Integer> changes, int from, int end) {
        var spans = new ArrayList<Span>();
        int ready = 0;
        int since = from;
        for (var change : changes.entrySet()) {
            int until = Math.min(change.getKey(), end);
            if (until > since) {
                spans.add(new Span(since, until, perSecond / ready));
                since = until;
            }
            ready += change.getValue();
        }
        return List.copyOf(spans);
    }

    /// All of all growths, as above.
    static List<Exposer> of(Snapshot snapshot, int tick) {
        var all = new ArrayList<Exposer>();
        for (var growth : snapshot.collectors.growths()) {
            all.addAll(of(snapshot, growth, tick));
        }
        return all;
    }

    /// How many series have been recorded by the end of `tick`.
    long recorded(int tick) {
        return count(Math.min(tick + 1L, to));
    }

    /// How many series the pod answers with at `second`.
    long exposed(int second) {
        return endTick != Fleet.NEVER && second > endTick ? 0 : count(second);
    }

    private long count(long second) {
        double sum = 0;
        for (var span : spans) {
            sum += span.perSecond * Math.max(0, Math.min(second, span.to) - span.from);
        }
        return (long) Math.ceil(sum - 1e-6); // what is not exact in a sum of fractions
    }

    /// The tick in which the series with this number, from 0, came.
    int since(long number) {
        double left = number;
        for (var span : spans) {
            double most = span.perSecond * ((long) span.to - span.from);
            if (left < most) {
                return span.from + (int) (left / span.perSecond + 1e-6);
            }
            left -= most;
        }
        return to;
    }

    /// How long all recorded series together have been there at `second`, in seconds.
    double age(int second) {
        long last = Math.min(second, to);
        double sum = 0;
        for (var span : spans) {
            double oldest = Math.max(0, last - span.from);
            double newest = Math.max(0, last - span.to);
            sum += span.perSecond * (oldest * oldest - newest * newest) / 2;
        }
        return sum;
    }

    /// How many series of `pod` come from growths at the scrape of `second`.
    static long exposed(Snapshot snapshot, Pod pod, int second) {
        return sum(snapshot, pod, second, false);
    }

    /// As above, those that are dropped by then aside.
    static long kept(Snapshot snapshot, Pod pod, int second) {
        return sum(snapshot, pod, second, true);
    }

    private static long sum(Snapshot snapshot, Pod pod, int second, boolean kept) {
        var service = snapshot.world.service(pod.service).name();
        long sum = 0;
        for (var growth : snapshot.collectors.growths()) {
            if (growth.service().equals(service) && !(kept && second > growth.to())) {
                for (var each : of(snapshot, growth, second - 1)) {
                    sum += each.pod.id == pod.id ? each.exposed(second) : 0;
                }
            }
        }
        return sum;
    }
}
