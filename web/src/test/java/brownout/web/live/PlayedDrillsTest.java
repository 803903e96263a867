// SPDX-License-Identifier: Apache-2.0
package brownout.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.scenarios.Catalogue;
import brownout.scenarios.ChangeRef;
import brownout.scenarios.Drill;
import brownout.scenarios.Evidence;
import brownout.scenarios.PathStep;
import brownout.scenarios.Scenario;
import brownout.scenarios.Settings;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Drills are played to their end in a real browser by their shortest paths: every step is read on its
/// page and pinned, the form has room for the whole answer, and the prompt takes the fix. One drill, the
/// one whose answer names two components; all with `-Ddrills.played=all`. Pictures go to
/// `web/target/screenshots`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlayedDrillsTest {
    private static final Path PICTURES = Path.of("target", "screenshots").toAbsolutePath();
    private static final Catalogue CATALOGUE = Catalogue.builtIn(Settings.builtIn());
    private static final String PLAYED = System.getProperty("drills.played", "a-loud-afternoon");
    private static final long SEED = 5;
    private static final int SCRAPE_SECONDS = 15;

    private final List<String> complaints = new ArrayList<>();
    private ServerProcess server;
    private Browsers browsers;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        browsers = Browsers.open();
        Files.createDirectories(PICTURES);
        server = ServerProcess.start(folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        if (browsers != null) {
            browsers.close();
        }
        if (server != null) {
            server.close();
        }
    }

    static Stream<String> slugs() {
        return CATALOGUE.drills().stream()
                .map(Drill::slug)
                .filter(slug -> PLAYED.equals("all") || PLAYED.equals(slug));
    }

    @ParameterizedTest
    @MethodSource("slugs")
    void isPlayedToItsEnd(String slug) {
        var scenario = CATALOGUE.scenario(slug).orElseThrow();
        var options =
                new Browser.NewContextOptions()
                        .setViewportSize(1440, 900)
                        .setColorScheme(ColorScheme.DARK);
        try (var context = browsers.browser().newContext(options)) {
            var page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(page.url() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add(page.url() + ": " + error));
            new Played(page, Client.create(server.url(), slug, SEED), scenario).play();
        }
        assertEquals(List.of(), complaints, "what the browser complained about");
    }

    /// Somebody who knows the path, before the screen.
    private record Played(Page page, Client run, Scenario scenario) {
        void play() {
            open("");
            visible(page.getByText("All quiet. Look around.").first());
            for (var step : scenario.shortestPath()) {
                switch (step.kind()) {
                    case METRIC, LOG, TRACE, ALERT, CHANGE -> look(step);
                    case DECLARE -> declare();
                    case ACT -> act();
                }
            }
            finish();
        }

        private void look(PathStep step) {
            var evidence =
                    scenario.evidence().stream()
                            .filter(each -> each.name().equals(step.evidence()))
                            .findFirst()
                            .orElseThrow();
            int cap = scenario.par().capSeconds();
            for (int waited = 0; !shows(evidence); waited += SCRAPE_SECONDS) {
                assertTrue(waited < cap, "within " + cap + " s: " + step.text());
                run.warp(run.status().get("tick").asInt() + SCRAPE_SECONDS);
            }
            picture(step.kind().name().toLowerCase(Locale.ROOT) + "-" + step.afterSeconds());
            int pins = run.status().get("pins").size();
            page.keyboard().press("p");
            page.waitForCondition(() -> run.status().get("pins").size() > pins);
        }

        /// Whether its page has something to show for it.
        private boolean shows(Evidence evidence) {
            var query = URLEncoder.encode(evidence.query(), StandardCharsets.UTF_8);
            return switch (evidence.signal()) {
                case METRIC -> asked("/x/metrics?q=" + query, Pattern.compile("^[1-9].*series"));
                case LOG -> asked("/x/logs?q=" + query, Pattern.compile("^(first )?[1-9].*line"));
                case TRACE ->
                        asked("/x/traces?q=" + query, Pattern.compile("^(first )?[1-9].*trace"));
                case ALERT -> {
                    open("/alerts");
                    var alert = page.locator("[data-alert][data-name='" + evidence.query() + "']");
                    if (alert.count() == 0) {
                        yield false;
                    }
                    page.keyboard().press("j");
                    page.keyboard().press("y");
                    visible(page.locator("[data-alert]").getByText("Acknowledged").first());
                    yield true;
                }
                case CHANGE -> {
                    open("/changes");
                    var earlier = page.locator("[data-earlier]");
                    PlaywrightAssertions.assertThat(page.locator("[data-answer]")).not().isEmpty();
                    if (earlier.isVisible()) {
                        earlier.click();
                    }
                    var change =
                            scenario.change(scenario.beat(evidence.query()).orElseThrow(), SEED);
                    yield page.locator("[data-rows] tr").all().stream()
                            .map(row -> row.getAttribute("id").substring(1))
                            .anyMatch(id -> ChangeRef.parse(id).filter(change::isSame).isPresent());
                }
            };
        }

        private boolean asked(String path, Pattern something) {
            open(path);
            var answer = page.locator("[data-answer]");
            PlaywrightAssertions.assertThat(answer).not().isEmpty();
            page.waitForCondition(() -> !answer.innerText().contains("…"));
            return something.matcher(answer.innerText()).find();
        }

        private void declare() {
            var key = scenario.key();
            page.keyboard().press("d");
            visible(page.locator("[name='evidence']").first());
            for (int i = 0; i < key.components().size(); i++) {
                page.locator("[name='component']").nth(i).selectOption(key.components().get(i));
            }
            var mechanism = key.mechanism().name().toLowerCase(Locale.ROOT);
            page.locator("[name='mechanism']").selectOption(mechanism);
            page.locator("[name='trigger']").selectOption(trigger());
            page.locator("[name='start']").fill(clock(scenario.faultTick(SEED)));
            for (var edge : key.path()) {
                page.locator("[name='edgeFrom']").selectOption(edge.from());
                page.locator("[name='edgeTo']").selectOption(edge.to());
                page.locator("[data-do='add-edge']").click();
            }
            page.locator("[name='sentence']").fill(scenario.debrief().cause());
            picture("declare");
            page.keyboard().press("Control+Enter");
            visible(page.getByText("That is the root cause."));
            PlaywrightAssertions.assertThat(page.locator("[data-verdict] .part .tag.ok"))
                    .hasCount(5);
            page.locator("[data-back]").click();
        }

        /// The row of the change feed, or "Nothing changed".
        private String trigger() {
            if (scenario.key().trigger().isEmpty()) {
                return "";
            }
            return page.locator("[name='trigger'] option").all().stream()
                    .map(option -> option.getAttribute("value"))
                    .filter(id ->
                            ChangeRef.parse(id).filter(scenario.trigger(SEED)::isSame).isPresent())
                    .findFirst()
                    .orElseThrow();
        }

        private String clock(int tick) {
            long second = run.status().get("t0").asLong() / 1000 + tick;
            return "%02d:%02d:%02d".formatted(second / 3600 % 24, second / 60 % 60, second % 60);
        }

        private void act() {
            open("");
            visible(page.locator("[data-live][data-state='live']"));
            page.keyboard().press("a");
            page.keyboard().type(scenario.reference());
            visible(page.locator("[data-preview]").getByText(Pattern.compile("dry run")));
            picture("act");
            page.keyboard().press("Enter");
            visible(page.locator("[data-past]").getByText(scenario.reference()));
            run.warp(run.status().get("tick").asInt() + 240);
        }

        private void finish() {
            open("");
            page.onDialog(dialog -> dialog.accept());
            page.locator("[data-do='finish']").first().click();
            page.waitForURL(Pattern.compile(".*/debrief$"));
            visible(page.locator("#score"));
            picture("debrief");
            var score = page.locator(".stat.total .value").innerText();
            assertTrue(Double.parseDouble(score.strip()) > 80, "score " + score);
        }

        private void open(String path) {
            page.navigate(run.server() + "/r/" + run.run() + path);
        }

        private void picture(String name) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(
                                    PICTURES.resolve(
                                            scenario.drill().slug() + "-" + name + ".png")));
        }

        private static void visible(Locator what) {
            PlaywrightAssertions.assertThat(what)
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        }
    }
}
