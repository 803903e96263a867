// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.logql.Template.Argument;
import brownout.query.logql.Template.Call;
import brownout.query.logql.Template.Part;
import brownout.query.syntax.Cursor;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import java.util.ArrayList;
import java.util.List;

/// Reads a template out of a string of a query. Control structures and most functions are refused.
/// Errors stand at the string, since its escapes hide the place inside.
final class TemplateParser {
    private final Tokens tokens;
    private final Pos pos;
    private final Cursor in;
    private final List<Part> parts = new ArrayList<>();

    private TemplateParser(Tokens tokens, Token string) {
        this.tokens = tokens;
        this.pos = string.pos();
        this.in = new Cursor(string.text());
    }

    static Template parse(Tokens tokens, Token string) {
        var parser = new TemplateParser(tokens, string);
        try {
            parser.parts();
        } catch (QueryError e) {
            throw e.pos().equals(string.pos()) ? e : parser.invalid(String.valueOf(e.getMessage()));
        }
        return new Template(string.text(), parser.parts);
    }

    private void parts() {
        boolean trim = false;
        while (!in.atEnd()) {
            int open = in.text().indexOf("{{", in.offset());
            var text = in.text().substring(in.offset(), open < 0 ? in.text().length() : open);
            in.seek(in.offset() + text.length());
            boolean trimEnd =
                    in.text().startsWith("{{- ", in.offset())
                            || in.text().startsWith("{{-\n", in.offset());
            text = trim ? text.stripLeading() : text;
            text = trimEnd ? text.stripTrailing() : text;
            if (!text.isEmpty()) {
                parts.add(new Part.Text(text));
            }
            if (open >= 0) {
                in.seek(open + 2);
                if (trimEnd) {
                    in.take();
                    blank();
                }
                trim = action();
            }
        }
    }

    /// Reads up to the closing braces; true where they trim the text behind them.
    private boolean action() {
        if (in.take("/*")) {
            int end = in.text().indexOf("*/", in.offset());
            if (end < 0) {
                throw invalid("unclosed comment");
            }
            in.seek(end + 2);
        } else {
            var calls = new ArrayList<Call>();
            do {
                calls.add(call(!calls.isEmpty()));
                blank();
            } while (in.take("|"));
            parts.add(new Part.Pipe(calls));
        }
        blank();
        boolean trim = in.take("-");
        if (!in.take("}}")) {
            throw invalid(in.atEnd() ? "unclosed action" : "unexpected \"" + in.peek() + "\"");
        }
        return trim;
    }

    private void blank() {
        in.takeWhile(Character::isWhitespace);
    }

    private Call call(boolean piped) {
        blank();
        if (in.atEnd()) {
            throw invalid("unclosed action");
        }
        if (!Character.isLetter(in.peek()) && in.peek() != '_') {
            if (piped) {
                throw invalid("a pipe leads to something that is no function");
            }
            return new Call(TemplateFunction.VALUE, List.of(argument()));
        }
        var name = in.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_');
        if (TemplateFunction.OTHERS.contains(name)) {
            throw tokens.unsupported(pos, name + " in a template is");
        }
        var function =
                TemplateFunction.named(name)
                        .orElseThrow(() -> invalid("function \"" + name + "\" not defined"));
        var arguments = new ArrayList<Argument>();
        blank();
        while (!in.atEnd() && in.peek() != '|' && in.peek() != '}' && !atTrim()) {
            arguments.add(argument());
            blank();
        }
        check(function, arguments, piped);
        return new Call(function, arguments);
    }

    private boolean atTrim() {
        return in.peek() == '-' && in.peek(1) == '}';
    }

    private void check(TemplateFunction function, List<Argument> arguments, boolean piped) {
        int count = arguments.size() + (piped ? 1 : 0);
        if (function.arity >= 0 && count != function.arity) {
            throw invalid(
                    "wrong number of args for %s: want %d got %d"
                            .formatted(function.text, function.arity, count));
        }
        switch (function) {
            case TRUNCATE -> number(arguments.getFirst());
            case SUBSTRING -> {
                number(arguments.getFirst());
                number(arguments.get(1));
            }
            case PRINTF -> format(arguments, count);
            case VALUE,
                    LINE,
                    LOWER,
                    UPPER,
                    TO_LOWER,
                    TO_UPPER,
                    TRIM,
                    TRIM_PREFIX,
                    TRIM_SUFFIX,
                    REPLACE,
                    DEFAULT -> {}
        }
    }

    private void number(Argument argument) {
        boolean fine =
                argument instanceof Argument.Literal literal
                        && literal.value().matches("-?[0-9]{1,9}");
        if (!fine) {
            throw tokens.unsupported(pos, "a count in a template that is no number is");
        }
    }

    private void format(List<Argument> arguments, int count) {
        if (!(!arguments.isEmpty() && arguments.getFirst() instanceof Argument.Literal format)) {
            throw tokens.unsupported(pos, "printf without a literal format is");
        }
        var verbs = format.value().replace("%%", "");
        var others = verbs.replace("%s", "").replace("%v", "");
        int wanted = (verbs.length() - others.length()) / 2 + 1;
        if (others.indexOf('%') >= 0 || wanted != count) {
            throw tokens.unsupported(pos, "printf with other verbs than %s and %v, one each, is");
        }
    }

    private Argument argument() {
        if (in.peek() == '"' || in.peek() == '`') {
            return new Argument.Literal(in.takeString());
        }
        if (in.peek() == '.') {
            in.take();
            var name = in.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_');
            if (name.isEmpty()) {
                throw tokens.unsupported(pos, "the whole label set in a template is");
            }
            return new Argument.Label(name);
        }
        var number = in.takeWhile(c -> Character.isDigit(c) || c == '-');
        if (number.matches("-?[0-9]+")) {
            return new Argument.Literal(number);
        }
        if (in.peek() == '$' || in.peek() == '(') {
            throw tokens.unsupported(pos, "\"" + in.peek() + "\" in a template is");
        }
        throw invalid("unexpected \"" + in.peek() + "\" in operand");
    }

    private QueryError invalid(String what) {
        return tokens.error(pos, "invalid line template: template: " + what, "");
    }
}
