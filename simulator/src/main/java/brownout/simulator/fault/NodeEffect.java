// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.fault;

/// What happens to nodes. `place` is the name of a node, of a zone or of a region: all nodes there.
public sealed interface NodeEffect extends Effect {
    String place();

    @Override
    default String target() {
        return "";
    }

    /// They are gone: their pods stop, which is noticed after 40 s and given up after 5 min.
    record Lose(String place) implements NodeEffect {}

    /// They are taken away with notice to the cluster: their pods end and are wanted elsewhere.
    record Preempt(String place) implements NodeEffect {}

    /// They are back.
    record Restore(String place) implements NodeEffect {}

    /// They get no new pods, or do again.
    record Cordon(String place, boolean cordoned) implements NodeEffect {}

    /// They get no new pods, and their pods move one after another.
    record Drain(String place) implements NodeEffect {}

    /// A neighbour that nobody sees uses `cores` of each.
    record Steal(String place, double cores) implements NodeEffect {}

    /// Their clocks are ahead by so much, or behind where negative.
    record Skew(String place, long skewMicros) implements NodeEffect {}
}
