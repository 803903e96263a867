// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What trainees are told: the run's stream has each notification that left Alertmanager, in its tick,
/// and the pager wakes the second on call where nobody acknowledges.
class NotificationsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Enough items for ten minutes: one in five seconds is the clock.
    private static final int ITEMS = 150;

    private static final int PATIENCE = 300;

    @TempDir static Path data;
    private static LiveServer server;

    @BeforeAll
    static void start() {
        server = new LiveServer(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<JsonNode> told(String run) {
        return server.stream(run, "", ITEMS).stream()
                .filter(item -> item.contains("event: notification"))
                .map(item ->
                        item.lines()
                                .filter(line -> line.startsWith("data: "))
                                .map(line -> JSON.readTree(line.substring(6)))
                                .findFirst()
                                .orElseThrow())
                .toList();
    }

    private static int tick(JsonNode told) {
        return told.get("tick").intValue();
    }

    @Test
    void whoIsPagedAndDoesNotAnswerIsNotTheLast() {
        var run = server.newRun(5);
        server.warp(run, 900);
        var told = told(run);
        var pages =
                told.stream()
                        .filter(each -> each.get("receiver").asString().equals("pager"))
                        .toList();
        var first = pages.getFirst();
        assertEquals("pagerduty", first.get("integration").asString());
        assertEquals("firing", first.get("status").asString());
        assertEquals(
                "CheckoutErrorBudgetBurn", first.get("groupLabels").get("alertname").asString());
        assertEquals("Checkouts are failing", first.get("summary").asString());
        assertEquals(false, first.get("escalated").booleanValue());
        var woken = pages.stream().filter(each -> each.get("escalated").booleanValue()).toList();
        assertEquals(tick(first) + PATIENCE, tick(woken.getFirst()));
        assertTrue(
                told.stream().anyMatch(each -> each.get("integration").asString().equals("slack")),
                "the chat is told too");
        assertEquals(told, told(run), "the same whenever it is asked for");
    }

    @Test
    void whoAcknowledgesIsLeftToIt() {
        var run = server.newRun(5);
        server.warp(run, 240);
        var alert = "{\"alertname\":\"CheckoutErrorBudgetBurn\",\"fingerprint\":\"\"}";
        assertEquals(201, server.event(run, "acknowledged", alert).status());
        server.warp(run, 660);
        var told = told(run);
        assertTrue(told.stream().anyMatch(each -> each.get("receiver").asString().equals("pager")));
        assertTrue(told.stream().noneMatch(each -> each.get("escalated").booleanValue()));
    }
}
