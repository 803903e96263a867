// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import brownout.query.data.Matcher;
import brownout.query.logql.Expr.Binary;
import brownout.query.logql.Expr.Cardinality;
import brownout.query.logql.Expr.Grouping;
import brownout.query.logql.Expr.Literal;
import brownout.query.logql.Expr.VectorMatching;
import brownout.query.logql.Token.Kind;
import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Recursive descent over the tokens of a query: metric expressions. [StageParser] reads selectors
/// and pipelines, [RangeParser] the inside of range functions. Operators between literals are
/// computed here, as upstream does.
final class Parser {
    private final Tokens in;
    private final StageParser stages;

    private Parser(String query) {
        this.in = new Tokens(query);
        this.stages = new StageParser(in);
    }

    static Expr parse(String query) {
        var parser = new Parser(query);
        var expr = parser.expression(0);
        if (!parser.in.at(Kind.END)) {
            throw parser.in.unexpected();
        }
        return expr;
    }

    /// A selector without a pipeline; `{}` is allowed.
    static List<Matcher> parseSelector(String query) {
        var parser = new Parser(query);
        var matchers = parser.stages.matchers();
        if (!parser.in.at(Kind.END)) {
            parse(query);
            throw new QueryError(
                    QueryError.Kind.PARSE,
                    Pos.NONE,
                    query,
                    "only label matchers are supported",
                    "");
        }
        return matchers;
    }

    private Expr expression(int minPrecedence) {
        in.enter();
        var left = primary();
        while (true) {
            var operator = BinaryOperator.of(in.peek()).orElse(null);
            if (operator == null || operator.precedence < minPrecedence) {
                in.leave();
                return left;
            }
            in.take();
            boolean bool = operator.isComparison() && in.take("bool");
            var matching = matching(operator);
            int next = operator.precedence + (operator.isRightAssociative() ? 0 : 1);
            left = binary(operator, bool, matching, left, expression(next));
        }
    }

    private Expr binary(
            BinaryOperator operator,
            boolean bool,
            Optional<VectorMatching> matching,
            Expr left,
            Expr right) {
        refuseLines("left", operator, left);
        refuseLines("right", operator, right);
        if (operator.isSet()) {
            refuseLiteral("left", operator, left);
            refuseLiteral("right", operator, right);
        }
        var pos = left.pos().to(right.pos());
        if (left instanceof Literal a && right instanceof Literal b) {
            return new Literal(operator.apply(a.value(), b.value()), pos);
        }
        return new Binary(operator, bool, matching, left, right, pos);
    }

    private void refuseLines(String side, BinaryOperator operator, Expr leg) {
        if (leg.isLogQuery()) {
            throw in.error(
                    leg.pos(),
                    "unexpected type for %s leg of binary operation (%s): a log query"
                            .formatted(side, operator.symbol),
                    "Count its lines, for example with count_over_time(... [5m])");
        }
    }

    private void refuseLiteral(String side, BinaryOperator operator, Expr leg) {
        if (leg instanceof Literal literal) {
            throw in.error(
                    leg.pos(),
                    "unexpected literal for %s leg of logical/set binary operation (%s): %f"
                            .formatted(side, operator.symbol, literal.value()),
                    "Write vector(n) for a vector with one sample");
        }
    }

    private Optional<VectorMatching> matching(BinaryOperator operator) {
        if (!in.at("on") && !in.at("ignoring")) {
            return Optional.empty();
        }
        boolean on = in.take().is("on");
        var labels = stages.names();
        var cardinality = Cardinality.ONE_TO_ONE;
        var include = List.<String>of();
        if (in.at("group_left") || in.at("group_right")) {
            if (operator.isSet()) {
                throw in.unexpected();
            }
            cardinality =
                    in.take().is("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
            // Parentheses behind it are its labels, except where they hold an expression.
            if (in.at("(") && (in.peek(1).is(Kind.IDENTIFIER) || in.peek(1).is(")"))) {
                include = stages.names();
            }
        }
        return Optional.of(new VectorMatching(on, labels, cardinality, include));
    }

    private Expr primary() {
        var token = in.peek();
        if (token.is("(")) {
            in.take();
            var inner = expression(0);
            in.expect(")");
            return inner instanceof Expr.Log log ? stages.continued(log) : inner;
        }
        if (token.is("{")) {
            return stages.log();
        }
        if (token.is(Kind.NUMBER) || token.is("+") || token.is("-")) {
            return new Literal(number(), in.since(token.pos()));
        }
        if (token.is(Kind.KEYWORD)) {
            return call(token);
        }
        throw in.unexpected();
    }

    private Expr call(Token name) {
        var range = RangeFunction.named(name.text());
        if (range.isPresent()) {
            in.take();
            return new RangeParser(in, stages).aggregation(range.get(), name.pos());
        }
        var operator = VectorOperator.named(name.text());
        if (operator.isPresent()) {
            in.take();
            return vectorAggregation(operator.get(), name.pos());
        }
        if (in.take("vector")) {
            in.expect("(");
            double value = number();
            in.expect(")");
            return new Expr.Vector(value, in.since(name.pos()));
        }
        if (in.take("label_replace")) {
            return labelReplace(name.pos());
        }
        throw in.unexpected();
    }

    private Expr vectorAggregation(VectorOperator operator, Pos start) {
        var grouping = grouping();
        in.expect("(");
        var count = Optional.<Token>empty();
        if (in.at(Kind.NUMBER) && in.peek(1).is(",")) {
            count = Optional.of(in.take());
            in.take();
        }
        var inner = metric();
        in.expect(")");
        if (grouping.isEmpty()) {
            grouping = grouping();
        }
        int series = count(operator, count, in.since(start));
        boolean sorts = operator == VectorOperator.SORT || operator == VectorOperator.SORT_DESC;
        if (grouping.isPresent() && (sorts || operator == VectorOperator.APPROX_TOPK)) {
            throw in.error(start, "grouping not allowed for " + operator.text(), "");
        }
        if (operator == VectorOperator.APPROX_TOPK) {
            throw in.unsupported(start, "approx_topk is");
        }
        return new Expr.VectorAggregation(operator, series, inner, grouping, in.since(start));
    }

    private int count(VectorOperator operator, Optional<Token> count, Pos pos) {
        if (!operator.takesCount()) {
            if (count.isPresent()) {
                throw in.error(
                        count.get().pos(),
                        "unsupported parameter for operation "
                                + operator.text()
                                + "("
                                + count.get().text()
                                + ",",
                        "");
            }
            return 0;
        }
        if (count.isEmpty()) {
            throw in.error(pos, "parameter required for operation " + operator.text(), "");
        }
        var text = count.get().text();
        if (!text.matches("[0-9]{1,9}")) {
            throw in.error(
                    count.get().pos(),
                    "invalid parameter " + operator.text() + "(" + text + ",",
                    "");
        }
        int series = Integer.parseInt(text);
        if (series == 0) {
            throw in.error(
                    count.get().pos(),
                    "invalid parameter (must be greater than 0) " + operator.text() + "(" + text,
                    "");
        }
        return series;
    }

    private Optional<Grouping> grouping() {
        return stages.grouping();
    }

    private Expr metric() {
        var inner = expression(0);
        if (inner.isLogQuery()) {
            throw in.error(
                    in.peek().pos(),
                    "syntax error: unexpected " + in.peek().describe(),
                    "A log query has no numbers; count its lines with count_over_time(... [5m])");
        }
        return inner;
    }

    private Expr labelReplace(Pos start) {
        in.expect("(");
        var inner = metric();
        var texts = new ArrayList<String>();
        var last = in.peek();
        while (texts.size() < 4) {
            in.expect(",");
            last = in.expect(Kind.STRING);
            texts.add(last.text());
        }
        in.expect(")");
        try {
            var _ = Pattern.compile(texts.get(3));
        } catch (PatternSyntaxException e) {
            throw in.error(last.pos(), "invalid regex in label_replace: " + e.getMessage(), "");
        }
        return new Expr.LabelReplace(
                inner, texts.get(0), texts.get(1), texts.get(2), texts.get(3), in.since(start));
    }

    /// A number with an optional sign.
    private double number() {
        boolean minus = in.at("-");
        if (minus || in.at("+")) {
            in.take();
        }
        return minus ? -stages.literal() : stages.literal();
    }
}
