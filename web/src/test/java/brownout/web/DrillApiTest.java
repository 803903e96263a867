// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Settings;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The drill API over HTTP: what is refused leaves no trace, what is accepted happens once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillApiTest {
    private static final String PIN =
            "{\"id\":\"%s\",\"url\":\"/r/x/x/logs\",\"title\":\"timeouts\",\"signal\":\"log\","
                    + "\"fromTick\":0,\"toTick\":10,\"atTick\":5,\"snapshot\":\"\"}";
    private static final String DECLARATION =
            "{\"components\":[\"%s\"],\"mechanism\":\"%s\",\"trigger\":\"none\",\"startTick\":0,"
                    + "\"path\":[],\"evidence\":[%s],\"sentence\":\"\",\"confidence\":50}";

    private LiveServer server;
    private String run = "";

    @BeforeAll
    void start(@TempDir Path data) {
        server = new LiveServer(data);
        run = server.newRun(7);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String base() {
        return "/api/v1/runs/" + run;
    }

    private int recorded() {
        return server.get(base() + "/events", "Accept", "application/json")
                .json()
                .get("events")
                .size();
    }

    private void refused(LiveServer.Answer answer, int status, String field) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(status, answer.json().get("status").intValue());
        assertFalse(answer.json().get("detail").stringValue().isEmpty());
        if (!field.isEmpty()) {
            assertEquals(field, answer.json().get("field").stringValue(), answer.body());
        }
    }

    @Test
    void aRunHasLinksToItsParts() {
        var answer =
                server.post("/api/v1/runs", "{\"drill\":\"" + LiveServer.DRILL + "\",\"seed\":3}");
        assertEquals(201, answer.status());
        var links = answer.json().get("links");
        for (var name : List.of("console", "prometheus", "loki", "tempo", "alertmanager")) {
            assertTrue(links.get(name).stringValue().startsWith(server.origin() + "/r/"), name);
        }
        assertTrue(answer.header("Set-Cookie").contains("HTTPOnly; SameSite=Lax"));
        assertEquals(
                server.origin(), answer.header("Location").substring(0, server.origin().length()));
    }

    @Test
    void badStartsAreRefused() {
        refused(server.post("/api/v1/runs", "{\"drill\":\"none\"}"), 400, "drill");
        refused(server.post("/api/v1/runs", "{}"), 400, "drill");
        refused(server.post("/api/v1/runs", "{\"drill\":\"x\",\"sed\":1}"), 400, "sed");
        refused(server.post("/api/v1/runs", "{\"drill\":\"x\",\"seed\":\"1\"}"), 400, "seed");
        refused(server.post("/api/v1/runs", "not json"), 400, "");
        refused(server.get("/api/v1/nothing"), 404, "");
        refused(server.get("/api/v1/drills/none"), 404, "");
    }

    @Test
    void badEventsLeaveNoTrace() {
        int before = recorded();
        refused(server.event(run, "none", "{}"), 400, "kind");
        refused(server.event(run, "started", "{}"), 400, "kind");
        refused(server.event(run, "noted", "{}"), 400, "body.text");
        refused(server.event(run, "noted", "{\"text\":\"\"}"), 400, "body.text");
        refused(server.event(run, "noted", "{\"text\":\"a\",\"b\":1}"), 400, "body.b");
        refused(server.event(run, "warped", "{\"toTick\":-5000}"), 422, "body.toTick");
        refused(server.event(run, "resumed", "{}"), 409, "");
        refused(server.event(run, "acted", "{\"line\":\"restart nothing\"}"), 422, "line");
        refused(
                server.event(run, "severity_set", "{\"severity\":\"P9\",\"affected\":[]}"),
                400,
                "body.severity");
        assertEquals(before, recorded());
    }

    @Test
    void declaringNeedsEvidence() {
        int before = recorded();
        var without = DECLARATION.formatted("payment-api", "connection_pool", "");
        refused(server.event(run, "declared", without), 422, "body.evidence");
        var unknown = DECLARATION.formatted("payment-api", "connection_pool", "\"nope\"");
        refused(server.event(run, "declared", unknown), 422, "body.evidence[0]");
        assertEquals(before, recorded());
    }

    @Test
    void aWrongDeclarationLocksTheNext() {
        var own = server.newRun(11);
        assertEquals(201, server.event(own, "pinned", PIN.formatted("a")).status());
        refused(server.event(own, "pinned", PIN.formatted("a")), 422, "body.id");
        var wrong = DECLARATION.formatted("cart-service", "cpu", "\"a\"");
        var answer = server.event(own, "declared", wrong);
        assertEquals(201, answer.status(), answer.body());
        assertFalse(answer.json().get("verdict").get("correct").booleanValue());
        refused(server.event(own, "declared", wrong), 422, "");
        server.warp(own, 31);
        assertEquals(201, server.event(own, "declared", wrong).status());
    }

    /// As a browser sends it that runs no scripts: one choice was left open.
    @Test
    void theFormTakesAllThatIsToBlame() {
        var own = server.newRun(29);
        server.warp(own, 5);
        server.event(own, "pinned", PIN.formatted("a"));
        var form =
                "component=payment-api&component=cart-service&component=&mechanism=cpu"
                        + "&trigger=&start=00:00:10&evidence=a&sentence=&confidence=sure";
        var answer =
                server.send(
                        server.request(
                                        "/r/" + own + "/declare",
                                        "Content-Type",
                                        "application/x-www-form-urlencoded",
                                        "Origin",
                                        server.origin())
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
        assertEquals(200, answer.status(), answer.body());
        var events = server.get("/api/v1/runs/" + own + "/events", "Accept", "application/json");
        var declared = events.json().get("events").valueStream().toList().getLast();
        assertEquals("declared", declared.get("kind").stringValue());
        assertEquals(
                List.of("payment-api", "cart-service"),
                declared.get("body")
                        .get("components")
                        .valueStream()
                        .map(name -> name.stringValue())
                        .toList());
    }

    /// Their texts come one after another and to nobody who has not asked; how many there are is not said.
    @Test
    void hintsAreToldWhenTheyAreTaken() {
        var own = server.newRun(12);
        var path = "/api/v1/runs/" + own;
        var hints =
                Catalogue.builtIn(Settings.builtIn())
                        .scenario(LiveServer.DRILL)
                        .orElseThrow()
                        .hints();
        assertEquals(0, server.get(path + "/hints").json().get("taken").size());
        refused(server.event(own, "hint_taken", "{\"rung\":2}"), 422, "body.rung");
        for (int rung = 1; rung <= hints.size(); rung++) {
            var next = server.get(path + "/hints").json().get("next");
            assertEquals(rung, next.get("rung").intValue());
            assertEquals(rung == hints.size(), next.get("endsRootCause").booleanValue());
            var page = server.get("/r/" + own + "/hints").body();
            assertFalse(page.contains(escaped(hints.get(rung - 1))), page);
            var taken = server.event(own, "hint_taken", "{\"rung\":" + rung + "}");
            assertEquals(201, taken.status(), taken.body());
            assertEquals(hints.get(rung - 1), taken.json().get("text").stringValue());
            page = server.get("/r/" + own + "/hints").body();
            assertTrue(page.contains(escaped(hints.get(rung - 1))), page);
            if (rung < hints.size()) {
                var early = server.event(own, "hint_taken", "{\"rung\":" + (rung + 1) + "}");
                refused(early, 409, "");
                int now = server.get(path).json().get("tick").intValue();
                server.event(own, "warped", "{\"toTick\":" + (now + 60) + "}");
            }
        }
        var all = server.get(path + "/hints").json();
        assertEquals(hints.size(), all.get("taken").size());
        assertFalse(all.has("next"));
        refused(server.event(own, "hint_taken", "{\"rung\":5}"), 409, "");
        assertTrue(server.get("/r/" + own + "/hints").body().contains("There are no more."));
    }

    /// Questions wait for their answer, which only somebody who has heard them can give; the forms of the
    /// page send what the API takes.
    @Test
    void theChannelHasQuestionsAnswersAndUpdates() {
        var own = server.newRun(14);
        var page = "/r/" + own + "/channel";
        var early = "{\"toTick\":60,\"text\":\"It is.\"}";
        refused(server.event(own, "replied", early), 422, "body.toTick");
        assertTrue(server.get(page).body().contains("Nobody has asked anything."));
        server.warp(own, 70);
        var asked = server.get(page).body();
        assertTrue(asked.contains("Is something going on?"), asked);
        assertTrue(asked.contains("name=\"toTick\" value=\"60\""), asked);
        var update =
                "kind=update_posted&audience=internal&impact=checkouts+fail&scope=&action="
                        + "%3Cb%3Elooking%3C%2Fb%3E&nextMinutes=15";
        assertEquals(303, form(page, update).status());
        assertEquals(303, form(page, "kind=replied&toTick=60&text=It+is.").status());
        assertEquals(303, form(page, "kind=role_taken&role=scribe").status());
        assertEquals(303, form(page, "kind=messaged&text=hello").status());
        var after = server.get(page).body();
        assertTrue(after.contains("answered "), after);
        assertFalse(after.contains("name=\"toTick\""), after);
        assertTrue(after.contains("Update: checkouts fail · &lt;b&gt;looking&lt;/b&gt;"), after);
        int before = events(own);
        for (var wrong :
                List.of(
                        "kind=acted&line=x",
                        "kind=replied&toTick=x&text=y",
                        "kind=replied&toTick=61&text=y",
                        "kind=role_taken&role=boss",
                        "kind=messaged&text=",
                        "kind=update_posted&audience=internal&impact=&scope=&action=&nextMinutes=1",
                        "kind=update_posted&audience=all&impact=a&scope=&action=&nextMinutes=1")) {
            var answer = form(page, wrong);
            assertTrue(answer.status() >= 400 && answer.status() < 500, wrong + answer.status());
            assertTrue(answer.body().contains("data-notice"), answer.body());
        }
        assertEquals(before, events(own));
    }

    private LiveServer.Answer form(String path, String fields) {
        var type = "application/x-www-form-urlencoded";
        return server.send(
                server.request(path, "Content-Type", type, "Origin", server.origin())
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build());
    }

    private int events(String of) {
        return server.get("/api/v1/runs/" + of + "/events", "Accept", "application/json")
                .json()
                .get("events")
                .size();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#x27;")
                .replace("`", "&#x60;")
                .replace("=", "&#x3D;");
    }

    /// Without modules a form takes the next hint; too early it says so.
    @Test
    void theFormTakesTheNextHint() {
        var own = server.newRun(13);
        var form =
                server.request("/r/" + own + "/hints")
                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(""))
                        .build();
        var taken = server.send(form);
        assertEquals(303, taken.status(), taken.body());
        var early = server.send(form);
        assertEquals(409, early.status());
        assertTrue(early.body().contains("the next hint opens in"), early.body());
        assertEquals(1, server.get("/api/v1/runs/" + own + "/hints").json().get("taken").size());
    }

    @Test
    void oneKeyIsOneEvent() {
        int before = recorded();
        var first = server.event(run, "noted", "{\"text\":\"a\"}", "Idempotency-Key", "k1");
        var second = server.event(run, "noted", "{\"text\":\"b\"}", "Idempotency-Key", "k1");
        assertEquals(201, first.status());
        assertEquals(200, second.status());
        assertEquals(first.body(), second.body());
        var inBody = "{\"kind\":\"noted\",\"body\":{\"text\":\"c\"},\"idempotencyKey\":\"k1\"}";
        assertEquals(first.body(), server.post(base() + "/events", inBody).body());
        assertEquals(before + 1, recorded());
    }

    @Test
    void otherOriginsAndOtherTypesChangeNothing() {
        int before = recorded();
        var note = "{\"text\":\"a\"}";
        refused(server.event(run, "noted", note, "Origin", "http://evil.example"), 403, "");
        refused(server.event(run, "noted", note, "Sec-Fetch-Site", "cross-site"), 403, "");
        var form =
                server.send(
                        server.request(base() + "/events", "Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build());
        refused(form, 415, "");
        assertEquals(before, recorded());
        assertEquals(201, server.event(run, "noted", note, "Origin", server.origin()).status());
    }

    @Test
    void everyWrongRunIsTheSame() {
        var wrong = "0".repeat(40);
        var expected = server.get("/api/v1/runs/" + wrong).body();
        for (var id : List.of("x", "f".repeat(40), run.toUpperCase(Locale.ROOT))) {
            for (var path :
                    List.of("", "/events", "/changes", "/scorecard", "/debrief", "/actions")) {
                var answer = server.get("/api/v1/runs/" + id + path);
                refused(answer, 404, "");
                assertEquals(expected, answer.body());
            }
        }
        assertEquals(404, server.get(base(), "Authorization", "Bearer x").status());
        assertEquals(404, server.get(base(), "X-Brownout-Token", "x").status());
        assertEquals(200, server.get(base(), "Authorization", "Bearer " + run).status());
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (var path :
                List.of("/api/v1/drills", "/metrics", "/r/x/prometheus/-/ready", "/healthz")) {
            var answer = server.get(path);
            assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'self'"));
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            assertEquals("no-referrer", answer.header("Referrer-Policy"));
        }
    }

    @Test
    void aDryRunDoesNothing() {
        int before = recorded();
        var answer =
                server.post(base() + "/actions/preview", "{\"line\":\"restart cart-service\"}");
        assertEquals(200, answer.status(), answer.body());
        assertTrue(answer.json().get("lines").size() > 0);
        refused(server.post(base() + "/actions/preview", "{\"line\":\"x\"}"), 422, "line");
        assertEquals(before, recorded());
    }

    @Test
    void aLookShowsTheWorldAndDoesNothing() {
        int before = recorded();
        var path = base() + "/inspections";
        var names = server.get(path).json().get("inspections");
        assertTrue(names.size() > 10, names.toString());
        for (var line :
                List.of(
                        "describe payment-api",
                        "logs cart-service --tail 3",
                        "kubectl get events",
                        "systemctl status node_exporter",
                        "df")) {
            var answer = server.post(path, "{\"line\":\"" + line + "\"}");
            assertEquals(200, answer.status(), answer.body());
            assertTrue(answer.json().get("lines").size() > 0, answer.body());
        }
        refused(server.post(path, "{\"line\":\"logs nothing\"}"), 422, "line");
        refused(server.post(path, "{\"line\":\"restart cart-service\"}"), 422, "line");
        refused(server.post(path, "{}"), 400, "line");
        refused(server.post(base() + "/actions", "{\"line\":\"df\"}"), 422, "line");
        assertEquals(before, recorded());
    }

    @Test
    void anActionChangesTheFeedOnce() {
        var own = server.newRun(13);
        var act = "{\"line\":\"restart cart-service\"}";
        var path = "/api/v1/runs/" + own + "/actions";
        var first = server.post(path, act, "Idempotency-Key", "a");
        assertEquals(201, first.status(), first.body());
        assertEquals(200, server.post(path, act, "Idempotency-Key", "a").status());
        server.warp(own, 5);
        var changes = server.get("/api/v1/runs/" + own + "/changes").json().get("changes");
        long restarts =
                changes.valueStream()
                        .filter(change -> change.get("kind").stringValue().equals("restart"))
                        .filter(change -> change.get("target").stringValue().equals("cart-service"))
                        .filter(change -> change.get("actor").stringValue().equals("api"))
                        .count();
        assertEquals(1, restarts);
    }

    @Test
    void judgementComesWhenTheRunIsClosed() {
        var own = server.newRun(17);
        var path = "/api/v1/runs/" + own;
        var open = server.get(path + "/scorecard").json();
        assertFalse(open.get("final").booleanValue());
        assertFalse(open.has("parts"));
        refused(server.get(path + "/debrief"), 404, "");
        assertEquals(404, server.get("/r/" + own + "/debrief.md").status());
        server.warp(own, 120);
        assertEquals(201, server.event(own, "finished", "{}").status());
        refused(server.event(own, "noted", "{\"text\":\"late\"}"), 409, "");
        var card = server.get(path + "/scorecard");
        assertTrue(card.json().get("final").booleanValue(), card.body());
        assertEquals(card.body(), server.get(path + "/scorecard").body());
        var debrief = server.get(path + "/debrief");
        assertEquals(200, debrief.status(), debrief.body());
        var cause = debrief.json().get("debrief").get("cause").stringValue();
        assertFalse(cause.isEmpty());
        var document = server.get("/r/" + own + "/debrief.md");
        assertEquals("text/markdown; charset=utf-8", document.header("Content-Type"));
        assertTrue(document.body().contains(cause), document.body());
    }

    @Test
    void viewsAreTaken() {
        var view =
                "{\"views\":[{\"signal\":\"metric\",\"query\":\"up\",\"title\":\"t\",\"url\":\"x\"}]}";
        assertEquals(202, server.post(base() + "/views", view).status());
        refused(
                server.post(base() + "/views", "{\"views\":[{\"signal\":\"x\"}]}"),
                400,
                "views[0].signal");
    }

    @Test
    void theStreamResumesWhereItStopped() {
        var own = server.newRun(19);
        server.event(own, "noted", "{\"text\":\"first\"}");
        server.warp(own, 60);
        var all = server.stream(own, "", 12);
        for (int i = 0; i < all.size() - 1; i++) {
            var first = all.get(i).lines().findFirst().orElse("");
            if (first.startsWith("id: ")) {
                var id = first.substring(4);
                var rest = server.stream(own, id, all.size() - 1 - i);
                assertEquals(all.subList(i + 1, all.size()), rest, "after " + id);
            }
        }
        assertNotEquals(all.getFirst(), all.getLast());
    }
}
