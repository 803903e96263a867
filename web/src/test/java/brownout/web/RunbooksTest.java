// SPDX-License-Identifier: Apache-2.0
package brownout.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.query.alerting.AlertRule;
import brownout.simulator.estate.EstateFile;
import brownout.simulator.estate.RuleFile;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runbooks over HTTP: every alert and service of an estate has a page, no link of them is dead, and they
/// are the same whichever drill they are read in. They need no world, so none is computed here.
class RunbooksTest {
    private static final String ESTATE = "larkspur";
    private static final Pattern LINK = Pattern.compile("href=\"(/r/[^\"#]*)\"");
    private static final Pattern RUN =
            Pattern.compile(
                    "<code>([^<]*)</code><a class=\"button low\" href=\"([^\"]*)\" data-nav>");

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

    @Test
    void everyAlertAndServiceHasAPageAndNoLinkIsDead() {
        var base = "/r/" + server.newRun(1);
        var index = server.get(base + "/runbooks").body();
        var pages = new TreeSet<String>();
        for (var group : RuleFile.builtin(ESTATE)) {
            for (var rule : group.rules()) {
                if (rule instanceof AlertRule) {
                    pages.add(base + "/runbooks/alerts/" + rule.name());
                }
            }
        }
        EstateFile.builtin(ESTATE)
                .serviceNames()
                .forEach(name -> pages.add(base + "/runbooks/services/" + name));
        assertTrue(pages.size() > 13, "only " + pages.size());
        pages.forEach(page -> assertTrue(index.contains("\"" + page + "\""), page));
        pages.add(base + "/playbook");

        var linked = new TreeSet<String>();
        for (var page : pages) {
            var answer = server.get(page);
            assertEquals(200, answer.status(), page);
            assertFalse(answer.body().contains("{{"), page);
            assertFalse(answer.body().contains("```"), page);
            LINK.matcher(answer.body())
                    .results()
                    .map(link -> link.group(1).replaceFirst("\\?.*", ""))
                    .filter(link -> link.contains("/runbooks"))
                    .forEach(linked::add);
        }
        linked.removeAll(pages);
        linked.forEach(link -> assertEquals(200, server.get(link).status(), link));
    }

    @Test
    void queriesAreAboutWhatTheAlertIsAboutAndCarryTheRange() {
        var page = "/r/" + server.newRun(1) + "/runbooks/alerts/HighLatencyWithContext";
        var range = "&from=2026-10-03T14%3A00%3A00Z&to=now";
        var body = server.get(page + "?service=payment-api" + range).body();
        var runs = RUN.matcher(body).results().toList();
        assertTrue(runs.size() >= 4, body);
        for (var run : runs) {
            var href = run.group(2).replace("&amp;", "&");
            assertTrue(href.endsWith(range), href);
            assertTrue(href.matches("/r/[0-9a-f]+/x/(metrics|logs|traces)\\?q=.*"), href);
        }
        assertTrue(body.contains("service=&quot;payment-api&quot;"), body);
        var injected = server.get(page + "?service=%22%7D%20or%20vector(1)").body();
        assertTrue(injected.contains("service=&quot;frontend&quot;"), injected);
    }

    @Test
    void whatThereIsNotIsNotFound() {
        var base = "/r/" + server.newRun(1);
        assertEquals(200, server.get(base + "/runbooks").status());
        for (var path :
                List.of(
                        "/runbooks/alerts/Nothing",
                        "/runbooks/services/nothing",
                        "/runbooks/nothing")) {
            assertEquals(404, server.get(base + path).status(), path);
        }
        assertEquals(404, server.get("/r/0f/playbook").status());
    }

    @Test
    void textsAreTheSameInEveryRun() {
        for (var path :
                List.of("/runbooks/alerts/HighLatencyWithContext", "/playbook", "/runbooks")) {
            assertEquals(main(1, path), main(2, path), path);
        }
    }

    private static String main(long seed, String path) {
        var run = server.newRun(seed);
        var body = server.get("/r/" + run + path).body();
        return body.substring(body.indexOf("role=\"region\""), body.indexOf("</main>"))
                .replace(run, "RUN");
    }
}
