// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.data.Trace;
import brownout.query.data.TraceId;
import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes conditions ready to be asked of spans. A comparison of an attribute with a literal is strict
/// about the type: `.n = 3.0` does not find the whole number 3.
final class Conditions {
    /// A condition on one span, and on one of its events where it names events.
    interface Condition {
        boolean test(TraceView view, int index, Trace.@Nullable Event event);
    }

    private Conditions() {}

    /// A condition on the span as a whole: where `field` names events, one event has to satisfy all
    /// of it.
    static Condition ofSpan(Field field) {
        var condition = of(field);
        if (!namesEvent(field)) {
            return condition;
        }
        return (view, index, _) -> {
            var events = view.span(index).events();
            if (events.isEmpty()) {
                return condition.test(view, index, null);
            }
            for (var event : events) {
                if (condition.test(view, index, event)) {
                    return true;
                }
            }
            return false;
        };
    }

    static boolean namesEvent(Field field) {
        return switch (field) {
            case Field.Constant _ -> false;
            case Field.Attribute attribute -> attribute.scope() == Field.Scope.EVENT;
            case Field.Intrinsics intrinsics -> intrinsics.intrinsic().isOfEvent();
            case Field.Not not -> namesEvent(not.operand());
            case Field.Negative negative -> namesEvent(negative.operand());
            case Field.Binary binary -> namesEvent(binary.left()) || namesEvent(binary.right());
        };
    }

    /// True where the value of `field` is the boolean true.
    static Condition of(Field field) {
        return switch (field) {
            case Field.Constant constant -> {
                boolean value = Values.isTrue(constant.value());
                yield (_, _, _) -> value;
            }
            case Field.Not not -> negation(not.operand());
            case Field.Attribute _, Field.Intrinsics _, Field.Negative _ ->
                    (view, index, event) ->
                            Values.isTrue(SpanValues.value(field, view, index, event));
            case Field.Binary binary -> binary(binary);
        };
    }

    /// Of what is no boolean, the negation is not true either.
    private static Condition negation(Field operand) {
        if (operand instanceof Field.Attribute) {
            return (view, index, event) ->
                    Values.isTrue(Values.not(SpanValues.value(operand, view, index, event)));
        }
        var inner = of(operand);
        return (view, index, event) -> !inner.test(view, index, event);
    }

    private static Condition binary(Field.Binary binary) {
        var operator = binary.operator();
        return switch (operator) {
            case AND -> {
                var left = of(binary.left());
                var right = of(binary.right());
                yield (view, index, event) ->
                        left.test(view, index, event) && right.test(view, index, event);
            }
            case OR -> {
                var left = of(binary.left());
                var right = of(binary.right());
                yield (view, index, event) ->
                        left.test(view, index, event) || right.test(view, index, event);
            }
            case EQUAL,
                    NOT_EQUAL,
                    MATCH,
                    NO_MATCH,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL ->
                    comparison(binary);
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> (_, _, _) -> false;
        };
    }

    private static Condition comparison(Field.Binary binary) {
        if (binary.right() instanceof Field.Constant constant) {
            return withLiteral(binary.left(), binary.operator(), constant.value());
        }
        if (binary.left() instanceof Field.Constant constant) {
            return withLiteral(binary.right(), binary.operator().flipped(), constant.value());
        }
        return (view, index, event) ->
                Values.compare(
                        binary.operator(),
                        SpanValues.value(binary.left(), view, index, event),
                        SpanValues.value(binary.right(), view, index, event));
    }

    private static Condition withLiteral(Field field, Operator operator, Static literal) {
        if (literal instanceof Static.Nil) {
            boolean missing = operator == Operator.EQUAL;
            return (view, index, event) ->
                    SpanValues.value(field, view, index, event) instanceof Static.Nil == missing;
        }
        if (field instanceof Field.Attribute attribute) {
            return attribute(attribute, operator, literal);
        }
        if (operator.isRegex()) {
            var pattern = Values.pattern(literal.text());
            return (view, index, event) ->
                    Values.matches(operator, SpanValues.value(field, view, index, event), pattern);
        }
        if (field instanceof Field.Intrinsics intrinsics && intrinsics.intrinsic().isId()) {
            return id(intrinsics.intrinsic(), operator, literal.text());
        }
        return (view, index, event) ->
                Values.compare(operator, SpanValues.value(field, view, index, event), literal);
    }

    /// Ids compare as numbers, so leading zeros do not count; what is no id is never equal nor
    /// different.
    private static Condition id(Intrinsic intrinsic, Operator operator, String literal) {
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (!equality) {
            return (view, index, event) ->
                    Values.compare(
                            operator,
                            SpanValues.intrinsic(intrinsic, view, index, event),
                            new Static.Text(literal));
        }
        var wanted = TraceId.parse(literal).orElse(null);
        return (view, index, event) ->
                wanted != null
                        && SpanValues.intrinsic(intrinsic, view, index, event)
                                instanceof Static.Text text
                        && TraceId.parse(text.value()).orElseThrow().equals(wanted)
                                == (operator == Operator.EQUAL);
    }

    /// An unscoped attribute may satisfy it on the span or on the resource.
    private static Condition attribute(
            Field.Attribute attribute, Operator operator, Static literal) {
        var test = valueTest(operator, literal);
        var name = attribute.name();
        if (attribute.scope() == Field.Scope.NONE) {
            return (view, index, _) ->
                    test.test(view.span(index).attributes().get(name))
                            || test.test(view.span(index).resource().get(name));
        }
        var scope = attribute.scope();
        return (view, index, event) ->
                test.test(SpanValues.raw(scope, name, view.span(index), event));
    }

    private interface ValueTest {
        boolean test(@Nullable Object raw);
    }

    private static ValueTest valueTest(Operator operator, Static literal) {
        var one =
                operator.isRegex()
                        ? regex(operator, Values.pattern(literal.text()))
                        : element(operator, literal);
        return raw -> raw instanceof List<?> list ? array(operator, one, list) : one.test(raw);
    }

    private static boolean array(Operator operator, ValueTest one, List<?> elements) {
        boolean all = operator.isNegative();
        for (Object element : elements) {
            if (one.test(element) != all) {
                return !all;
            }
        }
        return all && !elements.isEmpty();
    }

    private static ValueTest regex(Operator operator, Pattern pattern) {
        boolean wanted = operator == Operator.MATCH;
        return raw -> raw instanceof String text && pattern.matches(text) == wanted;
    }

    private static ValueTest element(Operator operator, Static literal) {
        return switch (literal) {
            case Static.Text text ->
                    raw ->
                            raw instanceof String value
                                    && operator.holds(Values.compareTexts(value, text.value()));
            case Static.Int number ->
                    raw ->
                            raw instanceof Long value
                                    && operator.holds(Long.compare(value, number.value()));
            case Static.Real number ->
                    raw ->
                            raw instanceof Double value
                                    && Values.compare(operator, new Static.Real(value), number);
            case Static.Bool bool ->
                    raw ->
                            raw instanceof Boolean value
                                    && Values.compare(operator, Static.of(value), bool);
            case Static.Span _,
                    Static.StatusValue _,
                    Static.KindValue _,
                    Static.Array _,
                    Static.Nil _ ->
                    _ -> false;
        };
    }
}
