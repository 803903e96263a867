// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.syntax.QueryError;
import brownout.query.template.Item;
import brownout.query.template.Template;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A label or annotation value of an alert: a Go template that knows `$labels`, `$value`,
/// `$externalLabels` and `$externalURL`, and the functions of [RuleFunctions].
record RuleTemplate(Template<RuleFunctions.Context> template) {
    private static final List<String> VARIABLES =
            List.of("$labels", "$externalLabels", "$externalURL", "$value");

    /// Throws [QueryError] with the position in `text`.
    static RuleTemplate parse(String text) {
        return new RuleTemplate(Template.parse(text, RuleFunctions.TABLE, VARIABLES));
    }

    /// The text for an alert of the series `labels` with `value`. A label that is missing is empty;
    /// where a function fails the text says so.
    String expand(Labels labels, double value, RuleFunctions.Context context) {
        var own = fields(labels);
        var external = fields(context.externalLabels());
        var url = new Item.Text(context.externalUrl());
        var number = new Item.Real(value);
        Map<String, Item> variables =
                Map.of(
                        "$labels", own,
                        "$externalLabels", external,
                        "$externalURL", url,
                        "$value", number);
        Map<String, Item> dot =
                Map.of(
                        "Labels", own,
                        "ExternalLabels", external,
                        "ExternalURL", url,
                        "Value", number);
        try {
            return template.fill(context, new Item.Fields(dot, false), variables);
        } catch (QueryError e) {
            return "<error expanding template: %d:%d: %s>"
                    .formatted(e.line(), e.column(), e.text());
        }
    }

    static Item fields(Labels labels) {
        var fields = new TreeMap<String, Item>();
        labels.forEach((name, value) -> fields.put(name, new Item.Text(value)));
        return new Item.Fields(fields, true);
    }
}
