// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.runbook;

import brownout.scenarios.runbook.Runbook.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The runbooks that come with the product, read once. A file has pages; each begins with `# Title` and
/// a line `alerts: A, B`.
public final class Runbooks {
    private static final Pattern PAGES = Pattern.compile("^# ", Pattern.MULTILINE);
    private static final String ALERTS = "alerts:";

    private final List<Runbook> pages;
    private final Map<String, Runbook> byAlert = new TreeMap<>();
    private final String playbook = resource("playbook");
    private final String service = resource("service");

    private Runbooks(List<Runbook> pages) {
        this.pages = pages;
        for (var page : pages) {
            for (var alert : page.alerts()) {
                if (byAlert.put(alert, page) != null) {
                    throw new IllegalStateException("two runbooks for " + alert);
                }
            }
        }
    }

    public static Runbooks load() {
        var pages = new ArrayList<Runbook>();
        for (var subject : Subject.values()) {
            PAGES.splitAsStream(resource(subject.file()).strip())
                    .filter(text -> !text.isBlank())
                    .forEach(text -> pages.add(page(subject, text)));
        }
        return new Runbooks(List.copyOf(pages));
    }

    private static Runbook page(Subject subject, String text) {
        var lines = text.lines().toList();
        if (lines.size() < 3 || !lines.get(1).startsWith(ALERTS)) {
            throw new IllegalStateException(
                    "runbooks/%s.md: below \"# %s\" stands no line \"alerts: A, B\""
                            .formatted(subject.file(), lines.getFirst()));
        }
        var alerts =
                Pattern.compile(",")
                        .splitAsStream(lines.get(1).substring(ALERTS.length()))
                        .map(String::strip)
                        .toList();
        var body = String.join("\n", lines.subList(2, lines.size())).strip();
        return new Runbook(lines.getFirst().strip(), subject, alerts, body);
    }

    private static String resource(String name) {
        try (var in = Runbooks.class.getResourceAsStream("/runbooks/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("no runbooks/" + name + ".md");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In the order of the files.
    public List<Runbook> pages() {
        return pages;
    }

    /// The page of an alert, by its name.
    public Optional<Runbook> of(String alert) {
        return Optional.ofNullable(byAlert.get(alert));
    }

    /// What to do in any incident. Markdown.
    public String playbook() {
        return playbook;
    }

    /// First looks at a service, whichever `{{service}}` is. Markdown.
    public String service() {
        return service;
    }
}
