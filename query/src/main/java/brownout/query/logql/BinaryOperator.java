// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Optional;

/// Operators between two metric expressions. A higher `precedence` binds tighter; only `^` is right
/// associative.
enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    POWER("^", 6);

    final String symbol;
    final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    boolean isSet() {
        return precedence <= 2;
    }

    boolean isComparison() {
        return precedence == 3;
    }

    boolean isRightAssociative() {
        return this == POWER;
    }

    /// The value of `left op right`; a comparison gives 1 or 0. Division and remainder by zero are
    /// NaN, unlike in PromQL. Not for set operators.
    double apply(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right ? 1 : 0;
            case NOT_EQUAL -> left != right ? 1 : 0;
            case GREATER -> left > right ? 1 : 0;
            case GREATER_OR_EQUAL -> left >= right ? 1 : 0;
            case LESS -> left < right ? 1 : 0;
            case LESS_OR_EQUAL -> left <= right ? 1 : 0;
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> right == 0 ? Double.NaN : left / right;
            case MODULO -> right == 0 ? Double.NaN : left % right;
            case POWER -> power(left, right);
            case OR, AND, UNLESS -> throw new IllegalStateException(symbol + " has no value");
        };
    }

    /// C's pow: 1 to any power is 1, also NaN, where Java says NaN.
    private static double power(double base, double exponent) {
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return one ? 1 : StrictMath.pow(base, exponent);
    }

    static Optional<BinaryOperator> of(Token token) {
        for (var operator : values()) {
            if (token.is(operator.symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
