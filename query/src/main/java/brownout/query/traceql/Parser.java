// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.traceql.Expr.Aggregate;
import brownout.query.traceql.Expr.Spanset;
import brownout.query.traceql.Expr.Stage;
import brownout.query.traceql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Recursive descent over the tokens of a query: stages and span sets. [FieldParser] reads what
/// stands in braces. Metrics and expressions over whole pipelines are refused.
final class Parser {
    private static final Set<String> METRICS =
            Set.of(
                    "rate",
                    "count_over_time",
                    "min_over_time",
                    "max_over_time",
                    "avg_over_time",
                    "sum_over_time",
                    "quantile_over_time",
                    "histogram_over_time",
                    "compare");

    private final Tokens in;
    private final FieldParser fields;
    private final TypeCheck check;

    private Parser(String query) {
        this.in = new Tokens(query);
        this.check = new TypeCheck(in);
        this.fields = new FieldParser(in);
    }

    static Expr parse(String query) {
        return new Parser(query).query();
    }

    /// An attribute or intrinsic alone.
    static Field.Named parseNamed(String text) {
        var parser = new Parser(text);
        var named = parser.fields.named();
        if (!parser.in.at(Kind.END)) {
            throw parser.in.unexpected();
        }
        return named;
    }

    private Expr query() {
        var start = in.peek().pos();
        var stages = new ArrayList<Stage>();
        do {
            stages.add(stage(stages.isEmpty()));
        } while (in.take("|"));
        var hints = hints();
        if (!in.at(Kind.END)) {
            throw in.unexpected();
        }
        return new Expr(stages, hints, in.since(start));
    }

    private Stage stage(boolean first) {
        var token = in.peek();
        if (token.is("{") || (token.is("(") && !beginsScalar())) {
            return spanset(1);
        }
        if (token.is(Kind.IDENTIFIER) && in.peek(1).is("(")) {
            if (METRICS.contains(token.text()) && !first) {
                throw in.unsupported(token.pos(), token.text() + "() is");
            }
            switch (token.text()) {
                case "by" -> {
                    return by();
                }
                case "select" -> {
                    return select();
                }
                case "coalesce" -> {
                    if (first) {
                        throw in.unexpected();
                    }
                    in.take();
                    in.expect("(");
                    in.expect(")");
                    return new Expr.Coalesce(in.since(token.pos()));
                }
                default -> {}
            }
        }
        return new ScalarParser(in, fields, check).filter();
    }

    /// True for a parenthesis around numbers and aggregates rather than around braces.
    private boolean beginsScalar() {
        int ahead = 0;
        while (in.peek(ahead).is("(")) {
            ahead++;
        }
        var token = in.peek(ahead);
        return !token.is("{");
    }

    private Spanset spanset(int minPrecedence) {
        in.enter();
        var left = spansetOperand();
        while (true) {
            var operator = SpansetOperator.of(in.peek()).orElse(null);
            int precedence = operator != null && operator.isStructural() ? 2 : 1;
            if (operator == null || precedence < minPrecedence) {
                in.leave();
                return left;
            }
            in.take();
            var right = spanset(precedence + 1);
            left = new Expr.Combined(operator, left, right, left.pos().to(right.pos()));
        }
    }

    private Spanset spansetOperand() {
        var start = in.peek().pos();
        if (in.take("(")) {
            in.enter();
            var inner = spanset(1);
            in.leave();
            if (in.at("|")) {
                throw in.unsupported(start, "combining whole pipelines is");
            }
            in.expect(")");
            return inner;
        }
        in.expect("{");
        if (in.take("}")) {
            var pos = in.since(start);
            return new Expr.Filter(new Field.Constant(Static.Bool.TRUE, pos), pos);
        }
        var condition = fields.field();
        in.expect("}");
        check.filter(condition);
        return new Expr.Filter(Folding.folded(condition), in.since(start));
    }

    private Stage by() {
        var start = in.take().pos();
        in.expect("(");
        var field = fields.field();
        in.expect(")");
        check.grouping(field);
        return new Expr.By(Folding.folded(field), in.since(start));
    }

    private Stage select() {
        var start = in.take().pos();
        in.expect("(");
        var names = new ArrayList<Field.Named>();
        do {
            names.add(fields.named());
        } while (in.take(","));
        in.expect(")");
        return new Expr.Select(names, in.since(start));
    }

    private List<Expr.Hint> hints() {
        var hints = new ArrayList<Expr.Hint>();
        while (in.peek().isWord("with") && in.peek(1).is("(")) {
            in.take();
            in.take();
            do {
                var name = in.expect(Kind.IDENTIFIER).text();
                in.expect("=");
                hints.add(new Expr.Hint(name, fields.constant()));
            } while (in.take(","));
            in.expect(")");
        }
        return hints;
    }

    static Optional<Aggregate> aggregate(Token token) {
        for (var aggregate : Aggregate.values()) {
            if (token.isWord(aggregate.text())) {
                return Optional.of(aggregate);
            }
        }
        return Optional.empty();
    }
}
