// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Snapshot;
import java.util.List;

/// A look at the world that changes nothing: what people type, and the lines they would read in a
/// shell. The text is a pure function of the timeline's state as it was at the close of a tick, the
/// state that metrics, logs and traces come from too.
record Inspection(Action action, Look look) {
    /// The lines for the arguments `in`, as of the close of `tick`, which `snapshot` must have.
    /// Refuses arguments as actions do.
    interface Look {
        List<String> lines(Arguments in, Snapshot snapshot, int tick);
    }

    static Inspection row(String name, String arguments, String doc, Look look) {
        return new Inspection(new Action(name, arguments, doc, "at once", "", ""), look);
    }
}
