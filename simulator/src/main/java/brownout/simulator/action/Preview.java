// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import java.util.List;

/// A dry run: what an action would do, from the inventory alone, so it reads the same wherever the
/// fault is. `lines` say what, how many pods, and before -> after; `readyInSeconds` is when the last
/// pod is usually ready; `growth` is how many times as large something
/// becomes: pods of a scale, memory of a resized cache; 1 for everything else.
public record Preview(String summary, List<String> lines, int readyInSeconds, double growth) {
    public Preview {
        lines = List.copyOf(lines);
    }

    Preview growing(double factor) {
        return new Preview(summary, lines, readyInSeconds, factor);
    }
}
