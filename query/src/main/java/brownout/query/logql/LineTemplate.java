// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.syntax.QueryError;
import brownout.query.template.Item;
import brownout.query.template.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The template of a line or label: a Go template that is filled with the labels of an entry and knows
/// the functions of [LineFunctions].
final class LineTemplate {
    private static final String FAILED = "TemplateFormatErr";

    private final Template<WorkingEntry> template;
    private final Optional<List<String>> labels;

    private LineTemplate(Template<WorkingEntry> template) {
        this.template = template;
        this.labels = template.fields();
    }

    /// Reads a string of a query. Errors stand at the string, since its escapes hide the place inside.
    static LineTemplate parse(Tokens tokens, Token string) {
        Template<WorkingEntry> template;
        try {
            template = Template.parse(string.text(), LineFunctions.TABLE, List.of());
        } catch (QueryError e) {
            var what = "invalid line template: template: " + e.getMessage();
            throw tokens.error(string.pos(), what, e.hint());
        }
        for (var name : template.functions()) {
            if (LineFunctions.OTHERS.contains(name)) {
                throw tokens.unsupported(string.pos(), name + " in a template is");
            }
        }
        return new LineTemplate(template);
    }

    /// The text it was read from.
    String source() {
        return template.source();
    }

    /// The names of the labels that it shows; empty where it may show any.
    Optional<List<String>> labels() {
        return labels;
    }

    /// The text for an entry; empty where that fails, which marks the entry.
    Optional<String> fill(WorkingEntry entry) {
        var fields = new TreeMap<String, Item>();
        if (labels.isPresent()) {
            labels.get().forEach(name -> fields.put(name, new Item.Text(entry.text(name))));
        } else {
            entry.labels().forEach((name, value) -> fields.put(name, new Item.Text(value)));
        }
        try {
            return Optional.of(template.fill(entry, new Item.Fields(fields, true), Map.of()));
        } catch (QueryError e) {
            entry.fail(FAILED, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Templates are the same where their texts are.
    @Override
    public boolean equals(Object other) {
        return other instanceof LineTemplate that && source().equals(that.source());
    }

    @Override
    public int hashCode() {
        return source().hashCode();
    }

    @Override
    public String toString() {
        return source();
    }
}
