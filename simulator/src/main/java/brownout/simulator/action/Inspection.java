// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Snapshot;
import brownout.simulator.telemetry.Telemetry;
import java.util.List;

/// A look at the world that changes nothing: what people type, and the lines they would read in a
/// shell. The text is a pure function of the timeline's state as it was at the close of a tick, the
/// state that metrics, logs and traces come from too.
record Inspection(Action action, Reading reading) {
    /// The lines for the arguments `in`, as of the close of `tick`, which `snapshot` must have.
    /// Refuses arguments as actions do.
    interface Look {
        List<String> lines(Arguments in, Snapshot snapshot, int tick);
    }

    /// As [Look], for what is read from signals.
    interface Reading {
        List<String> lines(Arguments in, Telemetry now);
    }

    static Inspection row(String name, String arguments, String doc, Look look) {
        return signals(
                name, arguments, doc, (in, now) -> look.lines(in, now.snapshot(), now.nowTick()));
    }

    static Inspection signals(String name, String arguments, String doc, Reading reading) {
        return new Inspection(new Action(name, arguments, doc, "at once", "", ""), reading);
    }
}
