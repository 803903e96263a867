// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import brownout.query.syntax.Pos;
import brownout.query.syntax.QueryError;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// Refuses expressions whose types do not fit, before anything is evaluated. Messages are worded as
/// upstream's.
final class TypeCheck {
    private final Tokens in;

    TypeCheck(Tokens in) {
        this.in = in;
    }

    /// What stands in braces is a condition.
    void filter(Field condition) {
        var type = type(condition);
        if (type != Type.BOOL && type != Type.ATTRIBUTE) {
            throw error(
                    condition.pos(),
                    "span filter field expressions must resolve to a boolean: "
                            + Printer.print(condition));
        }
    }

    void grouping(Field field) {
        type(field);
        if (!namesSpan(field)) {
            throw error(
                    field.pos(),
                    "grouping field expressions must reference the span: " + Printer.print(field));
        }
    }

    /// The argument of an aggregate is a number that depends on the span.
    void argument(Field field) {
        var type = type(field);
        if (!type.isNumeric() && type != Type.ATTRIBUTE) {
            throw error(
                    field.pos(),
                    "aggregate field expressions must resolve to a number type: "
                            + Printer.print(field));
        }
        if (!namesSpan(field)) {
            throw error(
                    field.pos(),
                    "aggregate field expressions must reference the span: " + Printer.print(field));
        }
    }

    private static boolean namesSpan(Field field) {
        return switch (field) {
            case Field.Constant _ -> false;
            case Field.Attribute _, Field.Intrinsics _ -> true;
            case Field.Not not -> namesSpan(not.operand());
            case Field.Negative negative -> namesSpan(negative.operand());
            case Field.Binary binary -> namesSpan(binary.left()) || namesSpan(binary.right());
        };
    }

    private Type type(Field field) {
        return switch (field) {
            case Field.Constant constant -> constant.value().type();
            case Field.Attribute _ -> Type.ATTRIBUTE;
            case Field.Intrinsics intrinsics -> intrinsics.intrinsic().type;
            case Field.Not not -> {
                var type = type(not.operand());
                if (type != Type.BOOL && type != Type.ATTRIBUTE) {
                    throw illegal(field);
                }
                yield Type.BOOL;
            }
            case Field.Negative negative -> {
                var type = type(negative.operand());
                if (!type.isNumeric() && type != Type.ATTRIBUTE) {
                    throw illegal(field);
                }
                yield type;
            }
            case Field.Binary binary -> binary(binary);
        };
    }

    private QueryError illegal(Field field) {
        return error(field.pos(), "illegal operation for the given type: " + Printer.print(field));
    }

    private Type binary(Field.Binary binary) {
        var operator = binary.operator();
        var left = type(binary.left());
        var right = type(binary.right());
        if (!left.matches(right)) {
            throw error(
                    binary.pos(),
                    "binary operations must operate on the same type: " + Printer.print(binary));
        }
        if (!operator.suits(left) || !operator.suits(right)) {
            throw error(
                    binary.pos(),
                    "illegal operation for the given types: " + Printer.print(binary));
        }
        if (operator.isRegex()) {
            regex(binary);
        }
        if (operator == Operator.EQUAL) {
            refuseNil(binary.left(), binary.right());
            refuseNil(binary.right(), binary.left());
        }
        if (!operator.isArithmetic()) {
            return Type.BOOL;
        }
        return left == Type.ATTRIBUTE ? right : left;
    }

    private void regex(Field.Binary binary) {
        if (!(binary.right() instanceof Field.Constant constant
                && constant.value() instanceof Static.Text text)) {
            throw error(
                    binary.right().pos(),
                    "invalid type for =~ or !~: " + Printer.print(binary.right()));
        }
        try {
            var _ = Pattern.compile(text.value());
        } catch (PatternSyntaxException e) {
            throw error(binary.right().pos(), "invalid regex: " + e.getMessage());
        }
    }

    private void refuseNil(Field side, Field other) {
        boolean nil =
                side instanceof Field.Constant constant && constant.value() instanceof Static.Nil;
        if (nil && other instanceof Field.Intrinsics intrinsics) {
            throw error(
                    other.pos(),
                    intrinsics.intrinsic().text()
                            + "=nil is not valid because intrinsics cannot be nil");
        }
        if (nil
                && other instanceof Field.Attribute attribute
                && attribute.scope() == Field.Scope.RESOURCE
                && attribute.name().equals("service.name")) {
            throw error(
                    other.pos(),
                    "resource.service.name=nil is not valid because resource.service.name cannot"
                            + " be nil");
        }
    }

    /// Upstream gives no position for these; ours lets an editor underline the part.
    private QueryError error(Pos pos, String message) {
        return in.error(pos, message, "");
    }
}
