// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations and sizes as people write them.
final class Units {
    private static final Pattern DURATION =
            Pattern.compile("-?([0-9]+(\\.[0-9]+)?(us|ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(us|ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,10})(Ki|Mi|Gi|Ti)?");

    private Units() {}

    /// Microseconds, or empty where `text` is not a duration of whole microseconds.
    static Optional<Long> micros(String text) {
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long sum = 0;
            for (var part = PART.matcher(text); part.find(); ) {
                var amount = new BigDecimal(part.group(1));
                var micros = amount.multiply(BigDecimal.valueOf(unitMicros(part.group(2))));
                sum = Math.addExact(sum, micros.longValueExact());
            }
            return Optional.of(text.startsWith("-") ? -sum : sum);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static long unitMicros(String unit) {
        return switch (unit) {
            case "us" -> 1L;
            case "ms" -> 1_000L;
            case "s" -> 1_000_000L;
            case "m" -> 60_000_000L;
            case "h" -> 3_600_000_000L;
            case "d" -> 86_400_000_000L;
            default -> throw new IllegalArgumentException(unit);
        };
    }

    /// Bytes, or empty where `text` is not a size.
    static Optional<Long> bytes(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var unit = match.group(2);
        int shift =
                unit == null
                        ? 0
                        : unit.equals("Ki")
                                ? 10
                                : unit.equals("Mi") ? 20 : unit.equals("Gi") ? 30 : 40;
        return Optional.of(Long.parseLong(match.group(1)) << shift);
    }
}
