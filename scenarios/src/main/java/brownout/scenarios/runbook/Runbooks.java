// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.runbook;

import brownout.scenarios.runbook.Runbook.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The runbooks that come with the product, read once. A file has pages; each begins with `# Title` and
/// the lines `alerts: A, B` and `checked: 2026-03-09`.
public final class Runbooks {
    private static final Pattern PAGES = Pattern.compile("^# ", Pattern.MULTILINE);
    private static final Pattern HEAD =
            Pattern.compile(
                    "(?<title>.+)\\nalerts: (?<alerts>.+)\\nchecked: (?<checked>.+)\\n(?<body>[\\s\\S]*)");

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
        var page = HEAD.matcher(text);
        if (!page.matches()) {
            throw new IllegalStateException(
                    "runbooks/%s.md: below \"# %s\" do not stand \"alerts: A, B\" and \"checked: DATE\""
                            .formatted(
                                    subject.file(), text.lines().findFirst().orElse("").strip()));
        }
        return new Runbook(
                page.group("title").strip(),
                subject,
                Pattern.compile(", *").splitAsStream(page.group("alerts")).toList(),
                LocalDate.parse(page.group("checked")),
                page.group("body").strip());
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
