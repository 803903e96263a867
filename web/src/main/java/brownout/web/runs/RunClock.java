// SPDX-License-Identifier: Apache-2.0
package brownout.web.runs;

import brownout.scoring.event.EventBody;
import brownout.scoring.event.RunEvent;
import java.util.List;

/// From wall time to a run's world time: world time runs with the wall from an anchor on, or stands.
/// World milliseconds count from t0. A value folded from the log, so every start of the server gets
/// the same clock.
public record RunClock(long anchorWallMillis, long anchorWorldMillis, boolean running) {

    /// The clock that the events of a run set, the first of which started it.
    public static RunClock of(List<RunEvent> events) {
        var clock = new RunClock(0, 0, false);
        for (var event : events) {
            clock = clock.after(event);
        }
        return clock;
    }

    /// The clock once `event` is part of the log.
    public RunClock after(RunEvent event) {
        long wall = event.wallMillis();
        return switch (event.body()) {
            case EventBody.Started started ->
                    new RunClock(wall, Math.max(0, wall - started.t0Seconds() * 1000), true);
            case EventBody.Warped warped ->
                    new RunClock(
                            wall,
                            worldMillis(wall) + (warped.toTick() - (long) event.tick()) * 1000,
                            running);
            case EventBody.Paused _ -> new RunClock(wall, worldMillis(wall), false);
            case EventBody.Resumed _ -> new RunClock(wall, worldMillis(wall), true);
            case EventBody.Finished _, EventBody.Expired _ ->
                    new RunClock(wall, (event.tick() + 1L) * 1000, false);
            case EventBody.Acted _,
                    EventBody.Acknowledged _,
                    EventBody.SeveritySet _,
                    EventBody.RoleTaken _,
                    EventBody.Pinned _,
                    EventBody.Noted _,
                    EventBody.Messaged _,
                    EventBody.StatusPageUpdated _,
                    EventBody.UpdatePosted _,
                    EventBody.Replied _,
                    EventBody.HintTaken _,
                    EventBody.Declared _,
                    EventBody.Scored _ ->
                    this;
        };
    }

    public long worldMillis(long wallMillis) {
        return running
                ? anchorWorldMillis + Math.max(0, wallMillis - anchorWallMillis)
                : anchorWorldMillis;
    }

    /// The last tick that is over.
    public int closedTick(long wallMillis) {
        return (int) Math.min(Integer.MAX_VALUE, Math.floorDiv(worldMillis(wallMillis), 1000L) - 1);
    }
}
