// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.context.MethodValueResolver;
import com.github.jknack.handlebars.helper.ConditionalHelpers;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The page templates, compiled once. They read records by accessor and escape what they print.
public final class Templates {
    private static final List<String> PAGES =
            List.of(
                    "practice",
                    "briefing",
                    "console",
                    "metrics",
                    "logs",
                    "traces",
                    "trace",
                    "changes",
                    "alerts",
                    "targets",
                    "tsdb-status",
                    "runbooks",
                    "runbook",
                    "channel",
                    "hints",
                    "declare",
                    "debrief",
                    "problem");

    private final Map<String, Template> templates = new TreeMap<>();

    public Templates() {
        var handlebars =
                new Handlebars(new ClassPathTemplateLoader("/templates", ".hbs"))
                        .with(new ConcurrentMapTemplateCache());
        handlebars.registerHelpers(ConditionalHelpers.class);
        handlebars.registerHelper("markdown", (text, _) -> Markdown.html("" + text));
        handlebars.registerHelper(
                "icon",
                (name, options) ->
                        new Handlebars.SafeString(icon("" + name, options.param(0, ""))));
        handlebars.registerHelper(
                "severity",
                (name, options) ->
                        new Handlebars.SafeString(severity("" + name, options.param(0, ""))));
        for (var page : PAGES) {
            try {
                templates.put(page, handlebars.compile(page));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The complete HTML of a page. `model` holds what the template names at its top level.
    public String render(String page, Map<String, ?> model) {
        var template = templates.get(page);
        if (template == null) {
            throw new IllegalArgumentException("no template " + page);
        }
        try {
            return template.apply(
                    Context.newBuilder(model)
                            .resolver(MapValueResolver.INSTANCE, MethodValueResolver.INSTANCE)
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String icon(String name, String size) {
        return "<svg class=\"icon %s\" aria-hidden=\"true\"><use href=\"#i-%s\"/></svg>"
                .formatted(size, name);
    }

    static String severity(String name, String size) {
        if (!name.matches("P[0-3]")) {
            return "<span class=\"sev unset %s\">Set severity</span>".formatted(size);
        }
        var key = name.substring(1);
        return ("<span class=\"sev p%s %s\"><svg class=\"shape\" aria-hidden=\"true\">"
                        + "<use href=\"#i-p%s\"/></svg>P%s</span>")
                .formatted(key, size, key, key);
    }
}
