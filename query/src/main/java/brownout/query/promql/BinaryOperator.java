// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.util.Locale;
import java.util.Optional;

/// Binary operators with their binding strength (higher binds tighter; only `^` is right-associative).
public enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    UNLESS("unless", 2),
    EQUAL("==", 3),
    NOT_EQUAL("!=", 3),
    LESS("<", 3),
    LESS_OR_EQUAL("<=", 3),
    GREATER(">", 3),
    GREATER_OR_EQUAL(">=", 3),
    ADD("+", 4),
    SUBTRACT("-", 4),
    MULTIPLY("*", 5),
    DIVIDE("/", 5),
    MODULO("%", 5),
    ATAN2("atan2", 5),
    POWER("^", 6);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /// The operator written `symbol`, words in any case.
    static Optional<BinaryOperator> of(String symbol) {
        var lower = symbol.toLowerCase(Locale.ROOT);
        for (var operator : values()) {
            if (operator.symbol.equals(lower)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    public String symbol() {
        return symbol;
    }

    int precedence() {
        return precedence;
    }

    boolean isSet() {
        return precedence <= 2;
    }

    boolean isComparison() {
        return precedence == 3;
    }

    /// The result of an arithmetic operator, IEEE 754 throughout; 1 or 0 of a comparison. `%` has the
    /// sign of the dividend.
    double apply(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case MODULO -> left % right;
            case POWER -> power(left, right);
            case ATAN2 -> StrictMath.atan2(left, right);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    holds(left, right) ? 1 : 0;
            case AND, OR, UNLESS -> throw new IllegalStateException("no values in " + symbol);
        };
    }

    /// Whether a comparison holds; every comparison with NaN but `!=` is false.
    boolean holds(double left, double right) {
        return switch (this) {
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER, ATAN2, AND, OR, UNLESS ->
                    throw new IllegalStateException(symbol + " is no comparison");
        };
    }

    /// As Go's `math.Pow`, which differs from Java where the base is 1 or -1.
    private static double power(double base, double exponent) {
        if (base == 1 || (base == -1 && Double.isInfinite(exponent))) {
            return 1;
        }
        return StrictMath.pow(base, exponent);
    }
}
