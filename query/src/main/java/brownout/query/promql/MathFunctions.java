// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

/// Functions of one number that Java's library lacks.
final class MathFunctions {
    private static final double LN2 = StrictMath.log(2);

    private MathFunctions() {}

    /// Exact for powers of two, unlike the quotient of two logarithms.
    static double log2(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return StrictMath.log(value);
        }
        int exponent = Math.getExponent(value);
        double fraction = value / Math.scalb(1.0, exponent);
        return exponent < Double.MIN_EXPONENT
                ? StrictMath.log(value) / LN2
                : exponent + StrictMath.log(fraction) / LN2;
    }

    static double asinh(double value) {
        double size = Math.abs(value);
        double result =
                size > 0x1p28
                        ? StrictMath.log(size) + LN2
                        : StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value > 0x1p28) {
            return StrictMath.log(value) + LN2;
        }
        double above = value - 1;
        return StrictMath.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        return 0.5 * StrictMath.log1p(2 * value / (1 - value));
    }
}
