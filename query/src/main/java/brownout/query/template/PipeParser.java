// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.syntax.Cursor;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import brownout.query.syntax.Suggestion;
import brownout.query.template.Node.Operand;
import brownout.query.template.Node.Pipe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads what stands inside of an action: pipes, calls, variables, fields and constants. Knows which
/// variables are in sight.
final class PipeParser<C> {
    final Cursor cursor;
    private final Map<String, Function<C>> functions;
    private final List<String> variables = new ArrayList<>();

    PipeParser(Cursor cursor, Map<String, Function<C>> functions, List<String> variables) {
        this.cursor = cursor;
        this.functions = functions;
        this.variables.addAll(variables);
    }

    int mark() {
        return variables.size();
    }

    /// Forgets the variables declared since `mark`.
    void release(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    /// `loop`: two variables may be declared.
    Pipe<C> pipe(boolean loop) {
        int start = cursor.offset();
        var names = new ArrayList<String>();
        boolean declares = assignment(names, loop);
        var operands = new ArrayList<Operand<C>>();
        do {
            blank();
            operands.add(command(!operands.isEmpty()));
            blank();
        } while (cursor.take("|"));
        if (declares) {
            variables.addAll(names);
        }
        return new Pipe<>(List.copyOf(names), declares, List.copyOf(operands), cursor.since(start));
    }

    /// Takes `$a :=`, `$a =` or `$a, $b :=` where one stands here; whether it declares them.
    private boolean assignment(List<String> names, boolean loop) {
        int start = cursor.offset();
        blank();
        while (cursor.peek() == '$' && names.size() < 2) {
            cursor.take();
            names.add("$" + word());
            blank();
            if (!cursor.take(",")) {
                break;
            }
            blank();
        }
        boolean declares = cursor.take(":=");
        boolean sets = !declares && !names.isEmpty() && cursor.peek() == '=';
        if (declares || sets) {
            cursor.seek(cursor.offset() + (sets ? 1 : 0));
            if (names.size() > 1 && !loop) {
                throw cursor.error(start, "too many variables", "Only range declares two");
            }
            for (var name : names) {
                if (sets && !variables.contains(name)) {
                    throw undefined(start, name);
                }
            }
            return declares;
        }
        cursor.seek(start);
        names.clear();
        return false;
    }

    private Operand<C> command(boolean piped) {
        int start = cursor.offset();
        if (isLetter(cursor.peek())) {
            var name = word();
            var function = functions.get(name);
            if (function != null) {
                return call(function, start, piped);
            }
            cursor.seek(start);
        }
        var operand = operand();
        blank();
        if (!atStop()) {
            throw cursor.error(
                    start,
                    operand instanceof Node.Field<C>
                            ? "methods are not supported"
                            : "arguments for what is no function",
                    "Begin with the name of a function");
        }
        if (piped) {
            throw cursor.error(start, "a pipe leads to what is no function", "");
        }
        return operand;
    }

    private Operand<C> call(Function<C> function, int start, boolean piped) {
        var arguments = new ArrayList<Operand<C>>();
        blank();
        while (!atStop()) {
            arguments.add(operand());
            blank();
        }
        var pos = cursor.since(start);
        arity(function, arguments.size() + (piped ? 1 : 0), start);
        return new Node.Call<>(function, List.copyOf(arguments), pos);
    }

    private void arity(Function<C> function, int count, int start) {
        if (count < function.least() || count > function.most()) {
            boolean exact = function.least() == function.most();
            throw cursor.error(
                    start,
                    "wrong number of arguments for %s: want %s%d, got %d"
                            .formatted(
                                    function.name(),
                                    exact
                                            ? ""
                                            : count < function.least() ? "at least " : "at most ",
                                    count < function.least() ? function.least() : function.most(),
                                    count),
                    "");
        }
    }

    private Operand<C> operand() {
        int start = cursor.offset();
        char c = cursor.peek();
        if (c == '"' || c == '`') {
            return new Node.Constant<>(new Item.Text(cursor.takeString()));
        }
        if (c == '\'') {
            var text = cursor.takeString();
            if (text.codePointCount(0, text.length()) != 1) {
                throw cursor.error(start, "not one character", "Put texts in double quotes");
            }
            return new Node.Constant<>(new Item.Whole(text.codePointAt(0)));
        }
        if (c == '.' && !isDigit(cursor.peek(1))) {
            if (!isLetter(cursor.peek(1))) {
                cursor.take();
                return new Node.Dot<>();
            }
            return fields(new Node.Dot<>(), start);
        }
        if (c == '$') {
            cursor.take();
            var name = "$" + word();
            if (!name.equals("$") && !variables.contains(name)) {
                throw undefined(start, name);
            }
            return fields(new Node.Variable<>(name), start);
        }
        if (c == '(') {
            cursor.take();
            blank();
            var pipe = pipe(false);
            blank();
            if (!cursor.take(")")) {
                throw cursor.error(start, "unclosed parenthesis", "Close it with )");
            }
            return fields(new Node.Nested<>(pipe), start);
        }
        if (isLetter(c)) {
            return named(start);
        }
        if (isDigit(c) || c == '-' || c == '+' || c == '.') {
            return new Node.Constant<>(number(start));
        }
        if (cursor.atEnd()) {
            throw cursor.error(start, "unclosed action", "Close it with }}");
        }
        throw cursor.error(
                start, atStop() ? "missing value" : "unexpected \"" + cursor.take() + "\"", "");
    }

    private Operand<C> named(int start) {
        var name = word();
        return switch (name) {
            case "true", "false" -> new Node.Constant<>(new Item.Flag(name.equals("true")));
            case "nil" -> new Node.Constant<>(new Item.Nothing());
            default -> {
                var function = functions.get(name);
                if (function == null) {
                    throw cursor.error(
                            start,
                            "function \"" + name + "\" not defined",
                            Suggestion.hint(name, functions.keySet()));
                }
                arity(function, 0, start);
                yield new Node.Call<>(function, List.of(), cursor.since(start));
            }
        };
    }

    private Operand<C> fields(Operand<C> of, int start) {
        var operand = of;
        while (cursor.peek() == '.' && isLetter(cursor.peek(1))) {
            cursor.take();
            operand = new Node.Field<>(operand, word(), cursor.since(start));
        }
        return operand;
    }

    private Item number(int start) {
        var text =
                cursor.takeWhile(
                        c -> isLetter((char) c) || isDigit((char) c) || "+-._".indexOf(c) >= 0);
        try {
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            return hex || text.matches("[+-]?[0-9]+")
                    ? new Item.Whole(
                            Long.decode(
                                    text.matches("[+-]?0+[0-9]+")
                                            ? text.replaceFirst("0+", "")
                                            : text))
                    : new Item.Real(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException _) {
            throw cursor.error(start, "bad number \"" + text + "\"", "");
        }
    }

    /// Whether the pipe or the call ends here.
    private boolean atStop() {
        char c = cursor.peek();
        return cursor.atEnd()
                || c == '|'
                || c == ')'
                || (c == '}' && cursor.peek(1) == '}')
                || (c == '-' && cursor.peek(1) == '}');
    }

    private QueryError undefined(int start, String name) {
        return cursor.error(
                start, "undefined variable \"" + name + "\"", Suggestion.hint(name, variables));
    }

    /// An error at `pos`.
    QueryError error(Pos pos, String message, String hint) {
        return new QueryError(QueryError.Kind.PARSE, pos, cursor.text(), message, hint);
    }

    String word() {
        return cursor.takeWhile(c -> isLetter((char) c) || isDigit((char) c));
    }

    void blank() {
        cursor.takeWhile(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r');
    }

    private static boolean isLetter(char c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
