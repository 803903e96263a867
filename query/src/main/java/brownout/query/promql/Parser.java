// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.promql.Expr.Grouping;
import brownout.query.syntax.Pos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// PromQL text to syntax tree, by recursive descent and precedence climbing. Operators of one level
/// are read in a loop; the height of the tree is bounded, so no pass over it can run out of stack.
final class Parser {
    /// The tallest tree, counted in nodes from the root to the deepest leaf.
    static final int MAX_HEIGHT = 400;

    private static final int UNARY_OPERAND = BinaryOperator.POWER.precedence();
    private static final Set<String> NOT_A_METRIC =
            Set.of("bool", "on", "ignoring", "group_left", "group_right");

    private final Tokens tokens;
    private final SelectorParser selectors;
    private final ModifierParser modifiers;
    private final ClauseParser clauses;
    private int nesting;
    private int height; // of the tree returned last

    private Parser(String text) {
        tokens = new Tokens(text);
        selectors = new SelectorParser(tokens);
        modifiers = new ModifierParser(tokens);
        clauses = new ClauseParser(tokens);
    }

    /// Reads a whole query; throws [brownout.query.syntax.QueryError] of kind PARSE or UNSUPPORTED.
    /// Types are not checked yet.
    static Expr.Query parse(String text) {
        var parser = new Parser(text);
        if (parser.tokens.peek().isEnd()) {
            throw parser.tokens.error(new Pos(0, 0), "no expression found in input", "");
        }
        var body = parser.expression(1);
        parser.expectEnd();
        return new Expr.Query(body, text);
    }

    /// Reads a lone selector without `offset` or `@`: the value of `match[]`.
    static Expr.Selector parseSelector(String text) {
        var parser = new Parser(text);
        if (parser.tokens.peek().isEnd()) {
            throw parser.tokens.error(new Pos(0, 0), "no expression found in input", "");
        }
        var selector = parser.selectors.selector();
        parser.expectEnd();
        return selector;
    }

    private void expectEnd() {
        var token = tokens.peek();
        if (token.is(")")) {
            throw tokens.error(token.pos(), "unexpected right parenthesis ')'", "");
        }
        if (!token.isEnd()) {
            throw tokens.unexpected("", "");
        }
    }

    private Expr expression(int minPrecedence) {
        var left = unary();
        int leftHeight = height;
        while (true) {
            var operator = operator(tokens.peek());
            if (operator.isEmpty() || operator.get().precedence() < minPrecedence) {
                height = leftHeight;
                return left;
            }
            left = binary(operator.get(), left);
            leftHeight = grow(Math.max(leftHeight, height), left.pos());
        }
    }

    private static Optional<BinaryOperator> operator(Token token) {
        return switch (token.kind()) {
            case SYMBOL, WORD -> BinaryOperator.of(token.text());
            case END, NUMBER, STRING -> Optional.empty();
        };
    }

    private Expr binary(BinaryOperator operator, Expr left) {
        tokens.take();
        boolean bool = tokens.takeWord("bool");
        var matching = clauses.matching();
        boolean rightAssociative = operator == BinaryOperator.POWER;
        var right = expression(operator.precedence() + (rightAssociative ? 0 : 1));
        return new Expr.Binary(operator, bool, matching, left, right, left.pos().to(right.pos()));
    }

    private Expr unary() {
        var sign = tokens.peek();
        if (!sign.is("+") && !sign.is("-")) {
            return postfix(primary());
        }
        descend(sign.pos());
        tokens.take();
        boolean minus = sign.is("-");
        var operand = expression(UNARY_OPERAND);
        nesting--;
        var pos = sign.pos().to(operand.pos());
        if (operand instanceof Expr.Literal(var value, _)) {
            return new Expr.Literal(minus ? -value : value, pos);
        }
        height = grow(height, pos);
        return new Expr.Unary(minus, operand, pos);
    }

    private Expr postfix(Expr primary) {
        var expr = primary;
        while (true) {
            var token = tokens.peek();
            if (token.is("[")) {
                expr = modifiers.range(expr);
            } else if (token.isWord("offset")) {
                expr = modifiers.offset(expr);
            } else if (token.is("@")) {
                expr = modifiers.at(expr);
            } else if (token.isWord("anchored") || token.isWord("smoothed")) {
                throw tokens.unsupported(token.pos(), "the modifier " + token.text(), "");
            } else {
                return expr;
            }
            height = grow(height, expr.pos());
        }
    }

    private Expr primary() {
        var token = tokens.peek();
        height = 1;
        return switch (token.kind()) {
            case END -> throw tokens.unexpected("", "");
            case NUMBER -> new Expr.Literal(tokens.take().number(), token.pos());
            case STRING -> new Expr.Text(tokens.take().text(), token.pos());
            case WORD -> word(token);
            case SYMBOL -> {
                if (token.is("{")) {
                    yield selectors.selector();
                }
                yield paren(token);
            }
        };
    }

    private Expr paren(Token open) {
        if (open.is(")")) {
            throw tokens.error(open.pos(), "unexpected right parenthesis ')'", "");
        }
        if (!open.is("(")) {
            throw tokens.unexpected("", "");
        }
        descend(open.pos());
        tokens.take();
        var inner = expression(1);
        close();
        nesting--;
        var pos = tokens.since(open.pos());
        height = grow(height, pos);
        return new Expr.Paren(inner, pos);
    }

    private void close() {
        if (!tokens.take(")")) {
            throw tokens.unexpected("", "");
        }
    }

    private Expr word(Token token) {
        var lower = token.text().toLowerCase(Locale.ROOT);
        boolean opens = tokens.second().is("(");
        var aggregation = Aggregation.of(lower);
        boolean grouped = tokens.second().isWord("by") || tokens.second().isWord("without");
        if (aggregation.isPresent() && (opens || grouped)) {
            return aggregate(aggregation.get());
        }
        if (lower.equals("inf") || lower.equals("nan")) {
            tokens.take();
            double value = lower.equals("inf") ? Double.POSITIVE_INFINITY : Double.NaN;
            return new Expr.Literal(value, token.pos());
        }
        if (NOT_A_METRIC.contains(lower) || operator(token).isPresent()) {
            throw tokens.unexpected("", "");
        }
        return opens ? call(token) : selectors.selector();
    }

    private Expr call(Token name) {
        var function = Functions.get(name.text());
        if (function.isEmpty()) {
            if (Functions.REFUSED.contains(name.text())) {
                throw tokens.unsupported(name.pos(), "function " + name.text() + "()", "");
            }
            var message = "unknown function with name \"" + name.text() + "\"";
            throw tokens.error(name.pos(), message, Functions.suggestion(name.text()));
        }
        tokens.take();
        var args = arguments(name);
        return new Expr.Call(function.get(), args, tokens.since(name.pos()));
    }

    private List<Expr> arguments(Token name) {
        descend(name.pos());
        tokens.expect("(", "function call");
        var args = new ArrayList<Expr>();
        int tallest = 1;
        while (!tokens.peek().is(")")) {
            if (!args.isEmpty()) {
                comma();
            }
            args.add(expression(1));
            tallest = Math.max(tallest, height);
            if (!tokens.peek().is(",")) {
                break;
            }
        }
        close();
        nesting--;
        height = grow(tallest, name.pos());
        return args;
    }

    private void comma() {
        var comma = tokens.expect(",", "function call");
        if (tokens.peek().is(")")) {
            throw tokens.error(
                    comma.pos(), "trailing commas not allowed in function call args", "");
        }
    }

    private Expr aggregate(Aggregation aggregation) {
        var name = tokens.take();
        if (!aggregation.isSupported()) {
            throw tokens.unsupported(name.pos(), "aggregation " + aggregation.text() + "()", "");
        }
        var before = clauses.grouping();
        var args = arguments(name);
        var after = clauses.grouping();
        if (before.isPresent() && after.isPresent()) {
            throw tokens.error(name.pos(), "unexpected <by>", "Give one grouping clause");
        }
        int wanted = aggregation.parameter().isPresent() ? 2 : 1;
        if (args.isEmpty()) {
            throw tokens.error(
                    tokens.since(name.pos()),
                    "no arguments for aggregate expression provided",
                    "Give the vector: " + aggregation.text() + "(metric)");
        }
        if (args.size() != wanted) {
            throw tokens.error(
                    tokens.since(name.pos()),
                    "wrong number of arguments for aggregate expression provided, expected "
                            + wanted
                            + ", got "
                            + args.size(),
                    "");
        }
        Optional<Expr> parameter = wanted == 2 ? Optional.of(args.getFirst()) : Optional.empty();
        return new Expr.Aggregate(
                aggregation,
                before.or(() -> after).orElse(Grouping.ALL),
                parameter,
                args.getLast(),
                tokens.since(name.pos()));
    }

    private void descend(Pos pos) {
        nesting++;
        grow(nesting, pos);
    }

    private int grow(int childHeight, Pos pos) {
        if (childHeight >= MAX_HEIGHT) {
            throw tokens.error(
                    pos, "expression is nested too deeply", "Split it into several queries");
        }
        return childHeight + 1;
    }
}
