// SPDX-License-Identifier: Apache-2.0
package brownout.web.pages;

import com.github.jknack.handlebars.Handlebars.SafeString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The little Markdown that briefings are written in: paragraphs, quotes, lists, strong, emphasis,
/// code. Everything is escaped before any of it becomes markup, so the text cannot bring its own.
final class Markdown {
    private static final Pattern BLOCKS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("\\*(.+?)\\*");

    private Markdown() {}

    static SafeString html(String text) {
        var html = new StringBuilder();
        for (var block : BLOCKS.split(text.strip(), -1)) {
            html.append(block(block.lines().toList()));
        }
        return new SafeString(html);
    }

    private static String block(List<String> lines) {
        if (lines.stream().allMatch(line -> line.startsWith(">"))) {
            var quoted = lines.stream().map(line -> line.substring(1).strip()).toList();
            return "<blockquote><p>" + inline(String.join(" ", quoted)) + "</p></blockquote>";
        }
        if (lines.getFirst().startsWith("- ")) {
            return "<ul>" + items(lines) + "</ul>";
        }
        return "<p>" + inline(String.join(" ", lines)) + "</p>";
    }

    /// A line that does not begin with a dash goes on with the item before it.
    private static String items(List<String> lines) {
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

    private static String inline(String text) {
        var coded = CODE.matcher(escape(text)).replaceAll("<code>$1</code>");
        var strong = STRONG.matcher(coded).replaceAll("<strong>$1</strong>");
        return EMPHASIS.matcher(strong).replaceAll("<em>$1</em>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
