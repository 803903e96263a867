// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is true. `trigger` is the id of the beat that set it off, or empty where no change did;
/// `path` leads from the root to the symptom; `affected` are the services whose users or callers
/// feel it; `neighbours` lie one call away from a component (derived from the estate).
public record AnswerKey(
        List<String> components,
        Mechanism mechanism,
        String trigger,
        List<Edge> path,
        Severity severity,
        List<String> affected,
        SortedSet<String> neighbours) {
    public AnswerKey {
        components = List.copyOf(components);
        path = List.copyOf(path);
        affected = List.copyOf(affected);
        neighbours = new TreeSet<>(neighbours);
    }

    /// Services that are part of the incident: no harm is done by acting on them.
    public Set<String> involved() {
        var involved = new TreeSet<>(components);
        involved.addAll(affected);
        path.forEach(edge -> {
            involved.add(edge.from());
            involved.add(edge.to());
        });
        return involved;
    }
}
