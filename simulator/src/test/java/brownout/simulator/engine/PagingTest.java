// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.Alert;
import brownout.query.alerting.AlertRule;
import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupState;
import brownout.query.alerting.GroupStatus;
import brownout.query.alerting.RuleGroup;
import brownout.query.data.Labels;
import brownout.query.routing.AlertViews;
import brownout.query.routing.Notification;
import brownout.query.routing.NotificationLog;
import brownout.query.routing.Silence;
import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.fault.RoutingEffect;
import brownout.simulator.fault.Scheduled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// From alerts that rules say fire to what people are told, on the catalogue's estate: two Alertmanagers,
/// groups by alert name that are told of after 30 s and every minute. The rules fire by the clock.
class PagingTest {
    private static final Estate ESTATE = estate();
    private static final int BEGIN = -3540; // the first alerts
    private static final int END = -3000; // the rules say so no more
    private static final Labels DATABASE =
            Labels.of("alertname", "PostgresDown", "severity", "critical", "database", "orders-db");
    private static final Labels CLIENT =
            Labels.of("alertname", "Slow", "severity", "warning", "database", "orders-db");
    private static final Labels OTHER =
            Labels.of("alertname", "Slow", "severity", "warning", "service", "frontend");

    private static Estate estate() {
        try {
            var file = Path.of("src/test/resources/estate/catalogue.yaml");
            return EstateFile.read("catalogue.yaml", Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fires three alerts from [#BEGIN] on, until `end`; evaluates nothing at or after `gap`.
    private record Clockwork(int end, int gap) implements RuleStage {
        private static final AlertRule RULE = new AlertRule("A", "1", 0, Map.of(), Map.of());
        private static final RuleGroup GROUP = new RuleGroup("g", "f", 15_000, List.of(RULE));

        @Override
        public List<GroupState> start() {
            return List.of(state(0, List.of()));
        }

        private static GroupState state(long millis, List<Alert> alerts) {
            var status = new GroupStatus.RuleStatus(RULE, alerts, "");
            return new GroupState(new GroupStatus(GROUP, millis, List.of(status)));
        }

        @Override
        public Outcome evaluate(Snapshot snapshot, int second, List<GroupState> groups) {
            if (second >= gap) {
                return new Outcome(groups, List.of());
            }
            var alerts = new ArrayList<Alert>();
            if (second >= BEGIN && second < end) {
                long since = Paging.millis(BEGIN);
                for (var labels : List.of(DATABASE, CLIENT, OTHER)) {
                    alerts.add(new Alert(labels, Labels.EMPTY, Alert.State.FIRING, since, 1));
                }
            }
            return new Outcome(
                    List.of(state(Paging.millis(second), alerts)), List.<AlertTransition>of());
        }
    }

    private static Timeline world(RuleStage rules, int to, RoutingEffect... effects) {
        var scheduled = new ArrayList<Scheduled>();
        for (var effect : effects) {
            scheduled.add(new Scheduled(BEGIN - 30, effect, "me"));
        }
        var timeline = Timeline.history(ESTATE, rules, 1).fork(BEGIN - 30, scheduled);
        timeline.advanceTo(to);
        return timeline;
    }

    private static List<String> told(Timeline timeline, int to) {
        var told = new ArrayList<String>();
        for (int tick = BEGIN - 60; tick <= to; tick++) {
            for (var left : timeline.snapshot().paging(tick).left()) {
                long at = left.atMillis() - Paging.millis(BEGIN);
                assertTrue(left.atMillis() <= Paging.millis(tick + 1), "not before its tick");
                assertTrue(left.atMillis() > Paging.millis(tick), "not late");
                told.add(at / 1000 + " " + left.peer() + " " + left.receiver() + names(left));
            }
        }
        return told;
    }

    private static String names(Notification notification) {
        var text = new StringBuilder();
        for (var told : notification.alerts()) {
            var labels = told.alert().labels();
            text.append(told.firing() ? " " : " -").append(labels.get("alertname"));
            text.append('/').append(labels.get("database"));
        }
        return text.toString();
    }

    @Test
    void oneTellsAndWhatFollowsIsInhibited() {
        var timeline = world(new Clockwork(END, Integer.MAX_VALUE), BEGIN + 120);
        // Sent at 0, received a second later, told 30 s after that.
        assertEquals(
                List.of("31 0 pager PostgresDown/orders-db", "31 0 chat Slow/"),
                told(timeline, BEGIN + 120));
        var paging = timeline.snapshot().paging(BEGIN + 100);
        assertEquals(1, paging.counts().notifications(0, "pagerduty"));
        assertEquals(0, paging.counts().notifications(1, "pagerduty"));
        assertEquals(2, paging.counts().suppressed().get(1).inhibited());
        assertEquals(6, paging.counts().sent()); // again after more than a minute
        assertEquals(6, paging.counts().receivedFiring());
    }

    @Test
    void apartEachOfThemTells() {
        var timeline =
                world(
                        new Clockwork(END, Integer.MAX_VALUE),
                        BEGIN + 60,
                        new RoutingEffect.PartCluster(),
                        new RoutingEffect.DropInhibition(),
                        new RoutingEffect.AddRoute("pager", "severity=~\"critical|warning\"", ""));
        assertEquals(
                List.of(
                        "31 0 chat Slow/ Slow/orders-db",
                        "31 0 pager PostgresDown/orders-db",
                        "31 0 pager PostgresDown/orders-db",
                        "31 0 pager Slow/ Slow/orders-db",
                        "31 1 chat Slow/ Slow/orders-db",
                        "31 1 pager PostgresDown/orders-db",
                        "31 1 pager PostgresDown/orders-db",
                        "31 1 pager Slow/ Slow/orders-db"),
                told(timeline, BEGIN + 60).stream().sorted().toList());
    }

    @Test
    void theChangesAreTakenBack() {
        var rules = new Clockwork(END, Integer.MAX_VALUE);
        var match = "severity=~\"critical|warning\"";
        var mended =
                world(
                        rules,
                        BEGIN + 60,
                        new RoutingEffect.AddRoute("pager", match, "..."),
                        new RoutingEffect.DropInhibition(),
                        new RoutingEffect.PartCluster(),
                        new RoutingEffect.RemoveRoute("pager", match),
                        new RoutingEffect.RestoreInhibition(),
                        new RoutingEffect.JoinCluster());
        assertEquals(ESTATE.alertmanager(), mended.snapshot().paging(BEGIN).router().config());
        assertEquals(told(world(rules, BEGIN + 60), BEGIN + 60), told(mended, BEGIN + 60));
        var grouped =
                world(rules, BEGIN + 60, new RoutingEffect.GroupBy("pager", "alertname,service"));
        assertEquals(
                List.of("alertname", "service"),
                grouped.snapshot()
                        .paging(BEGIN)
                        .router()
                        .config()
                        .route()
                        .routes()
                        .getFirst()
                        .groupBy()
                        .orElseThrow());
    }

    @Test
    void anEndIsToldAndForgotten() {
        int end = BEGIN + 60;
        var timeline = world(new Clockwork(end, Integer.MAX_VALUE), BEGIN + 1020);
        var told = told(timeline, BEGIN + 1020);
        assertTrue(told.contains("91 0 pager -PostgresDown/orders-db"), told.toString());
        var reasons = new TreeMap<NotificationLog.Reason, Integer>();
        for (int tick = BEGIN; tick < BEGIN + 1020; tick++) {
            for (var left : timeline.snapshot().paging(tick).left()) {
                reasons.merge(left.reason(), 1, Integer::sum);
            }
        }
        assertEquals(2, reasons.get(NotificationLog.Reason.ALL_RESOLVED), told.toString());
        // Resolved alerts are sent on for a quarter of an hour, after which nothing is.
        long sent = timeline.snapshot().paging(BEGIN + 980).counts().sent();
        assertEquals(sent, timeline.snapshot().paging(BEGIN + 1020).counts().sent());
        assertTrue(timeline.snapshot().paging(BEGIN + 980).counts().receivedResolved() > 30);
    }

    /// Nobody sends while nobody evaluates; what was sent last holds for four minutes.
    @Test
    void whatIsNotSentAgainEnds() {
        int gap = BEGIN + 60;
        var timeline = world(new Clockwork(END, gap), BEGIN + 330);
        assertEquals(3, timeline.snapshot().paging(BEGIN + 330).counts().sent());
        assertEquals(3, firing(timeline, BEGIN + 238));
        assertEquals(0, firing(timeline, BEGIN + 240));
        var told = told(timeline, BEGIN + 330);
        assertTrue(told.contains("271 0 pager -PostgresDown/orders-db"), told.toString());
    }

    /// Set and ended by id, as the API does; what comes too late changes nothing.
    @Test
    void silencesOfTheApi() {
        var rules = new Clockwork(END, Integer.MAX_VALUE);
        var id = "0a4f6c1e-7d52-4b8e-9c11-0d2f3a4b5c6d";
        var other = "1b5a7d2f-8e63-4c9f-8d22-1e3a4b5c6d7e";
        var match = "{severity=\"critical\"}";
        long first = (BEGIN - 30) * 1000L; // when it is set
        var set =
                new RoutingEffect.SetSilence(
                        id, "", match, first, BEGIN * 1000L + 600_000, "me", "why");
        var longer =
                new RoutingEffect.SetSilence(
                        other, id, match, first, BEGIN * 1000L + 900_000, "me", "longer");
        var silenced = world(rules, BEGIN + 60, set, longer);
        assertEquals(List.of("31 0 chat Slow/"), told(silenced, BEGIN + 60));
        var silence = silenced.snapshot().paging(BEGIN + 60).silences().getFirst();
        assertEquals(id, silence.id(), "nothing but its end has changed");
        assertEquals("longer", silence.comment());
        assertEquals(Paging.millis(BEGIN) + 900_000, silence.endsAtMillis());
        var ended = world(rules, BEGIN + 60, set, new RoutingEffect.EndSilence(id));
        assertEquals(told(world(rules, BEGIN + 60), BEGIN + 60), told(ended, BEGIN + 60));
        var late =
                world(
                        rules,
                        BEGIN + 60,
                        new RoutingEffect.EndSilence(id),
                        new RoutingEffect.SetSilence(
                                other, id, match, first, first + 600_000, "me", ""),
                        new RoutingEffect.SetSilence(
                                id, "", match, first - 9000, first - 8000, "me", ""));
        assertEquals(List.of(), late.snapshot().paging(BEGIN + 60).silences());
    }

    @Test
    void whatIsSilencedIsToldToNobody() {
        var rules = new Clockwork(END, Integer.MAX_VALUE);
        var silence = new RoutingEffect.Silence("severity=critical", 600);
        var silenced = world(rules, BEGIN + 60, silence);
        assertEquals(List.of("31 0 chat Slow/"), told(silenced, BEGIN + 60));
        var paging = silenced.snapshot().paging(BEGIN + 60);
        assertEquals(1, paging.counts().suppressed().getFirst().silenced());
        assertEquals("me", paging.silences().getFirst().createdBy());
        var expired =
                world(
                        rules,
                        BEGIN + 60,
                        silence,
                        new RoutingEffect.ExpireSilence("severity=critical"));
        assertEquals(told(world(rules, BEGIN + 60), BEGIN + 60), told(expired, BEGIN + 60));
        long now = Paging.millis(BEGIN);
        assertEquals(
                Silence.State.EXPIRED,
                expired.snapshot().paging(BEGIN).silences().getFirst().state(now));
        var changes = expired.snapshot().changes.stream().map(ChangeRow::summary).toList();
        assertEquals(
                List.of(
                        "Silenced {severity=\"critical\"}",
                        "Ended the silence {severity=\"critical\"}"),
                changes.subList(changes.size() - 2, changes.size()));
    }

    private static int firing(Timeline timeline, int tick) {
        var paging = timeline.snapshot().paging(tick);
        return AlertViews.of(paging.router(), paging.state(0), List.of(), Paging.millis(tick + 1))
                .alerts(AlertViews.Filter.ALL)
                .size();
    }

    @Test
    void aForkGoesOnAsItsParentDoes() {
        var rules = new Clockwork(END, Integer.MAX_VALUE);
        var base = world(rules, BEGIN + 200, new RoutingEffect.PartCluster());
        for (int at : new int[] {BEGIN + 5, BEGIN + 31, BEGIN + 199, BEGIN + 230}) {
            var fork = base.fork(at, List.of());
            fork.advanceTo(BEGIN + 260);
            base.advanceTo(BEGIN + 260);
            assertEquals(told(base, BEGIN + 260), told(fork, BEGIN + 260));
            assertEquals(
                    base.digest(BEGIN, BEGIN + 260), fork.digest(BEGIN, BEGIN + 260), "at " + at);
        }
    }
}
