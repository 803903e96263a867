// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.promql.GoFloat;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers for people, as the `humanize…` functions of Prometheus's templates write them: four
/// significant digits and a prefix. Source: Prometheus docs, "Template reference".
final class HumanText {
    private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
    private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

    private HumanText() {}

    /// `1.234k`, `12m`.
    static String number(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return GoFloat.general(value, 4);
        }
        return Math.abs(value) >= 1 ? large(value) : small(value);
    }

    private static String large(double value) {
        double rest = value;
        var prefix = "";
        for (int i = 0; i < LARGE.length && Math.abs(rest) >= 1000; i++) {
            prefix = LARGE[i];
            rest /= 1000;
        }
        return GoFloat.general(rest, 4) + prefix;
    }

    private static String small(double value) {
        double rest = value;
        var prefix = "";
        for (int i = 0; i < SMALL.length && Math.abs(rest) < 1; i++) {
            prefix = SMALL[i];
            rest *= 1000;
        }
        return GoFloat.general(rest, 4) + prefix;
    }

    /// A ratio in percent: 0.0512 is `5.12%`.
    static String percentage(double ratio) {
        return GoFloat.general(ratio * 100, 4) + "%";
    }

    /// Seconds: `1d 2h 3m 4s`, `12.35s`, `35ms`.
    static String duration(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return GoFloat.general(seconds, 4);
        }
        if (seconds == 0) {
            return "0s";
        }
        if (Math.abs(seconds) < 1) {
            return small(seconds) + "s";
        }
        long whole = (long) Math.abs(seconds);
        if (whole < 60) {
            return GoFloat.general(seconds, 4) + "s";
        }
        var text = new StringBuilder(seconds < 0 ? "-" : "");
        if (whole >= 86_400) {
            text.append(whole / 86_400).append("d ");
        }
        if (whole >= 3600) {
            text.append(whole / 3600 % 24).append("h ");
        }
        return text.append(whole / 60 % 60 + "m " + whole % 60 + "s").toString();
    }

    /// `digits` digits after the point, the exact value rounded half to even, as C's `%.2f`.
    static String fixed(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return GoFloat.general(value);
        }
        var text =
                new BigDecimal(Math.abs(value))
                        .setScale(digits, RoundingMode.HALF_EVEN)
                        .toPlainString();
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        return negative ? "-" + text : text;
    }
}
