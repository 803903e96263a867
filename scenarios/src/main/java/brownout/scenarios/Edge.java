// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

/// A call from one component to another. As a step of a path its direction does not matter, because
/// people draw it both ways: compare [#undirected].
public record Edge(String from, String to) {
    /// The same edge with its ends in alphabetical order.
    public Edge undirected() {
        return from.compareTo(to) <= 0 ? this : new Edge(to, from);
    }
}
