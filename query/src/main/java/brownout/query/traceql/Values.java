// SPDX-License-Identifier: Apache-2.0
package brownout.query.traceql;

import com.google.re2j.Pattern;
import java.util.List;

/// Operators on values. Nil and values of types that do not fit make every comparison false, also
/// `!=`, and every calculation nil.
final class Values {
    private Values() {}

    static Static binary(Operator operator, Static left, Static right) {
        if (operator.isArithmetic()) {
            return arithmetic(operator, left, right);
        }
        if (operator.isLogic()) {
            boolean a = isTrue(left);
            boolean b = isTrue(right);
            return Static.of(operator == Operator.AND ? a && b : a || b);
        }
        if (operator.isRegex()) {
            var pattern = right instanceof Static.Text text ? pattern(text.value()) : null;
            return Static.of(pattern != null && matches(operator, left, pattern));
        }
        return Static.of(compare(operator, left, right));
    }

    static boolean isTrue(Static value) {
        return value instanceof Static.Bool bool && bool.value();
    }

    static Static not(Static value) {
        return Static.of(value instanceof Static.Bool bool && !bool.value());
    }

    /// Nil for what is no number.
    static Static negative(Static value) {
        return switch (value) {
            case Static.Int number -> new Static.Int(-number.value());
            case Static.Real number -> new Static.Real(-number.value());
            case Static.Span span -> new Static.Span(-span.nanos());
            case Static.Text _,
                    Static.Bool _,
                    Static.StatusValue _,
                    Static.KindValue _,
                    Static.Array _,
                    Static.Nil _ ->
                    Static.Nil.VALUE;
        };
    }

    /// Fully anchored, and the dot matches a newline.
    static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    /// Of an array any element has to match, or for `!~` every one.
    static boolean matches(Operator operator, Static value, Pattern pattern) {
        return switch (value) {
            case Static.Text text -> pattern.matches(text.value()) == (operator == Operator.MATCH);
            case Static.Array array ->
                    operator == Operator.MATCH
                            ? array.values().stream()
                                    .anyMatch(one -> matches(operator, one, pattern))
                            : array.values().stream()
                                    .allMatch(one -> matches(operator, one, pattern));
            case Static.Int _,
                    Static.Real _,
                    Static.Bool _,
                    Static.Span _,
                    Static.StatusValue _,
                    Static.KindValue _,
                    Static.Nil _ ->
                    false;
        };
    }

    /// A comparison other than by regular expression. Numbers compare across their types.
    static boolean compare(Operator operator, Static left, Static right) {
        if (left instanceof Static.Array array) {
            return right instanceof Static.Array
                    ? false
                    : elements(operator, array.values(), right, false);
        }
        if (right instanceof Static.Array array) {
            return elements(operator, array.values(), left, true);
        }
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(operator, left, right);
        }
        return switch (left) {
            case Static.Text a when right instanceof Static.Text b ->
                    operator.holds(compareTexts(a.value(), b.value()));
            case Static.Bool a when right instanceof Static.Bool b ->
                    equality(operator, a.value() == b.value());
            case Static.StatusValue a when right instanceof Static.StatusValue b ->
                    equality(operator, a.value() == b.value());
            case Static.KindValue a when right instanceof Static.KindValue b ->
                    equality(operator, a.value() == b.value());
            default -> false;
        };
    }

    private static boolean elements(
            Operator operator, List<Static> elements, Static scalar, boolean flip) {
        boolean all = operator.isNegative();
        for (var element : elements) {
            boolean holds =
                    flip ? compare(operator, scalar, element) : compare(operator, element, scalar);
            if (holds != all) {
                return holds;
            }
        }
        return all && !elements.isEmpty();
    }

    private static boolean equality(Operator operator, boolean equal) {
        return operator == Operator.EQUAL ? equal : operator == Operator.NOT_EQUAL && !equal;
    }

    static boolean isNumber(Static value) {
        return value.type().isNumeric();
    }

    private static boolean compareNumbers(Operator operator, Static left, Static right) {
        if (left instanceof Static.Real || right instanceof Static.Real) {
            double a = number(left);
            double b = number(right);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return operator == Operator.NOT_EQUAL;
            }
            return operator.holds(a < b ? -1 : a > b ? 1 : 0);
        }
        return operator.holds(Long.compare(whole(left), whole(right)));
    }

    /// A number as a double; durations in nanoseconds.
    static double number(Static value) {
        return value instanceof Static.Real real ? real.value() : (double) whole(value);
    }

    private static long whole(Static value) {
        return switch (value) {
            case Static.Int number -> number.value();
            case Static.Span span -> span.nanos();
            default -> throw new IllegalArgumentException("no whole number: " + value);
        };
    }

    /// Byte order of UTF-8, which is the order of code points.
    static int compareTexts(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
                return surrogates
                        ? Boolean.compare(Character.isSurrogate(x), Character.isSurrogate(y))
                        : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /// Whole numbers stay whole, `/` truncates; anything with a float or a duration is a float.
    /// Division by zero is nil.
    static Static arithmetic(Operator operator, Static left, Static right) {
        if (!isNumber(left) || !isNumber(right)) {
            return Static.Nil.VALUE;
        }
        if (left instanceof Static.Int a && right instanceof Static.Int b) {
            return whole(operator, a.value(), b.value());
        }
        double x = number(left);
        double y = number(right);
        boolean division = operator == Operator.DIVIDE || operator == Operator.MODULO;
        return division && y == 0 ? Static.Nil.VALUE : new Static.Real(real(operator, x, y));
    }

    private static Static whole(Operator operator, long a, long b) {
        boolean division = operator == Operator.DIVIDE || operator == Operator.MODULO;
        if (division && b == 0) {
            return Static.Nil.VALUE;
        }
        return new Static.Int(
                switch (operator) {
                    case ADD -> a + b;
                    case SUBTRACT -> a - b;
                    case MULTIPLY -> a * b;
                    case DIVIDE -> a / b;
                    case MODULO -> a % b;
                    case POWER -> (long) StrictMath.pow((double) a, (double) b);
                    case AND,
                            OR,
                            EQUAL,
                            NOT_EQUAL,
                            MATCH,
                            NO_MATCH,
                            LESS,
                            LESS_OR_EQUAL,
                            GREATER,
                            GREATER_OR_EQUAL ->
                            throw new IllegalStateException(operator.symbol);
                });
    }

    private static double real(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> a % b;
            case POWER -> StrictMath.pow(a, b);
            case AND,
                    OR,
                    EQUAL,
                    NOT_EQUAL,
                    MATCH,
                    NO_MATCH,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL ->
                    throw new IllegalStateException(operator.symbol);
        };
    }
}
