// SPDX-License-Identifier: Apache-2.0
package brownout.query.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.data.Matcher;
import brownout.query.routing.AlertViews.Filter;
import brownout.query.syntax.QueryError;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final long START = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
    private static final Inbox NOTHING = Inbox.of(List.of(), List.of());

    private static final String CONFIG =
            """
            route:
              receiver: on-call
              group_by: [alertname]
              routes:
              - matchers: [team="db"]
                receiver: db.team
                group_by: [zone]
                continue: true
              - matchers: [team="db"]
            receivers:
            - name: on-call
              webhook_configs: [{url: 'http://one/'}]
            - name: db.team
              webhook_configs: [{url: 'http://two/'}]
            inhibit_rules:
            - source_matchers: [severity="critical"]
              target_matchers: [severity="warning"]
              equal: [service]
            """;

    private static Router router(String config) {
        return new Router(Config.read("am.yml", config));
    }

    private static PostedAlert alert(String... labels) {
        return PostedAlert.of(
                Labels.of(labels), Labels.of("summary", "It is \"down\""), START, START + 600_000);
    }

    /// The curriculum's story: a database is down, and 55 alerts fire.
    @Test
    void fiftyFiveNotificationsOrOne() {
        var alerts = new ArrayList<PostedAlert>();
        alerts.add(alert("alertname", "DatabaseDown", "service", "pg", "severity", "critical"));
        for (int i = 1; i < 55; i++) {
            alerts.add(
                    alert(
                            "alertname",
                            "Errors" + i % 6,
                            "service",
                            "s" + i,
                            "severity",
                            "warning"));
        }
        var receivers = "\nreceivers: [{name: a, webhook_configs: [{url: 'http://a/'}]}]\n";
        var each = "route: {receiver: a, group_by: ['...']}" + receivers;
        var inhibited =
                "route: {receiver: a, group_by: [severity]}"
                        + receivers
                        + "inhibit_rules: [{source_matchers: [alertname=\"DatabaseDown\"],"
                        + " target_matchers: [severity=\"warning\"]}]\n";
        assertEquals(55, sent(each, alerts).size());
        assertEquals(7, sent(each.replace("'...'", "alertname"), alerts).size());
        var one = sent(inhibited, alerts);
        assertEquals(1, one.size());
        assertEquals(1, one.getFirst().alerts().size());
    }

    private static List<Notification> sent(String config, List<PostedAlert> alerts) {
        var router = router(config);
        var step = router.step(RoutingState.EMPTY, START, Inbox.of(alerts, List.of()));
        return router.step(step.state(), START + 60_000, NOTHING).notifications();
    }

    @Test
    void aStepWithNothingToDoIsTheSameState() {
        var router = router(CONFIG);
        var some =
                router.step(
                        RoutingState.EMPTY, START, Inbox.of(List.of(alert("a", "b")), List.of()));
        assertEquals(START + 30_000, some.state().dueMillis());
        assertSame(some.state(), router.step(some.state(), START + 29_999, NOTHING).state());
        var told = router.step(some.state(), START + 30_000, NOTHING);
        assertEquals(1, told.notifications().size());
        assertNotEquals(some.state().digest(), told.state().digest());
        var again = router.step(some.state(), START + 30_000, NOTHING);
        assertEquals(told.state(), again.state());
        assertEquals(told.state().digest(), again.state().digest());
        var back =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> router.step(told.state(), START, NOTHING));
        assertTrue(String.valueOf(back.getMessage()).contains("is before"));
    }

    @Test
    void afterAllIsResolvedOnlyTheLogIsLeft() {
        var router = router(CONFIG);
        var step =
                router.step(
                        RoutingState.EMPTY, START, Inbox.of(List.of(alert("a", "b")), List.of()));
        var late = router.step(step.state(), START + 3_600_000, NOTHING);
        assertEquals(2, late.notifications().size());
        assertTrue(late.state().alerts().isEmpty() && late.state().groups().isEmpty());
        assertEquals(1, late.state().log().entries().size());
        assertEquals(Long.MAX_VALUE, late.state().dueMillis());
    }

    @Test
    void payloadOfAWebhook() {
        var router = router(CONFIG);
        var alerts =
                List.of(
                        alert("alertname", "Down", "team", "db", "zone", "1", "host", "a"),
                        PostedAlert.of(
                                Labels.of(
                                        "alertname",
                                        "Down",
                                        "team",
                                        "db",
                                        "zone",
                                        "1",
                                        "host",
                                        "b"),
                                Labels.EMPTY,
                                START - 1500,
                                START));
        var step = router.step(RoutingState.EMPTY, START, Inbox.of(alerts, List.of()));
        var sent = router.step(step.state(), START + 30_000, NOTHING).notifications();
        assertEquals(
                List.of("db.team", "on-call"), sent.stream().map(Notification::receiver).toList());
        var json = Payload.of(sent.getFirst(), "http://am/").json();
        assertEquals(
                """
                {"receiver":"db\\\\.team","status":"firing","alerts":[{"status":"firing",\
                "labels":{"alertname":"Down","host":"a","team":"db","zone":"1"},\
                "annotations":{"summary":"It is \\"down\\""},"startsAt":"2026-01-05T00:00:00Z",\
                "endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"%s"},\
                {"status":"resolved","labels":{"alertname":"Down","host":"b","team":"db","zone":"1"},\
                "annotations":{},"startsAt":"2026-01-04T23:59:58.5Z","endsAt":"2026-01-05T00:00:00Z",\
                "generatorURL":"","fingerprint":"%s"}],"groupLabels":{"zone":"1"},\
                "commonLabels":{"alertname":"Down","team":"db","zone":"1"},"commonAnnotations":{},\
                "externalURL":"http://am/","version":"4",\
                "groupKey":"{}/{team=\\"db\\"}:{zone=\\"1\\"}","truncatedAlerts":0}\
                """
                        .formatted(
                                sent.getFirst().alerts().get(0).alert().fingerprint(),
                                sent.getFirst().alerts().get(1).alert().fingerprint()),
                json);
        var cut = Payload.of(sent.getFirst(), "http://am/", 1);
        assertEquals(1, cut.alerts().size());
        assertEquals(1, cut.truncatedAlerts());
        assertEquals("a", cut.commonLabels().get("host"));
    }

    @Test
    void viewsOfAlertsAndGroups() {
        var router = router(CONFIG);
        var alerts =
                List.of(
                        alert("alertname", "C", "service", "s", "severity", "critical"),
                        alert("alertname", "W", "service", "s", "severity", "warning"),
                        alert("alertname", "D", "team", "db", "zone", "1"),
                        PostedAlert.of(
                                Labels.of("alertname", "R"), Labels.EMPTY, START, START + 5));
        var silence =
                new Silence(
                        "s1",
                        List.of(Matcher.equal("team", "db")),
                        START,
                        START + 60_000,
                        START,
                        "",
                        "");
        var state = router.step(RoutingState.EMPTY, START, Inbox.of(alerts, List.of())).state();
        var views = AlertViews.of(router, state, List.of(silence), START + 10);
        var all = views.alerts(Filter.ALL);
        assertEquals(3, all.size()); // R is resolved
        var fingerprints = all.stream().map(view -> view.alert().fingerprint()).toList();
        assertEquals(fingerprints.stream().sorted().toList(), fingerprints);
        for (var view : all) {
            switch (view.alert().labels().get("alertname")) {
                case "C" -> assertEquals("active", view.state());
                case "W" -> {
                    assertEquals("suppressed", view.state());
                    assertEquals(1, view.inhibitedBy().size());
                }
                case "D" -> {
                    assertEquals(List.of("s1"), view.silencedBy());
                    assertEquals(List.of("db.team", "on-call"), view.receivers());
                }
                default -> throw new AssertionError(view);
            }
        }
        assertEquals(
                1, names(views, new Filter(true, false, false, true, List.of(), Optional.empty())));
        assertEquals(
                2, names(views, new Filter(false, true, true, true, List.of(), Optional.empty())));
        assertEquals(
                1,
                names(
                        views,
                        new Filter(
                                true,
                                true,
                                true,
                                true,
                                List.of(),
                                Optional.of(Pattern.compile("db.*")))));
        assertEquals(
                2,
                names(
                        views,
                        new Filter(
                                true,
                                true,
                                true,
                                true,
                                List.of(Matcher.equal("service", "s")),
                                Optional.empty())));
        var groups = views.groups(Filter.ALL);
        assertEquals(
                List.of(
                        "{zone=\"1\"} db.team", // lacks the first name
                        "{alertname=\"C\"} on-call",
                        "{alertname=\"D\"} on-call",
                        "{alertname=\"W\"} on-call"),
                groups.stream().map(group -> group.labels() + " " + group.receiver()).toList());
        assertEquals(START + 30_000, groups.getLast().nextFlushMillis());
    }

    private static int names(AlertViews views, Filter filter) {
        return views.alerts(filter).size();
    }

    @Test
    void silencesAreSetUpdatedAndExpired() {
        var draft = new Silence("", List.of(Matcher.equal("a", "b")), 0, 100_000, 0, "me", "why");
        var set = Silences.set(List.of(), draft, 10_000, "one");
        assertEquals("one", set.id());
        var one = set.silences().getFirst();
        assertEquals(10_000, one.startsAtMillis()); // a start in the past is now
        assertEquals(Silence.State.ACTIVE, one.state(10_000));
        assertEquals(Silence.State.EXPIRED, one.state(100_000));

        var longer = one.during(10_000, 200_000, 0);
        var updated = Silences.set(set.silences(), longer, 20_000, "two");
        assertEquals("one", updated.id());
        assertEquals(1, updated.silences().size());

        var other = new Silence("one", List.of(Matcher.equal("a", "c")), 0, 300_000, 0, "", "");
        var replaced = Silences.set(updated.silences(), other, 30_000, "two");
        assertEquals("two", replaced.id());
        assertEquals(
                List.of(Silence.State.EXPIRED, Silence.State.ACTIVE),
                replaced.silences().stream().map(silence -> silence.state(30_000)).toList());

        var gone = Silences.expire(replaced.silences(), "two", 40_000);
        assertEquals(40_000, gone.get(1).endsAtMillis());
        assertEquals(gone, Silences.expire(gone, "two", 50_000));
        assertEquals("two", Silences.sorted(gone, 60_000).getFirst().id()); // the newest end first
    }

    @Test
    void silencesThatAreRefused() {
        var matcher = List.of(Matcher.equal("a", "b"));
        refused(
                new Silence("", matcher, 0, 5, 0, "", ""),
                "Failed to create silence: end time can't be in the past");
        refused(
                new Silence("", matcher, 50, 40, 0, "", ""),
                "Failed to create silence: start time must be before end time");
        refused(
                new Silence("", List.of(), 0, 50, 0, "", ""),
                "Failed to create silence: silence invalid: at least one matcher required");
        refused(
                new Silence("", MatcherText.parse("a=~\".*\""), 0, 50, 0, "", ""),
                "Failed to create silence: silence invalid: at least one matcher must not match the empty string");
        refused(new Silence("x", matcher, 0, 50, 0, "", ""), "silence not found");
    }

    private static void refused(Silence draft, String message) {
        var error =
                assertThrows(QueryError.class, () -> Silences.set(List.of(), draft, 10, "fresh"));
        assertEquals(message, error.getMessage());
    }
}
