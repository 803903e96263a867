// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.web.notify.Listener;
import brownout.web.notify.Listener.Heard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a run's Alertmanager tells people reaches real receivers, as a whole server sends it.
@Timeout(240)
class DeliveriesTest {
    private static final String ALERT = "CheckoutErrorBudgetBurn";

    @TempDir Path folder;
    private final Listener listener = new Listener();

    @AfterEach
    void stop() {
        listener.close();
    }

    private LiveServer server(String receivers) throws IOException {
        var file = folder.resolve("receivers.yml");
        Files.writeString(file, receivers.replace("HOST", listener.address()));
        return LiveServer.telling(folder.resolve("data"), file);
    }

    private static List<JsonNode> at(String path, List<Heard> heard) {
        return heard.stream()
                .filter(one -> one.path().equals(path) && one.answered() == 200)
                .map(Heard::json)
                .toList();
    }

    private static boolean isEvent(Heard heard, String action) {
        return heard.path().equals("/events")
                && heard.answered() == 200
                && heard.json().get("event_action").asString().equals(action);
    }

    private static String local(JsonNode url, LiveServer server) {
        var text = url.asString();
        assertTrue(text.startsWith(server.origin() + "/r/"), text);
        return text.substring(server.origin().length());
    }

    private static Set<String> fingerprints(JsonNode alerts) {
        var all = new TreeSet<String>();
        alerts.forEach(alert -> all.add(alert.get("fingerprint").asString()));
        return all;
    }

    @Test
    void aWebhookGetsWhatAlertmanagerHas() throws Exception {
        listener.answers("/hook", 500, 500);
        try (var server =
                server(
                        """
                        receivers:
                          - name: pager
                            webhook_configs: [{url: 'http://me:hush@HOST/hook?token=hush'}]
                          - name: nobody
                            webhook_configs: [{url: 'http://HOST/nobody'}]
                        """)) {
            var run = server.newRun(5);
            server.warp(run, 600);
            var heard =
                    listener.await(
                            "the webhook",
                            one -> one.path().equals("/hook") && one.answered() == 200);
            assertEquals(
                    List.of(500, 500, 200), heard.stream().limit(3).map(Heard::answered).toList());
            assertTrue(
                    heard.stream().allMatch(one -> one.path().equals("/hook")), "nobody is told");
            assertTrue(heard.getFirst().authorization().startsWith("Basic "));

            var payload = at("/hook", heard).getFirst();
            assertEquals("4", payload.get("version").asString());
            assertEquals("firing", payload.get("status").asString());
            assertEquals("pager", payload.get("receiver").asString());
            assertEquals(
                    server.origin() + "/r/" + run + "/alertmanager",
                    payload.get("externalURL").asString());
            assertEquals(
                    "{}/{severity=\"critical\"}:{alertname=\""
                            + ALERT
                            + "\", service=\"frontend\"}",
                    payload.get("groupKey").asString());
            var path = "/r/" + run + "/alertmanager/api/v2/alerts/groups?receiver=pager";
            var groups = server.get(path).json();
            var same =
                    groups.valueStream()
                            .filter(group -> group.get("labels").equals(payload.get("groupLabels")))
                            .findFirst()
                            .orElseThrow();
            assertEquals(fingerprints(same.get("alerts")), fingerprints(payload.get("alerts")));
            assertEquals(
                    same.get("alerts").get(0).get("labels"),
                    payload.get("alerts").get(0).get("labels"));
            var times =
                    List.of(same, payload).stream()
                            .map(one ->
                                    Instant.parse(
                                            one.get("alerts").get(0).get("startsAt").asString()))
                            .toList();
            assertEquals(times.getFirst(), times.getLast(), "world time");

            var about = payload.get("alerts").get(0).get("annotations");
            for (var name :
                    List.of("metrics_url", "logs_url", "traces_url", "alerts_url", "runbook_url")) {
                assertEquals(200, server.get(local(about.get(name), server)).status(), name);
            }
            assertTrue(about.get("metrics_url").asString().contains("/x/metrics?q=sum%28rate"));
            assertTrue(about.get("logs_url").asString().contains("&to=now&svc=frontend"));

            var metrics = server.get("/metrics").body();
            assertTrue(
                    metrics.contains(
                            "brownout_notifications_sent_total{integration=\"webhook\",outcome=\"refused\"} 0"),
                    metrics);
            for (var line : listener.logged()) {
                assertFalse(line.contains("hush") || line.contains(run), line);
            }
        }
    }

    @Test
    void theChatAndThePagerAreToldAlsoAfterARestartAndOfTheEnd() throws Exception {
        var receivers =
                """
                global: {slack_api_url: 'http://HOST/chat'}
                receivers:
                  - name: pager
                    pagerduty_configs: [{routing_key: hush, url: 'http://HOST/events'}]
                    webhook_configs: [{url: 'http://HOST/quiet', send_resolved: false}]
                  - name: "*"
                    slack_configs: [{channel: '#practice', send_resolved: true}]
                """;
        String run;
        JsonNode opened;
        try (var server = server(receivers)) {
            run = server.newRun(5);
            server.warp(run, 900);
            listener.await("a page", one -> isEvent(one, "trigger"));
            var heard = listener.await("the chat", one -> one.path().equals("/chat"));
            opened =
                    heard.stream()
                            .filter(one -> isEvent(one, "trigger"))
                            .findFirst()
                            .orElseThrow()
                            .json();
            assertEquals("hush", opened.get("routing_key").asString());
            var about = opened.get("payload");
            assertTrue(
                    about.get("summary")
                            .asString()
                            .startsWith("[FIRING:1] " + ALERT + " frontend (critical"),
                    about.toString());
            assertEquals("critical", about.get("severity").asString());
            assertEquals("frontend", about.get("source").asString());
            assertEquals(ALERT, about.get("class").asString());
            assertEquals("1", about.get("custom_details").get("num_firing").asString());
            assertEquals(5, opened.get("links").size(), opened.toString());
            assertEquals(200, server.get(local(opened.get("client_url"), server)).status());

            var chat = at("/chat", heard).getFirst();
            assertEquals("#practice", chat.get("channel").asString());
            assertEquals("Alertmanager", chat.get("username").asString());
            var attachment = chat.get("attachments").get(0);
            assertEquals("danger", attachment.get("color").asString());
            assertTrue(attachment.get("title").asString().startsWith("[FIRING:"), chat.toString());
            assertEquals(200, server.get(local(attachment.get("title_link"), server)).status());
            var fields = attachment.get("fields");
            var look = fields.get(fields.size() - 1).get("value").asString();
            assertTrue(
                    look.startsWith("<" + server.origin() + "/r/" + run + "/x/metrics?q="), look);
        }
        try (var server = server(receivers)) {
            long met = server.get("/api/v1/runs/" + run).json().get("time").asLong();
            assertEquals(
                    201,
                    server.event(run, "acted", "{\"line\":\"rollback payment-api\"}").status());
            server.warp(run, 900);
            var heard = listener.await("the end", one -> isEvent(one, "resolve"));
            var closed =
                    heard.stream()
                            .filter(one -> isEvent(one, "resolve"))
                            .findFirst()
                            .orElseThrow()
                            .json();
            assertEquals(opened.get("dedup_key"), closed.get("dedup_key"));
            var at = Instant.parse(closed.get("payload").get("timestamp").asString());
            assertTrue(at.toEpochMilli() > met, at + " is after the restart");
            assertEquals(
                    "0", closed.get("payload").get("custom_details").get("num_firing").asString());
            assertTrue(
                    closed.get("payload")
                            .get("summary")
                            .asString()
                            .startsWith("[RESOLVED] " + ALERT));
            long openings =
                    heard.stream()
                            .filter(one -> isEvent(one, "trigger"))
                            .filter(one ->
                                    one.json()
                                            .get("payload")
                                            .get("timestamp")
                                            .equals(opened.get("payload").get("timestamp")))
                            .count();
            assertEquals(1, openings, "nothing is told again after a restart");
            var calm =
                    listener.await(
                            "the chat's end", one -> one.body().contains("\"color\":\"good\""));
            assertEquals(
                    "/chat",
                    calm.stream()
                            .filter(one -> one.body().contains("\"good\""))
                            .findFirst()
                            .orElseThrow()
                            .path());
            var other = server.newRun(5);
            server.warp(other, 900);
            var both =
                    listener.await(
                            "another run's page",
                            one -> isEvent(one, "trigger") && one.body().contains(other));
            var second =
                    both.stream()
                            .filter(one -> isEvent(one, "trigger") && one.body().contains(other))
                            .findFirst()
                            .orElseThrow()
                            .json();
            assertNotEquals(opened.get("dedup_key"), second.get("dedup_key"));
            var quiet =
                    listener.await(
                            "the same at the webhook",
                            one -> one.path().equals("/quiet") && one.body().contains(other));
            assertTrue(
                    at("/quiet", quiet).stream()
                            .allMatch(one -> one.get("status").asString().equals("firing")));
        }
    }

    @Test
    void nobodyIsToldUnlessAskedFor() {
        try (var server = new LiveServer(folder.resolve("data"))) {
            assertFalse(server.get("/metrics").body().contains("brownout_notifications"));
        }
    }
}
