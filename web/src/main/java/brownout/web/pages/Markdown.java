// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import com.github.jknack.handlebars.Handlebars.SafeString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The little Markdown that briefings and runbooks are written in: paragraphs, headings, quotes, lists,
/// fenced blocks, strong, emphasis, code, and links to other pages of the same kind. Blocks stand
/// between blank lines. Everything is escaped before any of it becomes markup, so the text cannot bring
/// its own.
final class Markdown {
    private static final Pattern BLOCKS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("\\*(.+?)\\*");
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\]]+)]\\((\\.|[A-Za-z0-9][A-Za-z0-9/-]*)\\)");
    private static final String FENCE = "```";
    private static final String HEADING = "## ";

    private final Fences fences;
    private final String base;

    /// What becomes of a fenced block: HTML, with `text` escaped in it. `language` is what stands behind
    /// the fence.
    @FunctionalInterface
    interface Fences {
        String html(String language, String text);
    }

    /// `base` is where links are relative to; `.` is the base itself.
    Markdown(Fences fences, String base) {
        this.fences = fences;
        this.base = base;
    }

    /// A text without links, whose fenced blocks are shown as they are.
    static SafeString html(String text) {
        return new Markdown((_, code) -> pre(code), "").render(text);
    }

    static String pre(String code) {
        return "<pre>" + escape(code) + "</pre>";
    }

    SafeString render(String text) {
        var html = new StringBuilder();
        for (var block : BLOCKS.split(text.strip(), -1)) {
            html.append(block(block.lines().toList()));
        }
        return new SafeString(html);
    }

    private String block(List<String> lines) {
        var first = lines.getFirst();
        if (first.startsWith(FENCE) && lines.getLast().equals(FENCE)) {
            var code = String.join("\n", lines.subList(1, lines.size() - 1));
            return fences.html(first.substring(FENCE.length()).strip(), code);
        }
        if (first.startsWith(HEADING) && lines.size() == 1) {
            return "<h2>" + inline(first.substring(HEADING.length())) + "</h2>";
        }
        if (lines.stream().allMatch(line -> line.startsWith(">"))) {
            var quoted = lines.stream().map(line -> line.substring(1).strip()).toList();
            return "<blockquote><p>" + inline(String.join(" ", quoted)) + "</p></blockquote>";
        }
        if (first.startsWith("- ")) {
            return "<ul>" + items(lines) + "</ul>";
        }
        return "<p>" + inline(String.join(" ", lines)) + "</p>";
    }

    /// A line that does not begin with a dash goes on with the item before it.
    private String items(List<String> lines) {
        var items = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith("- ")) {
                items.add(line.substring(2));
            } else {
                items.set(items.size() - 1, items.getLast() + " " + line.strip());
            }
        }
        var html = new StringBuilder();
        items.forEach(item -> html.append("<li>").append(inline(item)).append("</li>"));
        return html.toString();
    }

    private String inline(String text) {
        var coded = CODE.matcher(escape(text)).replaceAll("<code>$1</code>");
        var strong = STRONG.matcher(coded).replaceAll("<strong>$1</strong>");
        var emphasised = EMPHASIS.matcher(strong).replaceAll("<em>$1</em>");
        return base.isEmpty()
                ? emphasised
                : LINK.matcher(emphasised)
                        .replaceAll(match -> link(match.group(1), match.group(2)));
    }

    private String link(String name, String path) {
        var target = path.equals(".") ? base : base + "/" + path;
        return "<a class=\"link\" href=\"" + escape(target) + "\" data-nav>" + name + "</a>";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
