// SPDX-License-Identifier: Apache-2.0
package brownout.query.data;

import java.util.HexFormat;
import java.util.Optional;

/// A 128-bit trace id. Text form: 32 lower-case hex digits; shorter input is padded on the left.
public record TraceId(long high, long low) {
    /// Reads 1 to 32 hex digits of either case; anything else is empty.
    public static Optional<TraceId> parse(String hex) {
        if (hex.isEmpty() || hex.length() > 32 || !hex.chars().allMatch(c -> digit(c) >= 0)) {
            return Optional.empty();
        }
        var padded = "0".repeat(32 - hex.length()) + hex;
        return Optional.of(
                new TraceId(
                        Long.parseUnsignedLong(padded.substring(0, 16), 16),
                        Long.parseUnsignedLong(padded.substring(16), 16)));
    }

    private static int digit(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    public String hex() {
        return hex16(high) + hex16(low);
    }

    /// 16 lower-case hex digits, the text form of a span id.
    public static String hex16(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }
}
