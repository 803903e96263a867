// SPDX-License-Identifier: Apache-2.0
package brownout.query.template;

import brownout.query.data.Labels;
import brownout.query.promql.GoFloat;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Go's `Sprint`, `Sprintln` and `Sprintf` for values of templates. Verbs: `%v %s %q %d %x %X %f %e %g
/// %t %T %%`, with flags `-+ 0`, width and precision; what does not fit is shown as Go shows it.
final class Format {
    private final String format;
    private final List<Item> arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private Format(String format, List<Item> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    /// Spaces between arguments of which neither is a text.
    static String print(List<Item> items) {
        var text = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            boolean apart =
                    i > 0
                            && !(items.get(i) instanceof Item.Text)
                            && !(items.get(i - 1) instanceof Item.Text);
            text.append(apart ? " " : "").append(items.get(i).text());
        }
        return text.toString();
    }

    static String printLine(List<Item> items) {
        return items.stream().map(Item::text).collect(Collectors.joining(" ", "", "\n"));
    }

    static String format(String format, List<Item> arguments) {
        return new Format(format, arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') {
                verb();
            } else {
                out.append(c);
            }
        }
        if (next < arguments.size()) {
            out.append(
                    arguments.subList(next, arguments.size()).stream()
                            .map(item -> item.type() + "=" + item.text())
                            .collect(Collectors.joining(", ", "%!(EXTRA ", ")")));
        }
        return out.toString();
    }

    private void verb() {
        int start = at;
        while (at < format.length() && "+- 0#".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        var flags = format.substring(start, at);
        int width = number();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        if (at == format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        char verb = format.charAt(at++);
        if (verb == '%') {
            out.append('%');
        } else if (next == arguments.size()) {
            out.append("%!").append(verb).append("(MISSING)");
        } else {
            var item = arguments.get(next++);
            out.append(
                    padded(signed(shown(item, verb, precision), item, flags), width, flags, item));
        }
    }

    private int number() {
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at)) && at - start < 4) {
            at++;
        }
        return at == start ? -1 : Integer.parseInt(format.substring(start, at));
    }

    private static String shown(Item item, char verb, int precision) {
        return switch (verb) {
            case 'v' ->
                    item instanceof Item.Real(var value) ? general(value, precision) : item.text();
            case 'T' -> item.type();
            case 's', 'q' -> {
                if (!(item instanceof Item.Text(var text))) {
                    yield misfit(item, verb);
                }
                int most = precision < 0 ? text.length() : Math.min(precision, text.length());
                yield verb == 's'
                        ? text.substring(0, most)
                        : Labels.quoted(text.substring(0, most));
            }
            case 'd' -> item instanceof Item.Whole ? item.text() : misfit(item, verb);
            case 'x', 'X' -> {
                if (!(item instanceof Item.Whole(var value))) {
                    yield misfit(item, verb);
                }
                var hex = Long.toHexString(value);
                yield verb == 'x' ? hex : hex.toUpperCase(Locale.ROOT);
            }
            case 't' -> item instanceof Item.Flag ? item.text() : misfit(item, verb);
            case 'f', 'F' ->
                    item instanceof Item.Real(var value)
                            ? fixed(value, precision < 0 ? 6 : precision)
                            : misfit(item, verb);
            case 'e' ->
                    item instanceof Item.Real(var value)
                            ? exponent(value, precision < 0 ? 6 : precision)
                            : misfit(item, verb);
            case 'g' ->
                    item instanceof Item.Real(var value)
                            ? general(value, precision)
                            : misfit(item, verb);
            default -> misfit(item, verb);
        };
    }

    private static String general(double value, int precision) {
        return precision < 0
                ? GoFloat.general(value)
                : GoFloat.general(value, Math.max(1, precision));
    }

    private static String misfit(Item item, char verb) {
        return "%!" + verb + "(" + item.type() + "=" + item.text() + ")";
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

    private static String exponent(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return value == 0 ? fixed(0, digits) + "e+00" : GoFloat.general(value);
        }
        var rounded =
                new BigDecimal(Math.abs(value))
                        .round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        int power = rounded.precision() - rounded.scale() - 1;
        var mantissa = rounded.movePointLeft(power).setScale(digits, RoundingMode.UNNECESSARY);
        return (value < 0 ? "-" : "")
                + mantissa.toPlainString()
                + (power < 0 ? "e-" : "e+")
                + (Math.abs(power) < 10 ? "0" : "")
                + Math.abs(power);
    }

    private static String signed(String text, Item item, String flags) {
        boolean number = item instanceof Item.Real || item instanceof Item.Whole;
        if (!number || text.startsWith("-") || text.startsWith("+") || text.startsWith("%")) {
            return text;
        }
        return flags.contains("+") ? "+" + text : flags.contains(" ") ? " " + text : text;
    }

    private static String padded(String text, int width, String flags, Item item) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        boolean zeros =
                flags.contains("0")
                        && (item instanceof Item.Whole
                                || (item instanceof Item.Real(var value)
                                        && !Double.isNaN(value)
                                        && !Double.isInfinite(value)));
        if (!zeros) {
            return " ".repeat(missing) + text;
        }
        boolean sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ");
        return (sign ? text.substring(0, 1) : "")
                + "0".repeat(missing)
                + text.substring(sign ? 1 : 0);
    }
}
