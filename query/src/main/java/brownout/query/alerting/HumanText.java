// SPDX-License-Identifier: Apache-2.0
package brownout.query.alerting;

import brownout.query.promql.GoFloat;
import brownout.query.template.Function;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Numbers for people, as the `humanize…` functions of Prometheus's templates write them: four
/// significant digits and a prefix. Source: Prometheus docs, "Template reference".
final class HumanText {
    private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter(Locale.ROOT);
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

    /// As [#number] with prefixes for powers of 1024: `1.5Ki`.
    static String binary(double value) {
        if (Math.abs(value) <= 1 || Double.isNaN(value) || Double.isInfinite(value)) {
            return GoFloat.general(value, 4);
        }
        double rest = value;
        var prefix = "";
        for (int i = 0; i < BINARY.length && Math.abs(rest) >= 1024; i++) {
            prefix = BINARY[i];
            rest /= 1024;
        }
        return GoFloat.general(rest, 4) + prefix;
    }

    /// Seconds since 1970 as Go prints an instant: `2026-11-30 12:00:00.5 +0000 UTC`.
    static String timestamp(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return GoFloat.general(seconds, 4);
        }
        double nanos = seconds * 1e9;
        if (Math.abs(nanos) > 9.2e18) {
            throw Function.error(GoFloat.general(seconds) + " is no instant that has a date");
        }
        var instant = Instant.EPOCH.plusNanos(Math.round(nanos)).atOffset(ZoneOffset.UTC);
        return INSTANT.format(instant) + " +0000 UTC";
    }
}
