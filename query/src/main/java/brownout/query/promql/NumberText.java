// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import java.util.ArrayList;
import java.util.List;

/// Number and duration literals as PromQL writes them. Source: Prometheus docs, "Float literals and
/// time durations".
public final class NumberText {
    private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms");
    private static final long[] UNIT_MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
    };

    private NumberText() {}

    /// The value of a literal without sign; a duration counts in seconds. Throws
    /// [IllegalArgumentException] with the message for the user.
    static double parse(String text) {
        if (text.length() > 1 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x') {
            return integer(text, text.substring(2), 16);
        }
        if (isDecimal(text)) {
            var digits = text.replace("_", "");
            return digits.length() > 1 && digits.matches("0[0-7]+")
                    ? integer(text, digits, 8)
                    : Double.parseDouble(digits);
        }
        return durationMillis(text) / 1000.0;
    }

    private static double integer(String text, String digits, int radix) {
        double value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) == '_') {
                continue;
            }
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                throw bad(text);
            }
            value = value * radix + digit;
        }
        if (digits.isEmpty()) {
            throw bad(text);
        }
        return value;
    }

    /// Digits with `_` between, at most one dot, an optional exponent.
    private static boolean isDecimal(String text) {
        int end = text.length();
        int i = 0;
        boolean dot = false;
        for (; i < end && (Lexer.isDigit(text.charAt(i)) || isMark(text, i, dot)); i++) {
            dot |= text.charAt(i) == '.';
        }
        if (i < end && (text.charAt(i) | 0x20) == 'e') {
            i++;
            if (i < end && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
                i++;
            }
            int exponent = i;
            while (i < end && Lexer.isDigit(text.charAt(i))) {
                i++;
            }
            return i == end && i > exponent;
        }
        return i == end;
    }

    private static boolean isMark(String text, int i, boolean dot) {
        char c = text.charAt(i);
        if (c == '.') {
            return !dot;
        }
        return c == '_'
                && i > 0
                && i + 1 < text.length()
                && Lexer.isDigit(text.charAt(i - 1))
                && Lexer.isDigit(text.charAt(i + 1));
    }

    /// Milliseconds of `1h30m`: integers with the units y w d h m s ms in this order, each once.
    public static long durationMillis(String text) {
        long total = 0;
        int lastUnit = -1;
        int i = 0;
        while (i < text.length()) {
            int numberStart = i;
            i = skip(text, i, true);
            int unitStart = i;
            i = skip(text, i, false);
            var unit = text.substring(unitStart, i);
            int index = UNITS.indexOf(unit);
            if (unitStart == numberStart || unit.isEmpty()) {
                throw bad(text);
            }
            if (index < 0) {
                throw numberStart == 0
                        ? bad(text)
                        : new IllegalArgumentException(
                                "unknown unit %s in duration %s"
                                        .formatted(Labels.quoted(unit), Labels.quoted(text)));
            }
            if (index <= lastUnit) {
                throw new IllegalArgumentException(
                        "not a valid duration string: " + Labels.quoted(text));
            }
            lastUnit = index;
            total = plus(total, text.substring(numberStart, unitStart), UNIT_MILLIS[index]);
        }
        return total;
    }

    private static int skip(String text, int from, boolean digits) {
        int i = from;
        while (i < text.length() && Lexer.isDigit(text.charAt(i)) == digits) {
            i++;
        }
        return i;
    }

    private static long plus(long total, String count, long unitMillis) {
        try {
            return Math.addExact(total, Math.multiplyExact(Long.parseLong(count), unitMillis));
        } catch (ArithmeticException | NumberFormatException _) {
            throw new IllegalArgumentException("duration out of range");
        }
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "bad number or duration syntax: " + Labels.quoted(text));
    }

    /// The shortest spelling of a duration that is not negative: `1h30m`, `0s`. Years and weeks are
    /// used only where nothing smaller is left, as Prometheus prints them.
    public static String duration(long millis) {
        if (millis == 0) {
            return "0s";
        }
        var parts = new ArrayList<String>();
        long rest = millis;
        for (int i = 0; i < UNITS.size(); i++) {
            boolean whole = i >= 2 || rest % UNIT_MILLIS[i] == 0;
            if (whole && rest >= UNIT_MILLIS[i]) {
                parts.add(rest / UNIT_MILLIS[i] + UNITS.get(i));
                rest %= UNIT_MILLIS[i];
            }
        }
        return String.join("", parts);
    }
}
