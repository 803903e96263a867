// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

/// What one gate found. `index` is the 0-based item of the gate's section it is about, or -1 for the
/// section as a whole; `about` names the item, or is empty; `detail` gives the figures.
public record Finding(Gate gate, int index, String about, boolean passed, String detail) {
    Finding(Gate gate, boolean passed, String detail) {
        this(gate, -1, "", passed, detail);
    }

    /// The gate and what it is about, on one line.
    public String title() {
        return about.isEmpty() ? gate.title() : gate.title() + ": " + about;
    }
}
