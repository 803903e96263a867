// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

/// Computes the parts of an expression that do not depend on the span. A calculation without a
/// result is left as it is, since a literal nil has a meaning of its own.
final class Folding {
    private Folding() {}

    static Field folded(Field field) {
        return switch (field) {
            case Field.Constant _, Field.Attribute _, Field.Intrinsics _ -> field;
            case Field.Not not -> {
                var operand = folded(not.operand());
                yield operand instanceof Field.Constant constant
                        ? new Field.Constant(Values.not(constant.value()), field.pos())
                        : new Field.Not(operand, field.pos());
            }
            case Field.Negative negative -> {
                var operand = folded(negative.operand());
                yield operand instanceof Field.Constant constant
                        ? new Field.Constant(Values.negative(constant.value()), field.pos())
                        : new Field.Negative(operand, field.pos());
            }
            case Field.Binary binary -> binary(binary);
        };
    }

    private static Field binary(Field.Binary binary) {
        var left = folded(binary.left());
        var right = folded(binary.right());
        if (left instanceof Field.Constant a && right instanceof Field.Constant b) {
            var value = Values.binary(binary.operator(), a.value(), b.value());
            if (!(value instanceof Static.Nil)) {
                return new Field.Constant(value, binary.pos());
            }
        }
        return new Field.Binary(binary.operator(), left, right, binary.pos());
    }
}
