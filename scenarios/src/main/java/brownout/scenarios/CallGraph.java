// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.estate.Estate;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who calls whom in an estate, without direction.
record CallGraph(Set<Edge> edges) {
    static CallGraph of(Estate estate) {
        return new CallGraph(
                estate.services().stream()
                        .flatMap(service ->
                                service.operations().stream()
                                        .flatMap(operation -> operation.calls().stream())
                                        .map(call ->
                                                new Edge(service.name(), call.target())
                                                        .undirected()))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean has(Edge edge) {
        return edges.contains(edge.undirected());
    }

    /// Components one call away from any of `components`, without these.
    SortedSet<String> neighbours(Collection<String> components) {
        var neighbours = new TreeSet<String>();
        for (var edge : edges) {
            if (components.contains(edge.from())) {
                neighbours.add(edge.to());
            }
            if (components.contains(edge.to())) {
                neighbours.add(edge.from());
            }
        }
        neighbours.removeAll(components);
        return neighbours;
    }
}
