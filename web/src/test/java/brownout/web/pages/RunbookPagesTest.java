// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import brownout.simulator.estate.Estate;
import brownout.simulator.estate.EstateFile;
import brownout.web.http.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every page that an estate's list of runbooks names can be made, and so can those that it links to.
final class RunbookPagesTest {
    private static final Pattern LINK = Pattern.compile("href=\"/r/0f/runbooks/([^\"?]+)");

    private final RunbookPages pages = new RunbookPages();

    @Test
    void everyAlertAndServiceHasAPageAndNoLinkIsDead() {
        check("larkspur", 3, 13);
        check("larkspur-whole", 90, 59);
    }

    private void check(String name, int alerts, int services) {
        var estate = EstateFile.builtin(name);
        var index = pages.index(estate, "0f");
        assertTrue(index.alerts() >= alerts, name + " has " + index.alerts());
        assertEquals(services, index.services().size());
        var linked = new TreeSet<String>();
        var entries = new ArrayList<>(index.services());
        index.teams().forEach(team -> entries.addAll(team.alerts()));
        for (var entry : entries) {
            var path = entry.href().replace("/r/0f/runbooks/", "");
            links(page(estate, path), linked);
        }
        assertTrue(linked.size() > alerts, name + " has links to " + linked);
        linked.forEach(path -> page(estate, path));
    }

    private RunbookView page(Estate estate, String path) {
        var name = path.replaceFirst(".*/", "");
        return path.startsWith("alerts/")
                ? pages.alert(estate, in("alert", name))
                : pages.service(estate, in("service", name));
    }

    private static void links(RunbookView page, Set<String> into) {
        var html = page.body().toString();
        assertFalse(html.contains("{{") || html.contains("```"), html);
        assertTrue(html.contains(">Run</a>"), html);
        LINK.matcher(html).results().forEach(link -> into.add(link.group(1)));
        for (var section : page.sections()) {
            for (var fact : section.facts()) {
                if (!fact.href().isEmpty()) {
                    into.add(fact.href().replace("/r/0f/runbooks/", "").replaceFirst("\\?.*", ""));
                }
            }
        }
    }

    private static Params in(String part, String value) {
        return new Params(
                "GET",
                "/",
                Map.of("run", "0f", part, value),
                Map.<String, List<String>>of(),
                Map.of(),
                new byte[0],
                "",
                _ -> {});
    }
}
