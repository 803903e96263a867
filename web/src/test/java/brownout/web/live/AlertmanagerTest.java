// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.data.Labels;
import brownout.query.routing.Config;
import brownout.query.routing.Inbox;
import brownout.query.routing.MatcherText;
import brownout.query.routing.Notification;
import brownout.query.routing.Payload;
import brownout.query.routing.PostedAlert;
import brownout.query.routing.Router;
import brownout.query.routing.RoutingState;
import brownout.query.routing.Silence;
import brownout.simulator.action.Inspections;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.EstateFile;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A real Alertmanager and our routing are given the same configuration, with short timers, the same
/// alerts and the same silence: what a webhook receives is the same, group by group and in order.
final class AlertmanagerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Flushes fall on odd seconds after a group's first alert, which comes at an even one: so nothing
    /// happens close to a flush.
    private static final String CONFIG =
            """
            global: {resolve_timeout: 5m}
            route:
              receiver: on-call
              group_by: [alertname]
              group_wait: 1s
              group_interval: 2s
              repeat_interval: 5s
              routes:
              - match: {team: db}
                match_re: {zone: "a|b"}
                receiver: db.team
                group_by: [team, zone]
                continue: true
              - matchers: ['severity=~"critical|warning"', 'team!="web"']
                routes:
                - matchers: [alertname="Quiet"]
                  receiver: quiet
            receivers:
            - name: on-call
              webhook_configs: [{url: 'URL/on-call'}]
            - name: db.team
              webhook_configs: [{url: 'URL/db'}]
            - name: quiet
              webhook_configs: [{url: 'URL/quiet', send_resolved: false}]
            inhibit_rules:
            - source_match: {severity: critical}
              target_matchers: [severity="warning"]
              equal: [service]
            """;

    private static final long LENGTH_MILLIS = 20_000;
    private static final long GROUP_TICK_MILLIS = 2000;

    @TempDir static Path folder;

    private record Received(long atMillis, JsonNode body) {}

    private record Event(long atMillis, List<Labels> fire, List<Labels> resolve) {}

    private static Labels labels(String text) {
        var labels = new TreeMap<String, String>();
        MatcherText.parse(text).forEach(each -> labels.put(each.name(), each.value()));
        return Labels.of(labels);
    }

    private static List<Event> events() {
        var a1 = labels("alertname=A,host=1,service=web,severity=critical");
        var a2 = labels("alertname=A,host=2,service=web,severity=info");
        var b1 = labels("alertname=B,service=web,severity=warning");
        var c1 = labels("alertname=C,service=pg,severity=warning,team=db,zone=a");
        var c2 = labels("alertname=C,service=pg,severity=warning,team=db,zone=c");
        var quiet = labels("alertname=Quiet,host=1,severity=warning");
        var quiet2 = labels("alertname=Quiet,host=2,severity=warning");
        var silenced = labels("alertname=D,host=1");
        var shown = labels("alertname=D,host=2");
        return List.of(
                new Event(0, List.of(a1, b1, c1, quiet, silenced), List.of()),
                new Event(2000, List.of(a2, c2, quiet2), List.of()),
                new Event(4000, List.of(shown), List.of(a1, quiet2)),
                new Event(8000, List.of(), List.of(a2, c1)),
                new Event(12_000, List.of(), List.of(quiet, shown, c2)));
    }

    @Test
    void tellsTheSame() throws Exception {
        var program = Tools.required("prometheus-alertmanager", "alertmanager");
        var received = new ArrayList<Received>();
        var webhook =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext(
                "/",
                exchange -> {
                    var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                    synchronized (received) {
                        received.add(new Received(System.currentTimeMillis(), body));
                    }
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        webhook.start();
        var config = CONFIG.replace("URL", "http://127.0.0.1:" + webhook.getAddress().getPort());
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var file = Files.writeString(folder.resolve("alertmanager.yml"), config);
        var log = folder.resolve("alertmanager.log");
        var process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + file,
                                "--storage.path=" + folder.resolve("state"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--cluster.listen-address=",
                                "--log.level=warn")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            compare(process, "http://127.0.0.1:" + port, config, log, received);
        } finally {
            webhook.stop(0);
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void compare(
            Process process, String url, String config, Path log, List<Received> received)
            throws Exception {
        while (!ready(url)) {
            assertTrue(process.isAlive(), Files.readString(log));
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        // On a whole second, so that both print the same times.
        long start = Math.floorDiv(System.currentTimeMillis() + 1500, 1000L) * 1000;
        var silence =
                new Silence(
                        "s1",
                        MatcherText.parse("{alertname=\"D\",host=\"1\"}"),
                        start - 1000,
                        start + 3_600_000,
                        start,
                        "me",
                        "test");
        post(url + "/api/v2/silences", json(silence));
        var router = new Router(Config.read("alertmanager.yml", config));
        var state = RoutingState.EMPTY;
        var ours = new ArrayList<Notification>();
        for (var event : events()) {
            long at = start + event.atMillis();
            awaitTime(process, at);
            var alerts = alerts(event, start);
            post(url + "/api/v2/alerts", json(alerts));
            var step = router.step(state, at, Inbox.of(alerts, List.of(silence)));
            state = step.state();
            ours.addAll(step.notifications());
        }
        long end = start + LENGTH_MILLIS;
        awaitTime(process, end + GROUP_TICK_MILLIS / 2 - 500);
        var last = router.step(state, end, Inbox.of(List.of(), List.of(silence)));
        ours.addAll(last.notifications());
        List<Received> theirs;
        synchronized (received) {
            theirs = List.copyOf(received);
        }
        assertTrue(ours.size() > 15, ours.toString());
        same(ours, theirs, url, start);
    }

    /// The same notifications in the same order for each receiver and group, none of them a group tick
    /// apart. The last tick may be cut off on either side.
    private static void same(
            List<Notification> ours, List<Received> theirs, String url, long start) {
        var left = new TreeMap<String, List<String>>();
        var leftTimes = new TreeMap<String, List<Long>>();
        for (var notification : ours) {
            var body = JSON.readTree(Payload.of(notification, url).json());
            put(left, leftTimes, body, notification.atMillis() - start);
        }
        var right = new TreeMap<String, List<String>>();
        var rightTimes = new TreeMap<String, List<Long>>();
        for (var each : theirs) {
            put(right, rightTimes, each.body(), each.atMillis() - start);
        }
        assertEquals(lines(left), lines(right));
        leftTimes.forEach((key, times) -> {
            var others = rightTimes.getOrDefault(key, List.of());
            for (int i = 0; i < times.size(); i++) {
                long apart = Math.abs(times.get(i) - others.get(i));
                assertTrue(
                        apart < GROUP_TICK_MILLIS,
                        key + " at " + times.get(i) + ", theirs at " + others.get(i));
            }
        });
    }

    private static String lines(Map<String, List<String>> groups) {
        var text = new StringBuilder();
        groups.forEach((key, lines) ->
                text.append(key).append('\n').append(String.join("\n", lines)).append("\n\n"));
        return text.toString();
    }

    private static void put(
            Map<String, List<String>> groups,
            Map<String, List<Long>> times,
            JsonNode body,
            long at) {
        var key = body.get("receiver").asString() + " " + body.get("groupKey").asString();
        var alerts = new TreeSet<String>();
        body.get("alerts").forEach(alert -> alerts.add(sorted(alert)));
        var line = new ArrayList<String>(alerts);
        for (var name :
                List.of(
                        "status",
                        "version",
                        "truncatedAlerts",
                        "groupLabels",
                        "commonLabels",
                        "commonAnnotations")) {
            line.add(name + ": " + sorted(body.get(name)));
        }
        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(String.join("\n  ", line));
        times.computeIfAbsent(key, _ -> new ArrayList<>()).add(at);
    }

    /// JSON with its members in order of their names, and times in one spelling.
    private static String sorted(JsonNode node) {
        if (!node.isObject()) {
            var text = node.asString();
            return text.matches("[12][0-9]{3}-.*T.*") ? Instant.parse(text).toString() : text;
        }
        var members = new TreeMap<String, String>();
        node.propertyNames().forEach(name -> members.put(name, sorted(node.get(name))));
        return members.toString();
    }

    private static List<PostedAlert> alerts(Event event, long start) {
        var alerts = new ArrayList<PostedAlert>();
        var about = Labels.of("summary", "Something is \"wrong\"");
        long at = start + event.atMillis();
        for (var labels : event.fire()) {
            alerts.add(PostedAlert.of(labels, about, at, at + 600_000));
        }
        for (var labels : event.resolve()) {
            alerts.add(PostedAlert.of(labels, about, firedAt(labels, start), at));
        }
        return alerts;
    }

    private static long firedAt(Labels labels, long start) {
        return events().stream()
                .filter(event -> event.fire().contains(labels))
                .mapToLong(event -> start + event.atMillis())
                .findFirst()
                .orElseThrow();
    }

    // ---- talking to it

    private static String json(List<PostedAlert> alerts) {
        var list = new ArrayList<Map<String, Object>>();
        for (var alert : alerts) {
            list.add(
                    Map.of(
                            "labels", alert.labels().toMap(),
                            "annotations", alert.annotations().toMap(),
                            "startsAt", time(alert.startsAtMillis().orElseThrow()),
                            "endsAt", time(alert.endsAtMillis().orElseThrow())));
        }
        return JSON.writeValueAsString(list);
    }

    private static String json(Silence silence) {
        var matchers = new ArrayList<Map<String, Object>>();
        for (var matcher : silence.matchers()) {
            matchers.add(
                    Map.of(
                            "name", matcher.name(),
                            "value", matcher.value(),
                            "isRegex", matcher.type().isRegex(),
                            "isEqual", true));
        }
        return JSON.writeValueAsString(
                Map.of(
                        "matchers", matchers,
                        "startsAt", time(silence.startsAtMillis()),
                        "endsAt", time(silence.endsAtMillis()),
                        "createdBy", silence.createdBy(),
                        "comment", silence.comment()));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static void awaitTime(Process process, long millis) throws InterruptedException {
        for (long left = millis - System.currentTimeMillis();
                left > 0;
                left = millis - System.currentTimeMillis()) {
            assertTrue(!process.waitFor(left, TimeUnit.MILLISECONDS), "it has stopped");
        }
    }

    private static boolean ready(String url) throws InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/-/ready")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.io.IOException _) {
            return false;
        }
    }

    private static void post(String url, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    // ---- amtool

    @Test
    void amtoolTakesWhatWePrint() throws Exception {
        Tools.required("amtool");
        var text = Files.readString(Path.of("../query/src/test/resources/routing/everything.yml"));
        var config = Config.read("everything.yml", text);
        for (var printed :
                List.of(
                        config.text(),
                        config.textWithSecrets(),
                        resource("larkspur-alertmanager.yml"),
                        resource("larkspur/alertmanager.yml"),
                        Config.read("am.yml", CONFIG.replace("URL", "http://x")).text())) {
            var file = Files.writeString(folder.resolve("printed.yml"), printed);
            var said = amtool("check-config", file.toString());
            assertTrue(said.contains("SUCCESS"), said);
        }
    }

    /// What people see of an estate's routing tree is what amtool prints of its file.
    @Test
    void amtoolPrintsTheSameTree() throws Exception {
        Tools.required("amtool");
        for (var name : List.of("larkspur", "larkspur-whole")) {
            var estate = EstateFile.builtin(name);
            var file = Files.writeString(folder.resolve("tree.yml"), estate.alertmanager().text());
            var tree = amtool("config", "routes", "show", "--config.file=" + file);
            var world = Timeline.history(estate, RuleStage.NONE, 1);
            var ours =
                    Inspections.look("amtool config routes", world.snapshot(), world.closedTick());
            // It indents with spaces that do not break.
            assertEquals(tree.strip().replace('\u00a0', ' '), String.join("\n", ours));
        }
    }

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("../simulator/src/main/resources/estates", name));
    }

    private static String amtool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("amtool"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said + Files.readString(folder.resolve("err")));
        return said;
    }
}
