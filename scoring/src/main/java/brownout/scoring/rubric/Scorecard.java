// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.rubric;

import java.util.List;

/// A run's points: `total` is the sum of its parts, in `[0, 100]`, in tenths. `safety` (0..1) is the
/// factor applied to the first two parts.
@SuppressWarnings({
    "DoNotCallSuggester",
    "ObjectToString",
    "ArrayToString"
}) // until the bodies are in
public record Scorecard(double total, double safety, List<Part> parts) {
    public Scorecard {
        parts = List.copyOf(parts);
    }

    /// Hex digest of the whole card, sentences included.
    public String digest() {
        throw new UnsupportedOperationException();
    }
}
