// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.alerting.Template.Filter;
import brownout.query.alerting.Template.Part;
import brownout.query.alerting.Template.Source;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;

/// Reads a [Template]: `{{ source | filter | filter }}` or `{{ printf "%.2f" source }}` in text.
final class TemplateParser {
    private static final String KNOWN =
            "Use $labels.name or $value, then | humanize, humanizePercentage, humanizeDuration or"
                    + " printf \"%.2f\"";

    private final Cursor cursor;

    TemplateParser(String text) {
        cursor = new Cursor(text);
    }

    Template parse() {
        var parts = new ArrayList<Part>();
        while (!cursor.atEnd()) {
            int start = cursor.offset();
            int open = cursor.text().indexOf("{{", start);
            int end = open < 0 ? cursor.text().length() : open;
            if (end > start) {
                parts.add(new Template.Literal(cursor.text().substring(start, end)));
            }
            cursor.seek(end);
            if (open >= 0) {
                parts.add(hole());
            }
        }
        return new Template(parts);
    }

    private Template.Hole hole() {
        int start = cursor.offset();
        cursor.take("{{");
        blank();
        var filters = new ArrayList<Filter>();
        int first = cursor.offset();
        if (word().equals("printf")) {
            filters.add(printf());
            blank();
        } else {
            cursor.seek(first);
        }
        var source = source();
        blank();
        while (cursor.take("|")) {
            blank();
            filters.add(filter());
            blank();
        }
        if (!cursor.take("}}")) {
            if (cursor.atEnd()) {
                throw cursor.error(start, "unclosed action", "Close it with }}");
            }
            throw unsupported(cursor.offset());
        }
        refuseTextAsNumber(source, filters, start);
        return new Template.Hole(source, filters);
    }

    /// `%f` wants the number itself, not a label or the text that another filter made.
    private void refuseTextAsNumber(Source source, List<Filter> filters, int start) {
        for (int i = 0; i < filters.size(); i++) {
            boolean number = i == 0 && source instanceof Template.ValueSource;
            if (!number
                    && filters.get(i) instanceof Template.Printf(_, var verb, _, _)
                    && verb == 'f') {
                throw cursor.error(
                        start, "printf \"%f\" of text", "Apply it to $value, as the first filter");
            }
        }
    }

    private Source source() {
        int start = cursor.offset();
        if (cursor.take("$labels.") || cursor.take(".Labels.")) {
            var name = word();
            if (!name.isEmpty()) {
                return new Template.LabelSource(name);
            }
        }
        if ((cursor.take("$value") || cursor.take(".Value")) && word().isEmpty()) {
            return new Template.ValueSource();
        }
        throw unsupported(start);
    }

    private Filter filter() {
        int start = cursor.offset();
        return switch (word()) {
            case "humanize" -> new Template.Humanize();
            case "humanizePercentage" -> new Template.HumanizePercentage();
            case "humanizeDuration" -> new Template.HumanizeDuration();
            case "printf" -> printf();
            default -> throw unsupported(start);
        };
    }

    /// A format with exactly one of `%s %v %f %.Nf`; `%%` is a percent sign.
    private Filter printf() {
        blank();
        int start = cursor.offset();
        if (cursor.peek() != '"' && cursor.peek() != '`') {
            throw unsupported(start);
        }
        var format = new Cursor(cursor.takeString());
        var before = literal(format);
        if (!format.take("%")) {
            throw unsupported(start);
        }
        int digits = 6;
        if (format.take(".")) {
            var number = format.takeWhile(c -> c >= '0' && c <= '9');
            digits = number.isEmpty() || number.length() > 2 ? -1 : Integer.parseInt(number);
        }
        char verb = format.atEnd() ? 0 : format.take();
        boolean known =
                digits >= 0 && (verb == 'f' || ((verb == 's' || verb == 'v') && digits == 6));
        var after = literal(format);
        if (!known || !format.atEnd()) {
            throw unsupported(start);
        }
        return new Template.Printf(before, verb, digits, after);
    }

    private static String literal(Cursor format) {
        var text = new StringBuilder(format.takeWhile(c -> c != '%'));
        while (format.take("%%")) {
            text.append('%').append(format.takeWhile(c -> c != '%'));
        }
        return text.toString();
    }

    private String word() {
        return cursor.takeWhile(c ->
                (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || c == '_'
                        || (c >= '0' && c <= '9'));
    }

    private void blank() {
        cursor.takeWhile(c -> c == ' ' || c == '\t' || c == '\n');
    }

    private QueryError unsupported(int start) {
        cursor.seek(start);
        var found = cursor.takeWhile(c -> c != '}' && c != '|');
        return new QueryError(
                QueryError.Kind.UNSUPPORTED,
                new Pos(start, Math.max(start + 1, cursor.offset())),
                cursor.text(),
                "template action \"" + found.strip() + "\" is not supported yet",
                KNOWN);
    }
}
