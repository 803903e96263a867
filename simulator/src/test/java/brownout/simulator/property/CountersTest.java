// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.TickRecord;
import brownout.simulator.telemetry.Change;
import brownout.simulator.telemetry.JsonLine;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Counters only grow, and begin anew where what counts them was started anew and nowhere else.
class CountersTest {
    private static final int FROM = RandomWorld.FIRST + Reading.STEP;
    private static final int TO = RandomWorld.END + 1;

    @ForEachWorld
    void p05_countersFallOnlyWhereSomethingWasStartedAnew(RandomWorld world) {
        var metrics = world.at(RandomWorld.END).exposed();
        var lives = new Lives(world.timeline.snapshot());
        int seen = 0;
        for (var name : counters(metrics)) {
            var set = select(metrics, name);
            for (int series = 0; series < set.size(); series++) {
                var labels = set.labels(series);
                var samples = set.samples(series);
                double last = 0;
                int lastSecond = FROM;
                boolean ended = false;
                for (int i = 0; i < samples.size(); i++) {
                    double value = samples.values()[i];
                    int second = (int) (samples.timesMillis()[i] / 1000 - RandomWorld.T0);
                    var where = labels + " at " + second + ": " + last + ", then " + value + world;
                    if (MetricStore.Samples.isStale(value)) {
                        ended = true;
                        continue;
                    }
                    assertTrue(value >= 0, where);
                    if (value < last) {
                        var pod = labels.get("pod");
                        boolean anew =
                                lives.isKnown(pod)
                                        ? lives.stops(pod, second - (ended ? 600 : 15), second)
                                        : isCacheStarted(metrics, labels, lastSecond, second);
                        assertTrue(anew, where);
                    }
                    last = value;
                    lastSecond = second;
                    ended = false;
                    seen++;
                }
            }
        }
        world.assertEnough(seen, 10_000, "samples of counters");
    }

    private static MetricStore.SeriesSet select(MetricStore metrics, String name) {
        return metrics.select(
                List.of(Matcher.equal(Labels.NAME, name)),
                TimeRange.millis(Reading.millis(FROM), Reading.millis(TO)),
                MetricStore.SelectHints.NONE);
    }

    private static List<String> counters(MetricStore metrics) {
        var names = new ArrayList<String>();
        for (var metric : metrics.metadata()) {
            switch (metric.type()) {
                case "counter" -> names.add(metric.name());
                case "histogram" -> {
                    names.add(metric.name() + "_bucket");
                    names.add(metric.name() + "_count");
                    names.add(metric.name() + "_sum");
                }
                default -> {}
            }
        }
        return names;
    }

    /// Of what is no pod of ours only caches lose their counters, when their processes start: then the
    /// one that is there is younger than the sample before.
    private static boolean isCacheStarted(
            MetricStore metrics, Labels labels, int last, int second) {
        var uptime =
                List.of(
                        Matcher.equal(Labels.NAME, "redis_uptime_in_seconds"),
                        Matcher.equal("instance", labels.get("instance")));
        var at = TimeRange.millis(Reading.millis(second), Reading.millis(second));
        var set = metrics.select(uptime, at, MetricStore.SelectHints.NONE);
        return set.size() == 1 && set.samples(0).values()[0] <= second - last + 1;
    }

    /// The change feed is counted row by row, and logged likewise; each row is of a kind that is known.
    @ForEachWorld
    void p05_rowsOfTheChangeFeedAreCountedAndLogged(RandomWorld world) {
        var telemetry = world.at(RandomWorld.END);
        var counts =
                Reading.values(telemetry.exposed(), "changes_total", FROM, TO, "kind", "service");
        var lines =
                Reading.lines(
                        telemetry.written(),
                        List.of(Matcher.equal("job", "changes")),
                        LogStore.LineHints.NONE,
                        Reading.after(FROM, TO),
                        LogStore.Direction.FORWARD);
        for (int step = 0; step <= (TO - FROM) / Reading.STEP; step++) {
            int second = FROM + step * Reading.STEP;
            double counted = 0;
            for (var row : counts.values()) {
                counted += row[step];
            }
            var before = telemetry.changes().stream().filter(row -> row.tick() < second);
            assertEquals((double) before.count(), counted, "at " + second + world);
        }
        assertEquals(
                telemetry.changes().stream()
                        .filter(row -> row.tick() >= FROM)
                        .map(Change::summary)
                        .toList(),
                lines.stream()
                        .map(entry -> JsonLine.parse(entry.line()).getOrDefault("message", ""))
                        .map(text -> text.replace("\\\"", "\"").replace("\\\\", "\\"))
                        .toList(),
                world.toString());
        var other = counts.getOrDefault("other", new double[1]);
        assertEquals(0, other[other.length - 1], world.toString());
    }

    /// The sum over a workload's pods is the workload's: as many as lines of each of its streams.
    @ForEachWorld
    void p05_podsAddUpToTheirWorkload(RandomWorld world) {
        var snapshot = world.timeline.snapshot();
        var metrics = world.at(RandomWorld.END).exposed();
        var lives = new Lives(snapshot);
        int steps = (TO - FROM) / Reading.STEP;
        long compared = 0;
        var totals = new TreeMap<String, double[]>();
        for (var name :
                List.of("http_requests_total", "messaging_client_consumed_messages_total")) {
            Reading.values(
                            metrics, name, FROM, TO, "service", "region", "pod", "route", "topic",
                            "method", "status")
                    .forEach((key, row) -> totals.put(key, row));
        }
        for (int service = 0; service < snapshot.world.services; service++) {
            var serviceName = snapshot.world.service(service).name();
            for (int region = 0; region < snapshot.world.regions; region++) {
                int workload = snapshot.world.workload(service, region);
                var regionName = world.estate.regionNames().get(region);
                for (int step = 0; step < steps; step++) {
                    int second = FROM + step * Reading.STEP;
                    long lines = 0;
                    for (int tick = second; tick < second + Reading.STEP; tick++) {
                        var of = snapshot.tick(tick).lines();
                        lines += of[workload * TickRecord.LEVELS + TickRecord.INFO];
                        lines += of[workload * TickRecord.LEVELS + TickRecord.ERROR_LEVEL];
                    }
                    double grown = 0;
                    boolean whole = true;
                    for (var each : totals.entrySet()) {
                        var words = each.getKey().split(" ", -1);
                        if (words[0].equals(serviceName) && words[1].equals(regionName)) {
                            double before = each.getValue()[step];
                            double after = each.getValue()[step + 1];
                            whole &= lives.isWhole(words[2], second, second + Reading.STEP);
                            grown +=
                                    Double.isNaN(after)
                                            ? 0
                                            : after - (Double.isNaN(before) ? 0 : before);
                        }
                    }
                    if (whole && lives.allAreWhole(workload, second, second + Reading.STEP)) {
                        assertEquals(
                                (double) lines,
                                grown,
                                serviceName + " " + regionName + " after " + second + world);
                        compared += lines;
                    }
                }
            }
        }
        world.assertEnough(compared, 5_000, "requests compared");
    }

    /// Every counter that the estate can have has series, so that none goes unlooked at.
    @ForEachWorld
    void p05_manyCountersHaveSeries(RandomWorld world) {
        var metrics = world.at(RandomWorld.END).exposed();
        var have = new TreeSet<String>();
        for (var name : counters(metrics)) {
            if (select(metrics, name).size() > 0) {
                have.add(name);
            }
        }
        world.assertEnough(have.size(), 35, "counters: " + have);
    }
}
