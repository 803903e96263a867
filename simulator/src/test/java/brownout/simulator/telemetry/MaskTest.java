// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.LogStore;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore;
import brownout.query.data.TimeRange;
import brownout.query.data.TraceStore;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.CollectorEffect;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What collectors do not let through is not seen, and the estate goes on as it was.
class MaskTest {
    static final int START = -3000;
    static final int END = START + 300;
    private static final long T0 = 1_800_000_000L;
    private static final Estate SHOP = shop();
    private static final Timeline HISTORY = Timeline.history(SHOP, RuleStage.NONE, 5);

    private static Estate shop() {
        try {
            var file = Path.of("src/test/resources/estate/shop.yaml");
            return EstateFile.read("shop.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The shop up to `END`, with `effects` at seconds after `START`.
    static Timeline with(Object... atAndEffect) {
        var scheduled = new ArrayList<Scheduled>();
        for (int i = 0; i < atAndEffect.length; i += 2) {
            var effect = (Effect) atAndEffect[i + 1];
            assertEquals(java.util.Optional.empty(), Effects.check(effect, SHOP));
            scheduled.add(new Scheduled(START + (int) atAndEffect[i], effect, "tester"));
        }
        var timeline = HISTORY.fork(START, 11, scheduled);
        timeline.advanceTo(END);
        return timeline;
    }

    static Telemetry telemetry(Timeline timeline, int nowTick) {
        return new Telemetry(timeline, new Visibility(nowTick), T0, new RunKey(1, 2));
    }

    private static TimeRange range(int from, int to) {
        return TimeRange.millis((T0 + START + from) * 1000, (T0 + START + to) * 1000);
    }

    private static MetricStore.SeriesSet series(Timeline timeline, List<Matcher> matchers) {
        return telemetry(timeline, END)
                .metrics()
                .select(matchers, range(0, 300), MetricStore.SelectHints.NONE);
    }

    private static List<Matcher> named(String name, String label, String value) {
        return List.of(Matcher.equal("__name__", name), Matcher.equal(label, value));
    }

    /// The samples as text: `-` for a stale marker.
    private static String text(MetricStore.Samples samples) {
        var text = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            double value = samples.values()[i];
            text.append(MetricStore.Samples.isStale(value) ? "-" : value == 0 ? "0" : "1");
        }
        return text.toString();
    }

    @Test
    void aTargetThatIsDownIsUpZeroAndItsSeriesEndAtOnce() {
        var timeline =
                with(
                        100,
                        new CollectorEffect.TargetDown("shop-db", "north"),
                        200,
                        new CollectorEffect.RestartExporter("shop-db", ""));
        var up = series(timeline, named("up", "job", "shop-db"));
        assertEquals("111111100000001111111", text(up.samples(0)));
        var own = series(timeline, named("pg_up", "job", "shop-db"));
        assertEquals("1111111-1111111", text(own.samples(0)));
        assertEquals("111111111111111111111", text(own.samples(1)), "the other region");
    }

    @Test
    void someScrapesFail() {
        var timeline = with(0, new CollectorEffect.ScrapeErrors("postgres", "", 0.5));
        var up = series(timeline, named("up", "job", "shop-db"));
        int failed = 0;
        for (int i = 0; i < up.size(); i++) {
            failed += (int) text(up.samples(i)).chars().filter(c -> c == '0').count();
        }
        int all = up.size() * 21;
        assertEquals(0.5, (double) failed / all, 0.2, failed + " of " + all);
    }

    /// Prometheus waits for ten seconds, and writes that down.
    @Test
    void someScrapesTimeOut() {
        var timeline = with(0, new CollectorEffect.ScrapeTimeouts("postgres", "", 0.5));
        var up = series(timeline, named("up", "job", "shop-db")).samples(0);
        var took = series(timeline, named("scrape_duration_seconds", "job", "shop-db")).samples(0);
        var brought =
                series(timeline, named("scrape_samples_scraped", "job", "shop-db")).samples(0);
        int failed = 0;
        for (int i = 0; i < up.size(); i++) {
            boolean isUp = up.values()[i] == 1;
            failed += isUp ? 0 : 1;
            assertEquals(isUp, took.values()[i] < 1, "took " + took.values()[i]);
            assertEquals(isUp, brought.values()[i] > 0, "brought " + brought.values()[i]);
            assertTrue(isUp || took.values()[i] == 10, "took " + took.values()[i]);
        }
        assertTrue(failed > 0 && failed < up.size(), failed + " of " + up.size());
    }

    @Test
    void aRenamedLabelMovesTheSeries() {
        var timeline =
                with(
                        100,
                        new CollectorEffect.RenameLabel("web", "service", "app"),
                        200,
                        new CollectorEffect.RenameLabel("web", "app", "service"));
        var before = series(timeline, named("http_requests_total", "service", "web"));
        assertTrue(text(before.samples(0)).startsWith("1111111-"), text(before.samples(0)));
        var renamed = series(timeline, named("http_requests_total", "app", "web"));
        assertTrue(renamed.size() > 0);
        assertEquals("", renamed.labels(0).get("service"));
        assertEquals("1111111-", text(renamed.samples(0)));
    }

    @Test
    void aDroppedMetricEnds() {
        var timeline = with(100, new CollectorEffect.DropMetric("http_requests_total"));
        var all = series(timeline, named("http_requests_total", "service", "web"));
        assertTrue(text(all.samples(0)).endsWith("1-"), text(all.samples(0)));
    }

    @Test
    void everyValueOfALabelIsASeries() {
        var growth =
                new CollectorEffect.Cardinality(
                        "web", "north", "basket_updates_total", "user_id", 4, "");
        var timeline =
                with(60, growth, 210, new CollectorEffect.DropMetric("basket_updates_total"));
        var all = series(timeline, named("basket_updates_total", "job", "web"));
        assertEquals(600, all.size());
        var users = new HashSet<String>();
        for (int i = 0; i < all.size(); i++) {
            users.add(all.labels(i).get("user_id"));
        }
        assertEquals(600, users.size());
    }

    /// What a release counts too much ends with its last pod; pods that begin anew begin without any.
    @Test
    void aReleaseTakesItsSeriesWithIt() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user_id", 4, "1.1.0");
        var timeline =
                with(
                        60,
                        new Effect.Deploy("web", "1.1.0", Map.of()),
                        60,
                        growth,
                        120,
                        new Effect.Restart("web", ""),
                        210,
                        new Effect.Rollback("web", "1.0.0"));
        var all = series(timeline, named("x_total", "job", "web"));
        assertTrue(all.size() > 400, all.size() + " series");
        int ended = 0;
        for (int i = 0; i < all.size(); i++) {
            assertEquals("1.1.0", all.labels(i).get("version"));
            var samples = all.samples(i);
            ended += MetricStore.Samples.isStale(samples.values()[samples.size() - 1]) ? 1 : 0;
        }
        var exposers = Exposer.of(timeline.snapshot(), END);
        assertEquals(all.size(), exposers.stream().mapToLong(each -> each.recorded(END)).sum());
        assertTrue(exposers.size() > 5, "pods were replaced: " + exposers.size());
        assertEquals(
                exposers.stream()
                        .filter(each -> each.endTick() <= END - 15) // its end has been scraped
                        .mapToLong(each -> each.recorded(END))
                        .sum(),
                ended);
        assertTrue(ended > 400, ended + " ended");
        var instances = new TreeSet<String>();
        var up = series(timeline, named("up", "job", "web"));
        for (int i = 0; i < up.size(); i++) {
            instances.add(up.labels(i).get("instance"));
        }
        for (int i = 0; i < all.size(); i++) {
            assertTrue(instances.contains(all.labels(i).get("instance")), "a target of its own");
        }
    }

    /// A scrape with too many samples is counted and thrown away; what is dropped does not count.
    @Test
    void aTargetWithTooManySamplesIsDown() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user_id", 10, "");
        var limit = new CollectorEffect.SampleLimit("web", 300);
        var timeline = with(30, growth, 30, limit, 240, new CollectorEffect.DropMetric("x_total"));
        var up = series(timeline, named("up", "job", "web")).samples(0);
        var text = text(up);
        assertTrue(text.matches("1+0+1+"), text);
        var counted = series(timeline, named("scrape_samples_scraped", "job", "web")).samples(0);
        for (int i = 0; i < up.size(); i++) {
            boolean isDropped = up.timesMillis()[i] > (T0 + START + 240) * 1000;
            boolean isLimited = up.timesMillis()[i] > (T0 + START + 30) * 1000;
            assertEquals(
                    !isLimited || isDropped || counted.values()[i] <= 300,
                    up.values()[i] == 1,
                    i + " of " + text(up));
        }
        var requests =
                text(series(timeline, named("http_requests_total", "job", "web")).samples(0));
        assertTrue(requests.contains("-"), requests);
        var hits = SampleLimits.HITS;
        double last = last(timeline, hits, "job", "prometheus");
        double down = 0;
        var all = series(timeline, named("up", "job", "web"));
        for (int i = 0; i < all.size(); i++) {
            for (double value : Arrays.copyOf(all.samples(i).values(), all.samples(i).size())) {
                down += value == 0 ? 1 : 0;
            }
        }
        assertEquals(down, last, "scrapes that were thrown away");
    }

    /// Room for about 51,000 series, which are there after 100 seconds; then it is killed for 90 seconds
    /// in every 150.
    @Test
    void aHeadWithTooManySeriesIsKilledAgainAndAgain() throws IOException {
        var text = Files.readString(Path.of("src/test/resources/estate/shop.yaml"));
        var small =
                EstateFile.read("small.yaml", text.replace("memory: 16Gi, s", "memory: 500Mi, s"));
        var history = Timeline.history(small, RuleStage.NONE, 5);
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user_id", 512, "");
        var timeline = history.fork(START, 11, List.of(new Scheduled(START + 2, growth, "")));
        timeline.advanceTo(END);
        var samples = series(timeline, named("up", "job", "web")).samples(0);
        assertTrue(samples.size() >= 8 && samples.size() <= 12, samples.size() + " samples");
        assertEquals("1".repeat(samples.size()), text(samples), "no stale markers");
    }

    @Test
    void metricsThatAreTooOldAreGone() {
        var timeline =
                with(
                        200,
                        new CollectorEffect.Retention(0.05),
                        250,
                        new CollectorEffect.Retention(9));
        var up = series(timeline, named("up", "job", "web"));
        assertEquals(16, up.samples(0).size()); // from 250 - 180 seconds on
    }

    private static int lines(Timeline timeline, int nowTick, String region) {
        var stream = List.of(Matcher.equal("service", "web"), Matcher.equal("region", region));
        var cursor =
                telemetry(timeline, nowTick)
                        .logs()
                        .read(
                                stream,
                                LogStore.LineHints.NONE,
                                range(100, 150),
                                LogStore.Direction.FORWARD,
                                Integer.MAX_VALUE);
        int count = 0;
        while (cursor.next()) {
            count++;
        }
        return count;
    }

    @Test
    void linesOfAStoppedAgentArriveLateOrNever() {
        var usual = with();
        int north = lines(usual, END, "north");
        int south = lines(usual, END, "south");
        assertTrue(north > 100, north + " lines");
        for (boolean isLost : new boolean[] {false, true}) {
            var stop = new CollectorEffect.StopAgent("web", "north", "", isLost);
            var timeline = with(90, stop, 200, new CollectorEffect.RestartAgent("north"));
            assertEquals(0, lines(timeline, START + 199, "north"));
            assertEquals(south, lines(timeline, START + 199, "south"));
            assertEquals(isLost ? 0 : north, lines(timeline, END, "north"));
        }
    }

    private static Set<String> traces(Timeline timeline) {
        var found = new HashSet<String>();
        var cursor =
                telemetry(timeline, END)
                        .traces()
                        .find(
                                TraceStore.SpanHints.NONE,
                                new TimeRange(
                                        (T0 + START + 100) * 1_000_000_000L,
                                        (T0 + START + 150) * 1_000_000_000L),
                                Integer.MAX_VALUE);
        while (cursor.next()) {
            found.add(cursor.trace().id().hex());
        }
        return found;
    }

    @Test
    void aShareOfTracesIsKept() {
        var usual = traces(with());
        var some = traces(with(0, new CollectorEffect.TraceSampling(0.2)));
        assertTrue(usual.containsAll(some));
        assertEquals(0.2, (double) some.size() / usual.size(), 0.08);
    }

    @Test
    void theEstateGoesOnAndAForkRemembers() {
        var down = new CollectorEffect.TargetDown("web", "");
        var timeline = with(100, down);
        var fork = timeline.fork(START + 150, List.of());
        fork.advanceTo(END);
        assertEquals(timeline.digest(START, END), fork.digest(START, END));
        assertFalse(timeline.digest(START, END).equals(with().digest(START, END)));
        var up = series(fork, named("up", "job", "web"));
        assertTrue(text(up.samples(0)).endsWith("00000"));
        assertEquals(lines(with(), END, "north"), lines(timeline, END, "north"));
    }

    private static double last(Timeline timeline, String name, String label, String value) {
        var set = series(timeline, named(name, label, value));
        double sum = 0;
        for (int i = 0; i < set.size(); i++) {
            var samples = set.samples(i);
            sum += samples.values()[samples.size() - 1];
        }
        return sum;
    }

    @Test
    void prometheusCountsTheSeriesThereAre() {
        var growth = new CollectorEffect.Cardinality("web", "", "x_total", "user", 20, "");
        var timeline = with(285, growth);
        var all = series(timeline, List.of());
        int there = 0;
        for (int i = 0; i < all.size(); i++) {
            var samples = all.samples(i);
            boolean isLast = samples.timesMillis()[samples.size() - 1] == (T0 + START + 300) * 1000;
            boolean isStale = MetricStore.Samples.isStale(samples.values()[samples.size() - 1]);
            there += isLast && !isStale ? 1 : 0;
        }
        assertEquals(there, last(timeline, "prometheus_tsdb_head_series", "job", "prometheus"));
        var web = named("x_total", "job", "web");
        assertEquals(300, series(timeline, web).size());
    }

    @Test
    void agentsCountWhatTheySend() {
        var stop = new CollectorEffect.StopAgent("web", "north", "", false);
        var sampled = new CollectorEffect.TraceSampling(0);
        var usual = with();
        var cut = with(90, stop, 90, sampled);
        var late = with(90, stop, 200, new CollectorEffect.RestartAgent("north"));
        double lines = last(usual, "loki_distributor_lines_received_total", "job", "loki");
        assertTrue(last(cut, "loki_distributor_lines_received_total", "job", "loki") < lines - 200);
        assertEquals(lines, last(late, "loki_distributor_lines_received_total", "job", "loki"));
        double spans = last(usual, "tempo_distributor_spans_received_total", "job", "tempo");
        assertTrue(last(cut, "tempo_distributor_spans_received_total", "job", "tempo") < spans);
    }

    /// An exemplar is recorded with the sample that it comes with, and under the same labels.
    @Test
    void exemplarsAreMaskedAsSamplesAre() {
        var usual = exemplars(with(), "web");
        assertTrue(usual > 50, usual + " exemplars");
        assertEquals(0, exemplars(with(0, new CollectorEffect.TargetDown("web", "")), "web"));
        var north = exemplars(with(0, new CollectorEffect.TargetDown("web", "south")), "web");
        assertTrue(north > 0 && north < usual, north + " of " + usual);
        var later = exemplars(with(150, new CollectorEffect.TargetDown("web", "")), "web");
        assertEquals(usual / 2.0, later, usual / 5.0);
        var name = "http_request_duration_seconds_bucket";
        assertEquals(0, exemplars(with(0, new CollectorEffect.DropMetric(name)), "web"));
        var renamed = with(0, new CollectorEffect.RenameLabel("web", "service", "app"));
        assertEquals(0, exemplars(renamed, "web"));
        var all = telemetry(renamed, END).metrics().exemplars(List.of(), range(15, 300));
        assertTrue(all.stream().anyMatch(each -> each.series().get("app").equals("web")));
    }

    /// How many exemplars a service has.
    private static int exemplars(Timeline timeline, String service) {
        return telemetry(timeline, END)
                .metrics()
                .exemplars(List.of(Matcher.equal("service", service)), range(15, 300))
                .size();
    }

    @Test
    void ordersAreTheRequestsThatSucceeded() {
        var timeline = with();
        double orders = last(timeline, "orders_total", "status", "completed");
        double requests = 0;
        for (var status : List.of("200", "201")) {
            var all = series(timeline, named("http_requests_total", "status", status));
            for (int i = 0; i < all.size(); i++) {
                if (all.labels(i).get("route").equals("/buy")) {
                    requests += all.samples(i).values()[all.samples(i).size() - 1];
                }
            }
        }
        assertTrue(orders > 100, orders + " orders");
        assertEquals(requests, orders);
    }
}
