// SPDX-License-Identifier: Apache-2.0
package brownout.query.promql;

import brownout.query.data.Labels;
import brownout.query.data.MetricStore.Samples;
import brownout.query.syntax.Cursor;
import java.util.ArrayList;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// How Prometheus's own tests write series down: `up{job="a"}` with `1 0+2x10 _ stale`, one value an
/// interval. Scripts of queries and unit tests of rules share it.
public final class SeriesNotation {
    private static final Pattern ITEM =
            Pattern.compile(
                    "([+-]?(?:[0-9][0-9_]*\\.?[0-9]*(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?|(?i:inf)|(?i:nan)|stale))"
                            + "([+-][0-9.]+(?:[eE][+-]?\\d+)?)?(?:x(\\d+))?");

    private SeriesNotation() {}

    /// `name{a="b"}`, `{"a name", a="b"}`; the cursor ends behind it.
    public static Labels labels(Cursor cursor) {
        var labels = new TreeMap<String, String>();
        cursor.takeWhile(c -> c == ' ' || c == '\t');
        var metric = cursor.takeWhile(SeriesNotation::isName);
        if (!metric.isEmpty()) {
            labels.put(Labels.NAME, metric);
        }
        if (cursor.peek() != '{' || cursor.peek(1) == '{') {
            return Labels.of(labels);
        }
        cursor.take();
        while (true) {
            cursor.takeWhile(c -> c == ' ' || c == ',' || c == '\t');
            if (cursor.take("}")) {
                return Labels.of(labels);
            }
            var label =
                    isName(cursor.peek())
                            ? cursor.takeWhile(SeriesNotation::isName)
                            : cursor.takeString();
            cursor.takeWhile(c -> c == ' ');
            if (cursor.take("=")) {
                cursor.takeWhile(c -> c == ' ');
                labels.put(label, cursor.takeString());
            } else {
                labels.put(Labels.NAME, label);
            }
        }
    }

    private static boolean isName(int c) {
        return Lexer.isLetter(c) || Lexer.isDigit(c) || c == ':';
    }

    static boolean isNumber(String text) {
        return text.matches("[+-]?([0-9._]+([eE][+-]?\\d+)?|(?i:inf|nan))");
    }

    static double number(String text) {
        var lower = text.toLowerCase(java.util.Locale.ROOT).replace("_", "");
        return switch (lower) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "stale" -> Double.longBitsToDouble(Samples.STALE_BITS);
            default -> Double.parseDouble(lower);
        };
    }

    /// `1 2+3x4 _ _x2 stale NaN`; a missing sample is [#MISSING].
    public static double[] values(String text) {
        var values = new ArrayList<Double>();
        for (var tokens = new StringTokenizer(text); tokens.hasMoreTokens(); ) {
            var item = tokens.nextToken();
            if (item.startsWith("_")) {
                int count = item.length() == 1 ? 1 : Integer.parseInt(item.substring(2));
                for (int i = 0; i < count; i++) {
                    values.add(MISSING);
                }
                continue;
            }
            var matcher = ITEM.matcher(item);
            if (!matcher.matches()) {
                throw new IllegalStateException("bad value " + item + " in " + text);
            }
            double value = number(matcher.group(1));
            double delta = matcher.group(2) == null ? 0 : number(matcher.group(2));
            int count = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
            for (int i = 0; i <= count; i++) {
                values.add(value);
                if (i < count && matcher.group(2) != null) {
                    value += delta;
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Another NaN than the stale marker and the ordinary one.
    static final double MISSING = Double.longBitsToDouble(0x7ff8_0000_dead_0001L);

    /// Whether `value` stands for no sample.
    public static boolean isMissing(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(MISSING);
    }
}
