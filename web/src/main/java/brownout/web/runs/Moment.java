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
/// the last one that is over. Immutable; whoever holds one reads without locks.
public record Moment(
        EventBody.Started started,
        RunKey key,
        List<RunEvent> events,
        RunState state,
        Scenario scenario,
        Course course,
        RunClock clock,
        int tick) {
    public Moment {
        events = List.copyOf(events);
    }

    /// The run's world with all ticks up to here closed. Throws [brownout.web.http.NotYet] while that is
    /// being computed.
    public RunWorld world() {
        return course.closed(tick);
    }

    /// All signals as they are now. Throws [brownout.web.http.NotYet].
    public Telemetry telemetry() {
        return world().at(tick, started.t0Seconds(), key);
    }

    /// What runs where now. Throws [brownout.web.http.NotYet].
    public Inventory inventory() {
        return world().timeline().inventory(tick);
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
        return new Moment(started, key, events, state, scenario, course, clock, laterTick);
    }
}
