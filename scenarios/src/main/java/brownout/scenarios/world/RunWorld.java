// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Scenario;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.List;

/// One course of a scenario: a value, replaced by [#with] when somebody acts. Runs that have not
/// acted share one timeline.
public record RunWorld(Scenario scenario, long seed, Timeline timeline) {
    /// This world with one more effect, which must not lie before the last closed tick that anyone
    /// may have read.
    public RunWorld with(Scheduled effect) {
        return new RunWorld(scenario, seed, timeline.fork(effect.tick(), List.of(effect)));
    }

    /// All signals as seen at the close of `nowTick`, closing ticks up to there.
    public Telemetry at(int nowTick, long t0Seconds, RunKey key) {
        timeline.advanceTo(nowTick);
        return new Telemetry(timeline, new Visibility(nowTick), t0Seconds, key);
    }
}
