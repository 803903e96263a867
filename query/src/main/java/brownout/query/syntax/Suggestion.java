// SPDX-License-Identifier: Apache-2.0
package brownout.query.syntax;

import java.util.Collection;

/// Finds what somebody may have meant.
public final class Suggestion {
    private Suggestion() {}

    /// `Did you mean "x"?` for the known name nearest to `name`, the known names themselves where
    /// none is near and they are few, or the empty string.
    public static String hint(String name, Collection<String> known) {
        String best = "";
        int bestDistance = Math.max(2, name.length() / 3) + 1;
        for (var candidate : known.stream().sorted().toList()) {
            int distance = distance(name, candidate);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        if (!best.isEmpty()) {
            return "Did you mean \"" + best + "\"?";
        }
        return known.isEmpty() || known.size() > 16
                ? ""
                : "Known: " + String.join(", ", known.stream().sorted().toList());
    }

    /// Levenshtein distance: single characters inserted, deleted or replaced.
    static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
