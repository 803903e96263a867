// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import brownout.query.syntax.DurationText;
import brownout.query.traceql.Field.Scope;
import brownout.query.traceql.Token.Kind;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads expressions over a span. Unary `-` and `!` bind looser than `*` and `^`, tighter than `+`.
final class FieldParser {
    private static final int MULTIPLICATIVE = 4;

    private final Tokens in;

    FieldParser(Tokens in) {
        this.in = in;
    }

    Field field() {
        var field = field(1);
        if (field instanceof Field.Constant constant && constant.value() instanceof Static.Nil) {
            throw in.error(
                    field.pos(), "syntax error: unexpected nil", "Compare with it: .a != nil");
        }
        return field;
    }

    private Field field(int minPrecedence) {
        in.enter();
        var left = operand();
        while (true) {
            var operator = Operator.of(in.peek()).orElse(null);
            if (operator == null || operator.precedence < minPrecedence) {
                in.leave();
                return left;
            }
            in.take();
            int next = operator == Operator.POWER ? 5 : operator.precedence + 1;
            var right = field(next);
            left = new Field.Binary(operator, left, right, left.pos().to(right.pos()));
        }
    }

    private Field operand() {
        var token = in.peek();
        if (in.take("(")) {
            var inner = field(1);
            in.expect(")");
            return inner;
        }
        if (in.take("!")) {
            return new Field.Not(field(MULTIPLICATIVE), in.since(token.pos()));
        }
        if (in.take("-")) {
            return new Field.Negative(field(MULTIPLICATIVE), in.since(token.pos()));
        }
        var constant = literal();
        if (constant.isPresent()) {
            return new Field.Constant(constant.get(), in.since(token.pos()));
        }
        if (token.isWord("parent")) {
            throw in.unsupported(token.pos(), "intrinsic (parent) is");
        }
        return named();
    }

    /// A literal with an optional sign.
    Static constant() {
        boolean minus = in.take("-");
        var token = in.peek();
        var value = literal().orElseThrow(in::unexpected);
        if (!minus) {
            return value;
        }
        var negative = Values.negative(value);
        if (negative instanceof Static.Nil) {
            throw in.error(token.pos(), "syntax error: unexpected " + token.describe(), "");
        }
        return negative;
    }

    private Optional<Static> literal() {
        var token = in.peek();
        var value =
                switch (token.kind()) {
                    case STRING -> new Static.Text(token.text());
                    case INTEGER -> integer(token);
                    case FLOAT -> new Static.Real(Double.parseDouble(token.text()));
                    case DURATION -> new Static.Span(nanos(token.text()));
                    case IDENTIFIER -> word(token.text());
                    case ATTRIBUTE, SYMBOL, END -> null;
                };
        if (value != null) {
            in.take();
        }
        return Optional.ofNullable(value);
    }

    private Static integer(Token token) {
        try {
            return new Static.Int(Long.parseLong(token.text()));
        } catch (NumberFormatException e) {
            throw in.error(token.pos(), "integer " + token.text() + " does not fit 64 bits", "");
        }
    }

    private static long nanos(String text) {
        var prometheus = DurationText.prometheus(text);
        return prometheus.isPresent()
                ? prometheus.getAsLong()
                : DurationText.go(text).orElseThrow();
    }

    private static @Nullable Static word(String word) {
        return switch (word) {
            case "true" -> Static.Bool.TRUE;
            case "false" -> Static.Bool.FALSE;
            case "nil" -> Static.Nil.VALUE;
            case "minInt" -> new Static.Int(Long.MIN_VALUE);
            case "maxInt" -> new Static.Int(Long.MAX_VALUE);
            case "ok", "error", "unset" ->
                    new Static.StatusValue(Trace.Status.valueOf(word.toUpperCase(Locale.ROOT)));
            case "unspecified", "internal", "server", "client", "producer", "consumer" ->
                    new Static.KindValue(Trace.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
            default -> null;
        };
    }

    /// An attribute or an intrinsic.
    Field.Named named() {
        var token = in.peek();
        if (in.at(Kind.ATTRIBUTE)) {
            in.take();
            for (var scope : Scope.values()) {
                if (scope.prefix.equals(token.scope())) {
                    return new Field.Attribute(scope, token.text(), token.pos());
                }
            }
            throw in.unsupported(token.pos(), token.scope() + " is");
        }
        if (!in.at(Kind.IDENTIFIER)) {
            throw in.unexpected();
        }
        in.take();
        var intrinsic = Intrinsic.named(token.text());
        if (intrinsic.isEmpty()) {
            throw in.error(
                    token.pos(),
                    "unknown identifier: " + token.text(),
                    "Attributes begin with a dot or a scope: ."
                            + token.text()
                            + ", span."
                            + token.text()
                            + " or resource."
                            + token.text());
        }
        return new Field.Intrinsics(intrinsic.get(), token.pos());
    }
}
