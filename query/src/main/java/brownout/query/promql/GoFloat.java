// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers as Go's `strconv.FormatFloat` writes them with the shortest digits that read back to the
/// same value. Java has had the shortest digits since 19; only the layout differs.
public final class GoFloat {
    private GoFloat() {}

    /// The layout of the Prometheus JSON API: plain digits, but an exponent (sign, at least two
    /// digits) where the magnitude is below 1e-6 or from 1e21 on. `NaN`, `+Inf`, `-Inf`, `-0`.
    public static String format(double value) {
        double magnitude = Math.abs(value);
        boolean wide = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
        return wide ? exponent(value) : plain(value);
    }

    /// Format `f`: never an exponent.
    public static String plain(double value) {
        if (value == (long) value && Math.abs(value) < 1e15) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        if (isSpecial(value)) {
            return special(value);
        }
        double magnitude = Math.abs(value);
        return magnitude >= 1e-3 && magnitude < 1e7
                ? Double.toString(value) // already the plain layout; whole numbers are done
                : decimal(value).toPlainString();
    }

    /// Format `e`: one digit before the point, exponent always: `0e+00`, `1.25e-07`.
    public static String exponent(double value) {
        if (isSpecial(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0e+00" : "0e+00";
        }
        var decimal = decimal(value);
        var digits = decimal.unscaledValue().abs().toString();
        int power = digits.length() - 1 - decimal.scale();
        var text = new StringBuilder(value < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(power < 0 ? "e-" : "e+").append(Math.abs(power) < 10 ? "0" : "");
        return text.append(Math.abs(power)).toString();
    }

    /// Go's `%v`: plain digits, but an exponent below 1e-4 and from 1e6 on.
    public static String general(double value) {
        double magnitude = Math.abs(value);
        boolean wide = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e6);
        return wide ? exponent(value) : plain(value);
    }

    /// Go's `%.4g` for 4 `digits`: that many significant digits without trailing zeros, the exact value
    /// rounded half to even; an exponent below 1e-4 and where the digits do not reach to the point.
    public static String general(double value, int digits) {
        if (isSpecial(value) || value == 0) {
            return plain(value);
        }
        var rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        return power < -4 || power >= digits
                ? exponent(rounded.doubleValue())
                : rounded.stripTrailingZeros().toPlainString();
    }

    /// Java never writes fewer than two digits (`4.9E-324`), Go does where one is enough (`5e-324`).
    private static BigDecimal decimal(double value) {
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (decimal.precision() == 2) {
            var rounded = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return decimal;
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "+Inf" : "-Inf";
    }
}
