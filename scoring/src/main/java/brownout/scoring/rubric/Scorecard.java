// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A run's points: `total` is the sum of its parts, in `[0, 100]`, in tenths. `safety` (0..1) is the
/// factor applied to the first two parts.
public record Scorecard(double total, double safety, List<Part> parts) {
    public Scorecard {
        parts = List.copyOf(parts);
    }

    /// The card whose total is the sum of `parts`.
    static Scorecard of(double safety, List<Part> parts) {
        long tenths = parts.stream().mapToLong(part -> Math.round(part.points() * 10)).sum();
        return new Scorecard(tenths / 10.0, safety, parts);
    }

    /// SHA-256 in hex of the whole card, sentences included.
    public String digest() {
        try {
            var bytes = toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
