// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.Setting;
import brownout.scenarios.Settings;
import brownout.scenarios.world.HistoryStore;
import brownout.scenarios.world.Worlds;
import brownout.simulator.engine.Timeline;
import brownout.web.live.Browsers;
import brownout.web.live.Client;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run whose past is still being computed, here until the test says otherwise: its log works, queries
/// wait, pages come without the world and are completed by themselves.
final class PreparingTest {
    private static final Setting SETTING = Setting.builtIn("larkspur");
    private static final int HISTORY_SECONDS = 1800;
    private static final String PIN =
            "{\"id\":\"p1\",\"url\":\"/x\",\"title\":\"Errors\",\"signal\":\"metric\",\"fromTick\":0,"
                    + "\"toTick\":1,\"atTick\":1,\"snapshot\":\"\"}";

    @TempDir Path data;
    private final CountDownLatch computed = new CountDownLatch(1);
    private Server server;
    private Client run;

    @BeforeEach
    void start() {
        var settings = new Settings(List.of(SETTING));
        var world =
                new World(Catalogue.builtIn(settings), new Worlds(settings, this::whenComputed));
        server =
                Server.start(
                        new Config(
                                "127.0.0.1",
                                0,
                                data,
                                "",
                                HISTORY_SECONDS,
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        world);
        run = Client.create(server.origin(), LiveServer.DRILL, 3);
    }

    @AfterEach
    void stop() {
        computed.countDown();
        server.close();
    }

    private Timeline whenComputed(Setting setting, long seed, int seconds) {
        try {
            computed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return HistoryStore.COMPUTED.history(setting, seed, seconds);
    }

    @Test
    void theLogWorksAndQueriesWait() {
        run.accepted("noted", "{\"text\":\"first\"}");
        run.accepted("pinned", PIN);
        assertEquals(200, run.get("/api/v1/runs/" + run.run()).statusCode());
        assertEquals(200, run.get("/api/v1/runs/" + run.run() + "/events").statusCode());
        assertEquals(503, run.get("/readyz").statusCode());
        for (var base : List.of("prometheus/api/v1/labels", "loki/loki/api/v1/labels")) {
            var late = run.get("/r/" + run.run() + "/" + base + "?timeout=200ms");
            assertEquals(503, late.statusCode(), base);
            assertEquals("5", late.headers().firstValue("Retry-After").orElse(""), base);
        }
        for (var page : List.of("", "/x/metrics", "/changes", "/declare")) {
            var html = run.get("/r/" + run.run() + page);
            assertEquals(200, html.statusCode(), page);
            assertTrue(html.body().contains("Getting ready"), page);
        }
        computed.countDown();
        var up = run.path("prometheus", "/api/v1/query", Map.of("query", "count(up)"));
        assertEquals(1, run.json(up).get("data").get("result").size());
        assertFalse(run.get("/r/" + run.run() + "/declare").body().contains("Getting ready"));
    }

    @Test
    void aPageIsCompletedByItself() {
        run.accepted("pinned", PIN);
        try (var browsers = Browsers.open()) {
            var page = browsers.browser().newPage();
            page.navigate(server.origin() + "/r/" + run.run() + "/declare");
            var place = page.locator("[data-place]");
            var submit = page.locator("[data-submit]");
            assertThat(place).containsText("Getting ready");
            page.locator("#declare-where").selectOption("payment-api");
            page.locator("#declare-what").selectOption("connection_pool");
            page.locator("#declare-start").fill("10:00");
            assertThat(submit).isDisabled();
            assertThat(page.locator("[data-reason]")).containsText("Getting ready");
            var before = boxes(page);
            computed.countDown();
            assertThat(submit).isEnabled();
            assertThat(page.locator("#declare-trigger option").nth(3)).isAttached();
            assertThat(place).hasText("Larkspur, eu-west-1 and us-east-1");
            assertThat(page.locator("#declare-where")).hasValue("payment-api");
            assertEquals(before, boxes(page), "nothing moved");
        }
    }

    /// Where parts of the page are.
    private static String boxes(Page page) {
        var text = new StringBuilder();
        for (var part : List.of("[data-place]", "[data-phases]", "#declare-where", "footer")) {
            var box = page.locator(part).first().boundingBox();
            text.append(part).append(' ').append(box.x).append(' ').append(box.y).append('\n');
        }
        return text.toString();
    }
}
