// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.ChangeRef;
import brownout.scenarios.Evidence;
import brownout.scenarios.PathStep;
import brownout.scenarios.Scenario;
import brownout.scenarios.Severity;
import brownout.web.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every drill is solved over HTTP the way its file says it can be: each step is looked at where people
/// look, as soon as something is to be seen there; then the cause is declared with these views as evidence,
/// and the reference fix ends the harm.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortestPathTest {
    private static final World WORLD = World.builtIn();
    private static final long SEED = 5;

    /// Between two scrapes.
    private static final int PATIENCE_SECONDS = 15;

    private LiveServer server;

    @BeforeAll
    void start(@TempDir Path data) {
        server = new LiveServer(data, WORLD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<String> slugs() {
        return WORLD.catalogue().drills().stream().map(drill -> drill.slug());
    }

    @ParameterizedTest
    @MethodSource("slugs")
    void leadsToTheEnd(String slug) {
        var scenario = WORLD.catalogue().scenario(slug).orElseThrow();
        new Player(server, server.newRun(slug, SEED), scenario).play();
    }

    /// Somebody who knows the shortest path and goes it.
    private record Player(
            LiveServer server,
            String run,
            Scenario scenario,
            List<String> pins,
            Set<Integer> answered) {
        Player(LiveServer server, String run, Scenario scenario) {
            this(server, run, scenario, new ArrayList<>(), new TreeSet<>());
        }

        void play() {
            int actTick = Integer.MAX_VALUE;
            tell("internal");
            if (scenario.key().severity().level() <= Severity.P1.level()) {
                tell("external");
            }
            for (var step : scenario.shortestPath()) {
                switch (step.kind()) {
                    case METRIC, LOG, TRACE, ALERT, CHANGE -> look(step);
                    case DECLARE -> declare();
                    case ACT -> actTick = act();
                }
            }
            until("the harm ends", () -> reached(facts(), "Mitigate"));
            done(server.event(run, "finished", "{}"), 201);
            judge(actTick);
        }

        private void tell(String audience) {
            var body =
                    new Json()
                            .object()
                            .member("audience", audience)
                            .member("impact", scenario.drill().symptom())
                            .member("scope", "both regions, as far as we know")
                            .member("action", "one of us looks at it")
                            .member("nextMinutes", 60)
                            .endObject();
            done(server.event(run, "update_posted", body.toString()), 201);
        }

        /// Whoever has asked something gets an answer.
        private void answerAll() {
            int now = server.openTick(run) - 1;
            for (var message : scenario.messages()) {
                if (message.asks() && message.tick() <= now && answered.add(message.tick())) {
                    var body =
                            new Json()
                                    .object()
                                    .member("toTick", message.tick())
                                    .member("text", "We are looking at it.")
                                    .endObject();
                    done(server.event(run, "replied", body.toString()), 201);
                }
            }
        }

        private void look(PathStep step) {
            var evidence =
                    scenario.evidence().stream()
                            .filter(each -> each.name().equals(step.evidence()))
                            .findFirst()
                            .orElseThrow();
            until(step.text(), () -> shows(evidence));
            var signal = step.kind().name().toLowerCase(Locale.ROOT);
            var view =
                    new Json()
                            .object()
                            .member("signal", signal)
                            .member("query", evidence.query())
                            .member("title", evidence.name())
                            .member("url", "/r/" + run + "/console")
                            .endObject();
            done(server.post(path("/views"), "{\"views\":[" + view + "]}"), 202);
            var id = "step-" + pins.size();
            int tick = server.openTick(run) - 1;
            var pin =
                    new Json()
                            .object()
                            .member("id", id)
                            .member("url", "/r/" + run + "/console")
                            .member("title", step.text())
                            .member("signal", signal)
                            .member("fromTick", tick - 60)
                            .member("toTick", tick)
                            .member("atTick", tick)
                            .member("snapshot", "")
                            .endObject();
            done(server.event(run, "pinned", pin.toString()), 201);
            pins.add(id);
        }

        private boolean shows(Evidence evidence) {
            long now = state().get("time").longValue() / 1000;
            var query = escape(evidence.query());
            return switch (evidence.signal()) {
                case METRIC -> {
                    var found =
                            "/prometheus/api/v1/query_range?step=5&start=%d&end=%d&query=%s"
                                    .formatted(now - PATIENCE_SECONDS, now, query);
                    yield !telemetry(found).get("data").get("result").isEmpty();
                }
                case LOG -> {
                    var found =
                            "/loki/loki/api/v1/query_range?limit=1&start=%d&end=%d&query=%s"
                                    .formatted(now - 60, now, query);
                    yield !telemetry(found).get("data").get("result").isEmpty();
                }
                case TRACE -> {
                    var found =
                            "/tempo/api/search?limit=1&start=%d&end=%d&q=%s"
                                    .formatted(now - 60, now, query);
                    yield !telemetry(found).get("traces").isEmpty();
                }
                case ALERT -> {
                    var found =
                            "/alertmanager/api/v2/alerts?filter="
                                    + escape("alertname=\"" + evidence.query() + "\"");
                    var alerts = telemetry(found);
                    alerts.forEach(this::acknowledge);
                    yield !alerts.isEmpty();
                }
                case CHANGE -> changes().anyMatch(change(evidence.query())::isSame);
            };
        }

        private void acknowledge(JsonNode alert) {
            var body =
                    new Json()
                            .object()
                            .member("alertname", alert.get("labels").get("alertname").stringValue())
                            .member("fingerprint", alert.get("fingerprint").stringValue())
                            .endObject();
            done(server.event(run, "acknowledged", body.toString()), 201);
        }

        private ChangeRef change(String beat) {
            return scenario.change(scenario.beat(beat).orElseThrow(), SEED);
        }

        /// As the feed names them, which is what a declaration says.
        private Stream<ChangeRef> changes() {
            return done(server.get(path("/changes")), 200)
                    .get("changes")
                    .valueStream()
                    .map(change -> ChangeRef.parse(change.get("id").stringValue()).orElseThrow());
        }

        private void declare() {
            var key = scenario.key();
            var severity =
                    new Json()
                            .object()
                            .member("severity", key.severity().name())
                            .name("affected")
                            .strings(key.affected())
                            .endObject();
            done(server.event(run, "severity_set", severity.toString()), 201);
            var body =
                    new Json()
                            .object()
                            .name("components")
                            .strings(key.components())
                            .member("mechanism", key.mechanism().name().toLowerCase(Locale.ROOT))
                            .member("trigger", trigger().toString())
                            .member("startTick", scenario.faultTick(SEED))
                            .name("path")
                            .array();
            for (var edge : key.path()) {
                body.object().member("from", edge.from()).member("to", edge.to()).endObject();
            }
            body.endArray()
                    .name("evidence")
                    .strings(pins)
                    .member("sentence", scenario.debrief().cause())
                    .member("confidence", 100)
                    .endObject();
            var answer = done(server.event(run, "declared", body.toString()), 201);
            assertTrue(answer.get("verdict").get("correct").booleanValue(), answer.toString());
        }

        private ChangeRef trigger() {
            return scenario.key().trigger().isEmpty()
                    ? ChangeRef.NONE
                    : changes().filter(scenario.trigger(SEED)::isSame).findFirst().orElseThrow();
        }

        /// When it took effect.
        private int act() {
            var line = new Json().object().member("line", scenario.reference()).endObject();
            var answer = done(server.post(path("/actions"), line.toString()), 201);
            return answer.get("event").get("tick").intValue();
        }

        /// Everything was right and nearly nothing lost; the debrief knows what was looked at, and says
        /// that the harm ended by what was done, exact to a scrape.
        private void judge(int actTick) {
            var card = done(server.get(path("/scorecard")), 200);
            assertEquals(1, card.get("safety").doubleValue());
            assertTrue(card.get("total").doubleValue() >= 95, card.toString());
            var debrief = done(server.get(path("/debrief")), 200).get("debrief");
            var reached = new TreeMap<String, Integer>();
            for (var milestone : debrief.get("milestones")) {
                var name = milestone.get("name").stringValue();
                reached.put(name, milestone.get("tick").asInt(Integer.MAX_VALUE));
            }
            assertEquals(Set.of("Detected", "Mitigated", "Root cause"), reached.keySet());
            int mitigated = reached.getOrDefault("Mitigated", Integer.MAX_VALUE);
            assertTrue(mitigated > actTick - PATIENCE_SECONDS, reached + ", acted at " + actTick);
            assertTrue(Collections.max(reached.values()) < Integer.MAX_VALUE, reached.toString());
            var seen = new TreeSet<String>();
            for (var sign : debrief.get("signals")) {
                if (!sign.get("seenTick").isNull()) {
                    seen.add(sign.get("name").stringValue());
                }
            }
            var path =
                    scenario.shortestPath().stream()
                            .map(PathStep::evidence)
                            .filter(name -> !name.isEmpty())
                            .toList();
            assertTrue(seen.containsAll(path), "seen " + seen + ", not all of " + path);
        }

        private JsonNode facts() {
            return done(server.get(path("/scorecard")), 200);
        }

        private static boolean reached(JsonNode facts, String phase) {
            return facts.get("phases")
                    .valueStream()
                    .anyMatch(each ->
                            each.get("name").stringValue().equals(phase) && each.has("tick"));
        }

        /// Lets the world go on until something is so, and no longer than the drill's own cap.
        private void until(String what, BooleanSupplier isSo) {
            int cap = scenario.par().capSeconds();
            for (int waited = 0; !isSo.getAsBoolean(); waited += PATIENCE_SECONDS) {
                assertTrue(waited < cap, "within " + cap + " s: " + what);
                server.warp(run, PATIENCE_SECONDS);
                answerAll();
            }
        }

        private JsonNode state() {
            return done(server.get(path("")), 200);
        }

        private JsonNode telemetry(String path) {
            return done(server.get("/r/" + run + path), 200);
        }

        private String path(String rest) {
            return "/api/v1/runs/" + run + rest;
        }

        private static JsonNode done(LiveServer.Answer answer, int status) {
            assertEquals(status, answer.status(), answer.body());
            return answer.json();
        }

        private static String escape(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
