// SPDX-License-Identifier: Apache-2.0
package brownout.query.logql;

import java.util.Locale;
import java.util.OptionalDouble;

/// Numbers and byte counts as Loki reads them: in queries, and in the values of labels.
final class Numbers {
    private static final String UNITS = "kmgtpe";

    private Numbers() {}

    /// As Go's ParseFloat: decimal or hexadecimal (with a `p` exponent), `Inf`, `Infinity` and
    /// `NaN` in any case. Empty for anything else, also for `0x1A`, and beyond a double's range.
    static OptionalDouble parseFloat(String text) {
        var word = text.toLowerCase(Locale.ROOT);
        switch (word) {
            case "nan" -> {
                return OptionalDouble.of(Double.NaN);
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                return OptionalDouble.of(Double.POSITIVE_INFINITY);
            }
            case "-inf", "-infinity" -> {
                return OptionalDouble.of(Double.NEGATIVE_INFINITY);
            }
            default -> {}
        }
        boolean hex = word.contains("0x");
        if (!onlyNumberCharacters(word, hex) || (hex && word.indexOf('p') < 0)) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(word);
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static boolean onlyNumberCharacters(String word, boolean hex) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean fine = (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == 'e';
            if (!fine && !(hex && ((c >= 'a' && c <= 'f') || c == 'x' || c == 'p'))) {
                return false;
            }
        }
        return !word.isEmpty();
    }

    /// A number with a byte unit as a query may spell it: `B kB KB KiB MB MiB … EB EiB`.
    static boolean isByteLiteral(String text) {
        int unit = 0;
        while (unit < text.length() && (isDigit(text.charAt(unit)) || text.charAt(unit) == '.')) {
            unit++;
        }
        return switch (text.substring(unit)) {
            case "B",
                    "kB",
                    "KB",
                    "KiB",
                    "MB",
                    "MiB",
                    "GB",
                    "GiB",
                    "TB",
                    "TiB",
                    "PB",
                    "PiB",
                    "EB",
                    "EiB" ->
                    bytes(text).isPresent();
            default -> false;
        };
    }

    /// A label's value as a count of bytes: a number, possibly with thousands separators, a space and
    /// a unit in any case; `KB` is 1000, `KiB` 1024, a missing unit 1. Truncated to whole bytes.
    static OptionalDouble bytes(String text) {
        int end = numberEnd(text);
        var number = parseFloat(text.substring(0, end).replace(",", ""));
        double factor = factor(text.substring(end).strip().toLowerCase(Locale.ROOT));
        if (number.isEmpty() || factor == 0 || number.getAsDouble() * factor >= 0x1p64) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.floor(number.getAsDouble() * factor));
    }

    /// Why `text` is no count of bytes, in the words of Go.
    static String bytesFault(String text) {
        int end = numberEnd(text);
        var number = text.substring(0, end).replace(",", "");
        if (parseFloat(number).isEmpty()) {
            return floatFault(number);
        }
        var unit = text.substring(end).strip();
        return factor(unit.toLowerCase(Locale.ROOT)) == 0
                ? "unhandled size name: " + unit.toLowerCase(Locale.ROOT)
                : "too large: " + text;
    }

    /// Why `text` is no number, in the words of Go.
    static String floatFault(String text) {
        return "strconv.ParseFloat: parsing \"" + text + "\": invalid syntax";
    }

    private static int numberEnd(String text) {
        int end = 0;
        while (end < text.length()
                && (isDigit(text.charAt(end))
                        || text.charAt(end) == '.'
                        || text.charAt(end) == ',')) {
            end++;
        }
        return end;
    }

    /// 0 for an unknown unit.
    private static double factor(String unit) {
        if (unit.isEmpty() || unit.equals("b")) {
            return 1;
        }
        int power = UNITS.indexOf(unit.charAt(0)) + 1;
        if (power == 0) {
            return 0;
        }
        double base =
                switch (unit.substring(1)) {
                    case "", "b" -> 1000;
                    case "i", "ib" -> 1024;
                    default -> 0;
                };
        double factor = base;
        for (int i = 1; i < power; i++) {
            factor *= base;
        }
        return factor;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
