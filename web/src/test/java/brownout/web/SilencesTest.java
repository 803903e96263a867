// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Silences over the Alertmanager API: what is set is listed at once and is an event of the run, and
/// what is refused changes nothing.
class SilencesTest {
    private static final String UNKNOWN = "0a4f6c1e-7d52-4b8e-9c11-0d2f3a4b5c6d";

    @TempDir static Path data;
    private static LiveServer server;
    private static String run;
    private static String base;

    @BeforeAll
    static void start() {
        server = new LiveServer(data);
        run = server.newRun(5);
        base = "/r/" + run + "/alertmanager/api/v2/silence";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String id, String matchers, int fromSeconds, int toSeconds) {
        var status = server.get("/api/v1/runs/" + run).json();
        long now = status.get("t0").asLong() / 1000 + status.get("tick").asLong() + 1;
        return "{\"id\":\""
                + id
                + "\",\"matchers\":["
                + matchers
                + "],\"startsAt\":\""
                + Instant.ofEpochSecond(now + fromSeconds)
                + "\",\"endsAt\":\""
                + Instant.ofEpochSecond(now + toSeconds)
                + "\",\"createdBy\":\"me\",\"comment\":\"why\"}";
    }

    private static String matcher(String name, String value, boolean isRegex) {
        return "{\"name\":\""
                + name
                + "\",\"value\":\""
                + value
                + "\",\"isRegex\":"
                + isRegex
                + ",\"isEqual\":true}";
    }

    private static LiveServer.Answer delete(String id) {
        return server.send(server.request(base + "/" + id).DELETE().build());
    }

    private static int events() {
        return server.get("/api/v1/runs/" + run + "/events").json().get("events").size();
    }

    @Test
    void oneIsSetChangedAndEnded() {
        int before = events();
        var match = matcher("alertname", "X", false);
        var set = server.post(base + "s", body("", match, 0, 600));
        assertEquals(200, set.status(), set.body());
        var id = set.json().get("silenceID").stringValue();
        var listed = server.get(base + "s?filter=alertname%3D%22X%22").json();
        assertEquals(1, listed.size());
        assertEquals(id, listed.get(0).get("id").stringValue());
        assertEquals("active", listed.get(0).get("status").get("state").stringValue());

        var other = server.post(base + "s", body(id, matcher("alertname", "Y.*", true), 0, 600));
        assertEquals(200, other.status(), other.body());
        var replaced = other.json().get("silenceID").stringValue();
        assertTrue(!replaced.equals(id), "other matchers make another silence");
        assertEquals(
                "expired",
                server.get(base + "/" + id).json().get("status").get("state").stringValue());
        var pending = server.post(base + "s", body("", match, 300, 600));
        var later = pending.json().get("silenceID").stringValue();
        assertEquals(
                "pending",
                server.get(base + "/" + later).json().get("status").get("state").stringValue());

        assertEquals(200, delete(replaced).status());
        assertEquals(200, delete(replaced).status(), "once more changes nothing");
        assertEquals(before + 5, events());
        var last = server.get("/api/v1/runs/" + run + "/events").json().get("events");
        var line = last.get(last.size() - 1).get("body").get("line").stringValue();
        assertEquals("silence-expire " + replaced, line);
        server.warp(run, 20);
        assertEquals(
                "expired",
                server.get(base + "/" + replaced).json().get("status").get("state").stringValue());
    }

    @Test
    void whatIsRefusedChangesNothing() {
        int before = events();
        var match = matcher("alertname", "X", false);
        refused(400, "end time can't be in the past", body("", match, -600, -300));
        refused(400, "start time must be before end time", body("", match, 600, 300));
        refused(422, "\"code\":612,\"message\":\"matchers in body", body("", "", 0, 300));
        refused(
                400,
                "at least one matcher must not match the empty string",
                body("", matcher("a", ".*", true), 0, 300));
        refused(400, "invalid matcher", body("", matcher("a", "(", true), 0, 300));
        refused(404, "silence not found", body(UNKNOWN, match, 0, 300));
        refused(422, "\"code\":602,\"message\":\"comment in body is required\"", "{}");
        refused(400, "not JSON", "{");
        var form =
                server.send(
                        server.request(base + "s")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build());
        assertEquals(415, form.status(), form.body());
        assertEquals(404, delete(UNKNOWN).status());
        assertEquals(404, server.get(base + "/" + UNKNOWN).status());
        assertEquals(422, delete("7").status());
        assertEquals(405, server.send(server.request(base + "s").DELETE().build()).status());
        assertEquals(before, events());
    }

    private static void refused(int status, String says, String body) {
        var answer = server.post(base + "s", body);
        assertEquals(status, answer.status(), answer.body());
        assertTrue(answer.body().contains(says), answer.body());
    }
}
