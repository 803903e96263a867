// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.data.Labels;
import brownout.query.promql.GoFloat;
import java.util.List;

/// A label or annotation value: text with `{{ … }}` in it. A hole holds `$labels.name` or `$value`,
/// then any number of `| filter`: `humanize`, `humanizePercentage`, `humanizeDuration`,
/// `printf "%.2f"`. Everything else of Go's templates is refused when the template is read.
record Template(List<Part> parts) {
    Template {
        parts = List.copyOf(parts);
    }

    /// A piece of a template.
    sealed interface Part {}

    record Literal(String text) implements Part {}

    record Hole(Source source, List<Filter> filters) implements Part {
        Hole {
            filters = List.copyOf(filters);
        }
    }

    /// Where a hole's value comes from.
    sealed interface Source {}

    record LabelSource(String name) implements Source {}

    record ValueSource() implements Source {}

    /// What is done to it.
    sealed interface Filter {}

    record Humanize() implements Filter {}

    record HumanizePercentage() implements Filter {}

    record HumanizeDuration() implements Filter {}

    /// Text around one verb: `%s` and `%v` take any value, `%.2f` a number (`digits` 6 for `%f`).
    record Printf(String before, char verb, int digits, String after) implements Filter {}

    /// Throws [brownout.query.syntax.QueryError] with the position in `text`.
    static Template parse(String text) {
        return new TemplateParser(text).parse();
    }

    /// The text for an alert of the series `labels` with `value`. A label that is missing is empty; a
    /// filter that wants a number and gets other text passes it on unchanged.
    String expand(Labels labels, double value) {
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Literal(var literal) -> text.append(literal);
                case Hole(var source, var filters) ->
                        text.append(fill(source, filters, labels, value));
            }
        }
        return text.toString();
    }

    private static String fill(Source source, List<Filter> filters, Labels labels, double value) {
        var text =
                switch (source) {
                    case LabelSource(var name) -> labels.get(name);
                    case ValueSource() -> GoFloat.general(value);
                };
        boolean exact = source instanceof ValueSource; // no filter has rounded it yet
        for (var filter : filters) {
            text = apply(filter, text, exact ? value : number(text));
            exact = false;
        }
        return text;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    private static String apply(Filter filter, String text, double value) {
        return switch (filter) {
            case Printf(var before, var verb, var digits, var after) ->
                    before + (verb == 'f' ? HumanText.fixed(value, digits) : text) + after;
            case Humanize _ -> isText(text, value) ? text : HumanText.number(value);
            case HumanizePercentage _ -> isText(text, value) ? text : HumanText.percentage(value);
            case HumanizeDuration _ -> isText(text, value) ? text : HumanText.duration(value);
        };
    }

    private static boolean isText(String text, double value) {
        return Double.isNaN(value) && !text.equals("NaN");
    }
}
