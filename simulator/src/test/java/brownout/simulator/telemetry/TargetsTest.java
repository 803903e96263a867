// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static brownout.simulator.telemetry.MaskTest.END;
import static brownout.simulator.telemetry.MaskTest.START;
import static brownout.simulator.telemetry.MaskTest.telemetry;
import static brownout.simulator.telemetry.MaskTest.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.telemetry.Targets.Health;
import brownout.simulator.telemetry.Targets.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What Prometheus says of its targets and its head is what its series say.
class TargetsTest {
    private static final int ALL = 100_000;

    @Test
    void aTargetWhoseScrapesFailIsDownAndSaysWhy() {
        var timeline =
                with(
                        100,
                        new CollectorEffect.TargetDown("shop-db", "north"),
                        100,
                        new CollectorEffect.ScrapeErrors("shop-db", "south", 0.999));
        var before = telemetry(timeline, START + 98).targets().targets();
        assertTrue(before.stream().allMatch(each -> each.health() == Health.UP), "" + before);
        var down =
                telemetry(timeline, START + 120).targets().targets().stream()
                        .filter(each -> each.health() == Health.DOWN)
                        .collect(
                                Collectors.toMap(
                                        each -> each.labels().get("region"),
                                        Target::lastError,
                                        (one, other) -> one));
        assertTrue(down.getOrDefault("north", "").endsWith("connection refused"), "" + down);
        assertTrue(down.getOrDefault("south", "").contains("HTTP status 500"), "" + down);
        assertEquals(2, down.size());
    }

    @Test
    void aTargetThatAnswersTooLateIsDownAndSaysSo() {
        var timeline = with(100, new CollectorEffect.ScrapeTimeouts("shop-db", "north", 1));
        var down =
                telemetry(timeline, START + 120).targets().targets().stream()
                        .filter(each -> each.health() == Health.DOWN)
                        .toList();
        assertFalse(down.isEmpty());
        for (var each : down) {
            assertEquals("north", each.labels().get("region"));
            assertTrue(
                    each.lastError().endsWith("/metrics\": context deadline exceeded"),
                    each.lastError());
        }
    }

    /// From one scrape to the next: a pod that has come is unknown until it is scraped, one that has gone
    /// is none, and at scrapes the targets are those with a series `up`.
    @Test
    void podsComeAndGoBetweenScrapes() {
        var timeline = with(61, new Effect.Restart("web", ""));
        int unknown = 0;
        for (int second = 60; second < 180; second++) {
            var targets = telemetry(timeline, START + second - 1).targets().targets();
            var seen = new TreeSet<Labels>();
            for (var target : targets) {
                boolean isNew = target.health() == Health.UNKNOWN;
                assertEquals(isNew, target.lastScrapeMillis() == 0, "" + target);
                assertTrue(seen.add(target.labels()), "twice: " + target);
                unknown += isNew ? 1 : 0;
            }
            assertEquals(
                    scraped(timeline, START + second - 1),
                    targets.stream().filter(each -> !each.labels().get("pod").isEmpty()).count());
            if (second % 15 == 0) {
                assertTrue(targets.stream().noneMatch(each -> each.health() == Health.UNKNOWN));
            }
        }
        assertTrue(unknown > 0, "no pod came between two scrapes");
    }

    /// How many pods there are at the end of `tick` that have become ready.
    private static long scraped(Timeline timeline, int tick) {
        var fleet = timeline.snapshot().fleet;
        return IntStream.range(0, fleet.size())
                .filter(id -> fleet.pod(id).readyTick <= tick && fleet.endTick(id) > tick)
                .count();
    }

    @Test
    void theHeadIsCountedAsItsSeriesAre() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user", 20, "");
        var timeline = with(285, growth);
        var status = telemetry(timeline, END - 1).tsdbStatus(ALL);
        var metrics = new TreeMap<String, Long>();
        var values = new TreeMap<String, TreeSet<String>>();
        var bytes = new TreeMap<String, Long>();
        var set = series(timeline, List.of());
        for (int i = 0; i < set.size(); i++) {
            metrics.merge(set.labels(i).get(Labels.NAME), 1L, Long::sum);
            set.labels(i)
                    .forEach((name, value) -> {
                        values.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
                        bytes.merge(name, (long) value.length(), Long::sum);
                    });
        }
        assertEquals(300, metrics.get("x_total"));
        assertEquals(metrics, map(status.byMetric()));
        assertEquals(bytes, map(status.bytesByLabel()));
        var counts = new TreeMap<String, Long>();
        values.forEach((name, all) -> counts.put(name, (long) all.size()));
        assertEquals(counts, map(status.valuesByLabel()));
        assertEquals(
                counts.values().stream().mapToLong(Long::longValue).sum(), status.labelPairs());
        assertEquals(said(timeline), status.series());
        assertTrue(status.chunks() >= status.series(), status.chunks() + " chunks");
        assertEquals(1, telemetry(timeline, END - 1).tsdbStatus(1).byPair().size());
    }

    /// Of a label with more values than can be read all are counted, as if they had been.
    @Test
    void seriesThatCannotBeReadAreCounted() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user_id", 512, "");
        var timeline = with(2, growth);
        var status = telemetry(timeline, END - 1).tsdbStatus(ALL);
        long all = 512 * (300 - 2);
        assertTrue(all > GrowthRows.MOST);
        assertEquals(all, map(status.byMetric()).get("x_total"));
        assertEquals(all, map(status.valuesByLabel()).get("user_id"));
        assertEquals(said(timeline), status.series());

        var snapshot = timeline.snapshot();
        var grown = snapshot.collectors.growths().getFirst();
        var tally = new LabelTally();
        var exposers = Exposer.of(snapshot, grown, END - 1);
        exposers.forEach(
                each -> GrowthRows.tally(snapshot, each, 0, GrowthRows.readable(exposers), tally));
        var read = new LabelTally();
        var set = series(timeline, List.of(Matcher.equal(Labels.NAME, "x_total")));
        for (int i = 0; i < set.size(); i++) {
            read.add(set.labels(i), 1);
        }
        assertEquals(read.bytes(), tally.bytes());
        assertEquals(read.values(), tally.values());
        assertEquals(read.of("region"), tally.of("region"));
    }

    /// Of a label with ever more values each series is a target's, and one with too many says why it is
    /// down.
    @Test
    void aTargetWithTooManySamplesSaysSo() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user_id", 10, "");
        var limit = new CollectorEffect.SampleLimit("web", 300);
        var timeline = with(30, growth, 30, limit);
        int down = 0;
        for (var target : telemetry(timeline, END - 1).targets().targets()) {
            boolean isWeb = target.pool().equals("web");
            assertEquals(
                    isWeb ? Targets.Health.DOWN : Targets.Health.UP,
                    target.health(),
                    target.toString());
            assertEquals(isWeb ? "sample limit exceeded" : "", target.lastError());
            down += isWeb ? 1 : 0;
        }
        assertTrue(down > 3, down + " are down");
    }

    /// What has a sample at the last scrape.
    private static MetricStore.SeriesSet series(Timeline timeline, List<Matcher> matchers) {
        var telemetry = telemetry(timeline, END - 1);
        long millis = telemetry.scrapeMillis();
        return telemetry
                .metrics()
                .select(matchers, TimeRange.millis(millis, millis), MetricStore.SelectHints.NONE);
    }

    private static long said(Timeline timeline) {
        var head =
                List.of(
                        Matcher.equal(Labels.NAME, "prometheus_tsdb_head_series"),
                        Matcher.equal("job", "prometheus"));
        return (long) series(timeline, head).samples(0).values()[0];
    }

    private static Map<String, Long> map(List<TsdbStatus.Count> counts) {
        var map = new TreeMap<String, Long>();
        counts.forEach(count -> map.put(count.name(), count.value()));
        return map;
    }
}
