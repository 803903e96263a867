// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.web.http.Params;
import brownout.web.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every page renders completely from its view, escapes what it is given, keeps to the content policy
/// and names only files and icons that exist.
final class TemplatesTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final Pattern ICON = Pattern.compile("href=\"#(i-[a-z0-9-]+)\"");
    private static final Pattern SYMBOL = Pattern.compile("<symbol id=\"(i-[a-z0-9-]+)\"");

    private final Templates templates = new Templates();
    private final Assets assets = Assets.load();

    @TestFactory
    Stream<DynamicTest> everyPageKeepsTheRules() {
        return pages().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> check(page.getValue())));
    }

    private void check(String html) {
        assertTrue(html.strip().endsWith("</html>"), "not complete");
        assertFalse(html.contains("<img"), "unescaped");
        assertFalse(html.contains("{{"), "a tag of the template is left");
        assertFalse(Pattern.compile("\\sstyle=").matcher(html).find(), "an inline style");
        assertFalse(Pattern.compile("\\son[a-z]+=\"").matcher(html).find(), "an inline handler");
        assertFalse(
                Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(html).find(),
                "an inline script");
        LINKED.matcher(html).results().forEach(link -> fetch(link.group(1)));
        var symbols = new TreeSet<String>();
        SYMBOL.matcher(html).results().forEach(symbol -> symbols.add(symbol.group(1)));
        ICON.matcher(html)
                .results()
                .forEach(use -> assertTrue(symbols.contains(use.group(1)), "no " + use.group(1)));
    }

    private void fetch(String path) {
        var reply = assets.file(get(path));
        assertEquals(200, reply.status(), path);
        assertFalse(reply.contentType().isEmpty(), "no media type for " + path);
        assertTrue(reply.headers().getOrDefault("Cache-Control", "").contains("immutable"), path);
    }

    private static Params get(String path) {
        return new Params("GET", path, Map.of(), Map.of(), Map.of(), new byte[0], "", _ -> {});
    }

    @Test
    void assetsOfAnotherVersionAreAskedForAgainAndUnknownOnesAreNotFound() {
        var old = assets.file(get("/assets/000000000000/css/base.css"));
        assertEquals("no-cache", old.headers().get("Cache-Control"));
        for (var path :
                List.of(
                        "/assets/x/css/none.css",
                        "/assets/x",
                        "/assets/x/../templates/frame.hbs")) {
            assertEquals(404, refusal(path).status(), path);
        }
    }

    private Refusal refusal(String path) {
        try {
            assets.file(get(path));
        } catch (Refusal refused) {
            return refused;
        }
        throw new AssertionError("served " + path);
    }

    /// Modules import each other by names that must exist, or a page stays dead.
    @Test
    void everyImportOfAModuleExists() {
        var pattern = Pattern.compile("from '(\\.[^']+)'|import\\('(\\.[^']+)'\\)");
        int found = 0;
        for (var module : assets.names().stream().filter(n -> n.startsWith("js/")).toList()) {
            var text = new String(assets.bytes(module), StandardCharsets.UTF_8);
            for (var match : pattern.matcher(text).results().toList()) {
                var name = match.group(1) == null ? match.group(2) : match.group(1);
                var target = Path.of(module).resolveSibling(name).normalize();
                assertTrue(assets.names().contains(target.toString()), module + " imports " + name);
                found++;
            }
        }
        assertTrue(found > 50, "found only " + found + " imports");
    }

    /// Colours, as tokens, live in one file.
    @Test
    void noStyleSheetButTheTokensNamesAColour() {
        var color = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|\\bhsl\\(");
        for (var sheet : assets.names().stream().filter(n -> n.startsWith("css/")).toList()) {
            var text = new String(assets.bytes(sheet), StandardCharsets.UTF_8);
            if (!sheet.equals("css/tokens.css")) {
                assertFalse(color.matcher(text).find(), sheet);
            }
        }
    }

    @Test
    void briefingsAreMarkdownThatCannotBringItsOwnTags() {
        var html =
                Markdown.html("**On <b>call**\n\n> *it* `a<b`\n\n- one\n- two\n  more").toString();
        assertEquals(
                "<p><strong>On &lt;b&gt;call</strong></p>"
                        + "<blockquote><p><em>it</em> <code>a&lt;b</code></p></blockquote>"
                        + "<ul><li>one</li><li>two more</li></ul>",
                html);
    }

    private Map<String, String> pages() {
        var run = Samples.run(HOSTILE);
        var pages = new TreeMap<String, String>();
        for (var name :
                List.of("console", "metrics", "logs", "traces", "trace", "changes", "declare")) {
            var page =
                    page(
                            name,
                            "css/declare.css",
                            "css/console.css",
                            "css/explore.css",
                            "vendor/uplot.css");
            pages.put(name, templates.render(name, Map.of("page", page, "run", run)));
        }
        var entry = new RunbooksView.Entry(HOSTILE, "P1", HOSTILE, HOSTILE, "/r/0f/playbook");
        var team = new RunbooksView.Team(HOSTILE, List.of(entry));
        var books = page("runbooks", "css/runbooks.css");
        pages.put(
                "runbooks",
                templates.render(
                        "runbooks",
                        Map.of(
                                "page",
                                books,
                                "run",
                                run,
                                "runbooks",
                                new RunbooksView(List.of(team), List.of(entry), 1))));
        pages.put(
                "runbook",
                templates.render(
                        "runbook",
                        Map.of("page", books, "run", run, "runbook", Samples.runbook(HOSTILE))));
        var monitoring = page("monitoring", "css/monitoring.css");
        pages.put(
                "targets",
                templates.render(
                        "targets",
                        Map.of(
                                "page",
                                monitoring,
                                "run",
                                run,
                                "targets",
                                Samples.targets(HOSTILE))));
        pages.put(
                "tsdb-status",
                templates.render(
                        "tsdb-status",
                        Map.of("page", monitoring, "run", run, "tsdb", Samples.tsdb(HOSTILE))));
        pages.put(
                "channel",
                templates.render(
                        "channel",
                        Map.of(
                                "page",
                                page("channel", "css/channel.css"),
                                "run",
                                run,
                                "channel",
                                Samples.channel(HOSTILE))));
        pages.put(
                "hints",
                templates.render(
                        "hints",
                        Map.of(
                                "page",
                                page("hints", "css/hints.css"),
                                "run",
                                run,
                                "hints",
                                Samples.hints(HOSTILE))));
        var plain = page("plain", "css/practice.css", "css/debrief.css");
        var rows = Samples.drill(HOSTILE);
        var catalogue =
                new CatalogueView(
                        List.of(rows),
                        "Start here",
                        List.of(new CatalogueView.Stage("Diagnosis", "now", "0 of 1")),
                        List.of(rows));
        pages.put(
                "practice",
                templates.render("practice", Map.of("page", plain, "catalogue", catalogue)));
        var briefing =
                new BriefingView(
                        rows, HOSTILE, HOSTILE, List.of(new BriefingView.Points(HOSTILE, "40")));
        pages.put(
                "briefing",
                templates.render("briefing", Map.of("page", plain, "briefing", briefing)));
        pages.put(
                "debrief",
                templates.render(
                        "debrief", Map.of("page", plain, "debrief", Samples.debrief(HOSTILE))));
        pages.put(
                "problem", templates.render("problem", Map.of("page", plain, "message", HOSTILE)));
        return pages;
    }

    private PageView page(String module, String... styles) {
        var all = new ArrayList<>(List.of("css/tokens.css", "css/base.css", "css/shell.css"));
        all.addAll(List.of(styles));
        return new PageView(
                HOSTILE,
                "console",
                "dark",
                assets.base(),
                all,
                List.of("js/" + module + ".js"),
                "PromQL",
                "8f3c");
    }
}
