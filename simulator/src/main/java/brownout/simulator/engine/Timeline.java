// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.engine;

import brownout.query.alerting.RuleGroup;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Scheduled;
import java.util.List;

/// One course of the world: closed ticks in immutable chunks, and the state to go on from. Tick k is
/// the second `(k, k+1]` after t0. Advancing and forking are serialised inside; readers use closed
/// ticks only and take no lock. Timelines are values of (estate, rules, seeds, effects): equal inputs
/// give equal bytes on every machine.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until the engine is in
public final class Timeline {
    /// Seconds of scenario-free past before t0.
    public static final int HISTORY_SECONDS = 3600;

    private Timeline() {}

    /// The scenario-free past of an estate, shared by all runs; open-ended towards the future.
    public static Timeline history(Estate estate, List<RuleGroup> rules, long historySeed) {
        throw new UnsupportedOperationException();
    }

    /// A timeline equal to this one before `tick` and with its own `seed` and the `added` effects from
    /// there on. Shares every closed chunk. `tick` may lie before or after [#closedTick]; no effect may
    /// be earlier than `tick`.
    public Timeline fork(int tick, long seed, List<Scheduled> added) {
        throw new UnsupportedOperationException();
    }

    /// As above with this timeline's own seed: the fork of an action.
    public Timeline fork(int tick, List<Scheduled> added) {
        throw new UnsupportedOperationException();
    }

    /// Closes every tick up to and including `tick`.
    public void advanceTo(int tick) {
        throw new UnsupportedOperationException();
    }

    /// The last closed tick.
    public int closedTick() {
        throw new UnsupportedOperationException();
    }

    /// Hex digest of everything recorded for ticks `[from, to)` in coordinates, free of t0 and run key.
    public String digest(int from, int to) {
        throw new UnsupportedOperationException();
    }

    /// What runs where at the close of `tick`, which must be closed.
    public Inventory inventory(int tick) {
        throw new UnsupportedOperationException();
    }

    public Estate estate() {
        throw new UnsupportedOperationException();
    }
}
