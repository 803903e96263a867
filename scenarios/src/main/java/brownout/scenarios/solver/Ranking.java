// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.solver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Components by suspicion, the worst first; equal ones by name.
public record Ranking(List<Suspect> suspects) {
    public Ranking {
        var sorted = new ArrayList<>(suspects);
        sorted.sort(
                Comparator.comparingDouble(Suspect::score)
                        .reversed()
                        .thenComparing(Suspect::component));
        suspects = List.copyOf(sorted);
    }

    /// One component, how suspicious it is (>= 0), and the signal that says so.
    public record Suspect(String component, double score, String signal) {}

    /// The 1-based place of the first of `components`; 0 where none of them is suspicious at all.
    public int rankOf(Collection<String> components) {
        for (int i = 0; i < suspects.size() && suspects.get(i).score() > 0; i++) {
            if (components.contains(suspects.get(i).component())) {
                return i + 1;
            }
        }
        return 0;
    }
}
