// SPDX-License-Identifier: Apache-2.0
package brownout.web.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/// Instants and durations as the telemetry APIs write them. Everything saturates: a client that sends
/// nanoseconds for seconds gets a time far away, never an overflow.
public final class Times {
    /// Instants are kept within ± this, so that they stay exact in nanoseconds.
    public static final long FARTHEST_MILLIS = Long.MAX_VALUE / 1_000_000 - 1;

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern DURATION =
            Pattern.compile(
                    "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] UNIT_MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
    };
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private Times() {}

    /// Milliseconds since 1970 of float seconds (rounded) or RFC 3339; empty where it is neither.
    public static Optional<Long> instantMillis(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(scaled(text, 3, FARTHEST_MILLIS));
        }
        return rfc3339(text).map(Times::millis);
    }

    /// An RFC 3339 instant with any number of decimals.
    public static Optional<Instant> rfc3339(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// The instant in milliseconds since 1970, rounded down.
    public static long millis(Instant instant) {
        long most = FARTHEST_MILLIS / 1000;
        long seconds = Math.clamp(instant.getEpochSecond(), -most, most);
        return Math.min(seconds * 1000 + instant.get(ChronoField.MILLI_OF_SECOND), FARTHEST_MILLIS);
    }

    /// Milliseconds of float seconds or `1h30m`, `250ms`; may be zero or, written as a number,
    /// negative. Empty where it is neither.
    public static Optional<Long> durationMillis(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(scaled(text, 3, FARTHEST_MILLIS));
        }
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        var units = DURATION.matcher(text);
        return !text.isEmpty() && units.matches() ? Optional.of(total(units)) : Optional.empty();
    }

    private static long total(java.util.regex.Matcher units) {
        var millis = BigInteger.ZERO;
        for (int i = 0; i < UNIT_MILLIS.length; i++) {
            var count = units.group(i + 1);
            if (count != null) {
                millis =
                        millis.add(
                                new BigInteger(count).multiply(BigInteger.valueOf(UNIT_MILLIS[i])));
            }
        }
        return millis.min(BigInteger.valueOf(FARTHEST_MILLIS)).longValue();
    }

    /// `text * 10^digits`, rounded half up, within ± `most`.
    public static long scaled(String text, int digits, long most) {
        var value = new BigDecimal(text).scaleByPowerOfTen(digits);
        if (value.precision() - value.scale() > 20) {
            return value.signum() < 0 ? -most : most;
        }
        var limit = BigInteger.valueOf(most);
        var whole = value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
        return whole.min(limit).max(limit.negate()).longValue();
    }

    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /// RFC 3339 in UTC with as many decimals as needed: `2026-11-22T19:06:48.64Z`.
    public static String nano(long millis) {
        var instant = Instant.ofEpochMilli(millis);
        var whole =
                DateTimeFormatter.ISO_INSTANT.format(
                        instant.minusMillis(Math.floorMod(millis, 1000L)));
        int fraction = (int) Math.floorMod(millis, 1000L);
        if (fraction == 0) {
            return whole;
        }
        var decimals = String.valueOf(1000 + fraction).substring(1).replaceAll("0+$", "");
        return whole.substring(0, whole.length() - 1) + "." + decimals + "Z";
    }

    /// RFC 3339 in UTC with exactly three decimals: `2026-11-22T19:06:48.640Z`.
    public static String milli(long millis) {
        return MILLIS.format(Instant.ofEpochMilli(millis));
    }
}
