// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import brownout.scenarios.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Fenced blocks of runbooks: queries that can be run, actions that can be typed at the console, the
/// severity table, and plain text to copy. `run` is `/r/ID`; `range` is what links carry of it.
record RunbookBlocks(String run, String range) implements Markdown.Fences {
    @Override
    public String html(String language, String text) {
        return switch (language) {
            case "promql" -> query("PromQL", "metrics", text);
            case "logql" -> query("LogQL", "logs", text);
            case "traceql" -> query("TraceQL", "traces", text);
            case "action" -> action(text);
            case "severities" -> severities();
            default -> Markdown.pre(text);
        };
    }

    /// The module carries the range of the moment of the click; without it the link has this page's.
    private String query(String language, String page, String text) {
        var href =
                run
                        + "/x/"
                        + page
                        + "?q="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8)
                        + range;
        return ("<div class=\"live-query\"><span class=\"tag\">%s</span><code>%s</code>"
                        + "<a class=\"button low\" href=\"%s\" data-nav>Run</a></div>")
                .formatted(language, Markdown.escape(text), Markdown.escape(href));
    }

    private String action(String line) {
        var href = run + "?line=" + URLEncoder.encode(line, StandardCharsets.UTF_8);
        return ("<div class=\"live-query\"><span class=\"tag\">Action</span><code>%s</code>"
                        + "<a class=\"button low\" href=\"%s\">Type it</a></div>")
                .formatted(Markdown.escape(line), Markdown.escape(href));
    }

    private static String severities() {
        var rows = new StringBuilder();
        for (var severity : Severity.values()) {
            rows.append("<tr><td>")
                    .append(Templates.severity(severity.name(), ""))
                    .append("</td><td>")
                    .append(Markdown.escape(severity.title()))
                    .append("</td><td>")
                    .append(Markdown.escape(severity.impact()))
                    .append("</td><td>")
                    .append(Markdown.escape(severity.responseTime()))
                    .append("</td></tr>");
        }
        return "<table><thead><tr><th>Severity</th><th>Name</th><th>What users feel</th>"
                + "<th>Begin within</th></tr></thead><tbody>"
                + rows
                + "</tbody></table>";
    }
}
