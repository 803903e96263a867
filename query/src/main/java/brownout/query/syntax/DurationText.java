// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.util.OptionalLong;

/// The two duration notations of the three languages, to and from nanoseconds.
public final class DurationText {
    private static final String[] PROMETHEUS_UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long SECOND = 1_000_000_000L;
    private static final long[] PROMETHEUS_NANOS = {
        365 * 86400 * SECOND,
        7 * 86400 * SECOND,
        86400 * SECOND,
        3600 * SECOND,
        60 * SECOND,
        SECOND,
        1_000_000
    };
    private static final String[] GO_UNITS = {"ns", "us", "µs", "μs", "ms", "s", "m", "h"};
    private static final long[] GO_NANOS = {
        1, 1000, 1000, 1000, 1_000_000, SECOND, 60 * SECOND, 3600 * SECOND
    };

    private DurationText() {}

    /// Prometheus form: `1y2w3d4h5m6s7ms`, whole numbers, each unit at most once and in this order;
    /// `0` alone is allowed. Empty for anything else and on overflow.
    public static OptionalLong prometheus(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        long total = 0;
        int at = 0;
        int unit = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == digits || at - digits > 18) {
                return OptionalLong.empty();
            }
            long number = Long.parseLong(text.substring(digits, at));
            int name = at;
            while (at < text.length() && !isDigit(text.charAt(at))) {
                at++;
            }
            while (unit < PROMETHEUS_UNITS.length
                    && !text.substring(name, at).equals(PROMETHEUS_UNITS[unit])) {
                unit++;
            }
            if (unit == PROMETHEUS_UNITS.length
                    || number > (Long.MAX_VALUE - total) / PROMETHEUS_NANOS[unit]) {
                return OptionalLong.empty();
            }
            total += number * PROMETHEUS_NANOS[unit++];
        }
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /// Go form: signed decimal numbers with a unit each (`1.5h`, `-1h30m`, `100µs`) or a bare `0`;
    /// the largest unit is the hour. Empty for anything else and on overflow.
    public static OptionalLong go(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        var unsigned = text.substring(at);
        if (unsigned.equals("0")) {
            return OptionalLong.of(0);
        }
        double total = 0;
        long exact = 0;
        while (at < text.length()) {
            int number = at;
            while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            int name = at;
            while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
                at++;
            }
            int unit = goUnit(text.substring(name, at));
            var digits = text.substring(number, name);
            if (unit < 0 || !isDecimal(digits)) {
                return OptionalLong.empty();
            }
            double part = Double.parseDouble(digits) * GO_NANOS[unit];
            total += part;
            exact +=
                    digits.indexOf('.') < 0 && digits.length() <= 18
                            ? Long.parseLong(digits) * GO_NANOS[unit]
                            : (long) part;
        }
        if (unsigned.isEmpty() || total >= Long.MAX_VALUE) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(text.startsWith("-") ? -exact : exact);
    }

    /// Why Go would not read `text`, in its words: `time: missing unit in duration "90"`.
    public static String goFault(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int number = at;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        if (!isDecimal(text.substring(number, at))) {
            return "time: invalid duration " + quoted(text);
        }
        int name = at;
        while (at < text.length() && !isDigit(text.charAt(at)) && text.charAt(at) != '.') {
            at++;
        }
        var unit = text.substring(name, at);
        if (unit.isEmpty()) {
            return "time: missing unit in duration " + quoted(text);
        }
        return goUnit(unit) < 0
                ? "time: unknown unit " + quoted(unit) + " in duration " + quoted(text)
                : "time: invalid duration " + quoted(text);
    }

    /// Go's own spelling: `1h30m0s`, `1.5s`, `250ms`, `10µs`, `0s`.
    public static String formatGo(long nanos) {
        if (nanos < 0) {
            return nanos == Long.MIN_VALUE ? "-2562047h47m16.854775808s" : "-" + formatGo(-nanos);
        }
        if (nanos < SECOND) {
            if (nanos == 0) {
                return "0s";
            }
            if (nanos < 1000) {
                return nanos + "ns";
            }
            return nanos < 1_000_000
                    ? fraction(nanos, 1000) + "µs"
                    : fraction(nanos, 1_000_000) + "ms";
        }
        long minutes = nanos / (60 * SECOND);
        var seconds = fraction(nanos % (60 * SECOND), SECOND) + "s";
        if (minutes == 0) {
            return seconds;
        }
        return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    private static String fraction(long nanos, long unit) {
        var whole = Long.toString(nanos / unit);
        long rest = nanos % unit;
        if (rest == 0) {
            return whole;
        }
        var digits = Long.toString(unit + rest).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return whole + "." + digits.substring(0, end);
    }

    private static int goUnit(String name) {
        for (int i = 0; i < GO_UNITS.length; i++) {
            if (GO_UNITS[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDecimal(String digits) {
        int dot = digits.indexOf('.');
        return digits.length() > (dot < 0 ? 0 : 1) && dot == digits.lastIndexOf('.');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
