// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

/// One row of the catalogue: `rollback`, its arguments as written in a line, one sentence, and how
/// long it usually takes.
public record Action(String name, String arguments, String doc, String latency) {
    /// `rollback SERVICE [--to VERSION]`
    public String signature() {
        return name + " " + arguments;
    }
}
