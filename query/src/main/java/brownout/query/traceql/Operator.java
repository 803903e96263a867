// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import java.util.Optional;

/// Operators inside of braces. A higher `precedence` binds tighter; `&&` and `||` share a level, and
/// only `^` is right associative.
enum Operator {
    AND("&&", 1),
    OR("||", 1),
    EQUAL("=", 2),
    NOT_EQUAL("!=", 2),
    MATCH("=~", 2),
    NO_MATCH("!~", 2),
    LESS("<", 2),
    LESS_OR_EQUAL("<=", 2),
    GREATER(">", 2),
    GREATER_OR_EQUAL(">=", 2),
    ADD("+", 3),
    SUBTRACT("-", 3),
    MULTIPLY("*", 4),
    DIVIDE("/", 4),
    MODULO("%", 4),
    POWER("^", 5);

    final String symbol;
    final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    boolean isLogic() {
        return precedence == 1;
    }

    boolean isComparison() {
        return precedence == 2;
    }

    boolean isRegex() {
        return this == MATCH || this == NO_MATCH;
    }

    boolean isNegative() {
        return this == NOT_EQUAL || this == NO_MATCH;
    }

    boolean isArithmetic() {
        return precedence > 2;
    }

    /// True where the operator is defined for values of `type`.
    boolean suits(Type type) {
        return switch (type) {
            case ATTRIBUTE -> true;
            case INT, FLOAT, DURATION -> isArithmetic() || (isComparison() && !isRegex());
            case STRING -> isComparison();
            case BOOL -> isLogic() || this == EQUAL || this == NOT_EQUAL;
            case STATUS, KIND, NIL -> this == EQUAL || this == NOT_EQUAL;
        };
    }

    /// The operator that holds for `(b, a)` where this holds for `(a, b)`; only for comparisons.
    Operator flipped() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case AND,
                    OR,
                    EQUAL,
                    NOT_EQUAL,
                    MATCH,
                    NO_MATCH,
                    ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    MODULO,
                    POWER ->
                    this;
        };
    }

    /// Whether the comparison holds for two values that compare as `order` (negative, 0, positive).
    boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case AND, OR, MATCH, NO_MATCH, ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
                    throw new IllegalStateException(symbol + " does not compare");
        };
    }

    static Optional<Operator> of(Token token) {
        for (var operator : values()) {
            if (token.is(operator.symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
