// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scenarios.Scenario;
import brownout.scenarios.world.RunWorld;
import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import brownout.scoring.event.RunState;
import brownout.simulator.engine.Inventory;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.util.List;

/// A run at one instant, consistent in itself: its log, what that amounts to, its world, and `tick`,
/// the last closed one. Immutable; whoever holds one reads without locks.
public record Moment(
        EventBody.Started started,
        RunKey key,
        List<RunEvent> events,
        RunState state,
        RunWorld world,
        RunClock clock,
        int tick) {
    public Moment {
        events = List.copyOf(events);
    }

    public Scenario scenario() {
        return world.scenario();
    }

    /// All signals as they are now; closes the ticks up to here, which may take a while.
    public Telemetry telemetry() {
        return world.at(tick, started.t0Seconds(), key);
    }

    /// What runs where now.
    public Inventory inventory() {
        world.timeline().advanceTo(tick);
        return world.timeline().inventory(tick);
    }

    /// The tick that is under way: what happens now is recorded at it.
    public int openTick() {
        return tick + 1;
    }

    /// World time now, in milliseconds since 1970: the end of the last closed tick.
    public long timeMillis() {
        return timeMillis(tick);
    }

    /// The end of a tick, in milliseconds since 1970.
    public long timeMillis(int atTick) {
        return (started.t0Seconds() + atTick + 1) * 1000;
    }

    /// Seconds of world time since the run began.
    public int elapsedSeconds() {
        return tick + 1 - started.startTick();
    }

    Moment at(int laterTick) {
        return new Moment(started, key, events, state, world, clock, laterTick);
    }
}
