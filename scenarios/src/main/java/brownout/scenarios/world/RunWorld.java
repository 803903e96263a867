// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.world;

import brownout.scenarios.Scenario;
import brownout.simulator.action.Actions;
import brownout.simulator.engine.Timeline;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.List;

/// One course of a scenario: a value, replaced by [#with] when somebody acts. Runs that have not
/// acted share one timeline.
public record RunWorld(Scenario scenario, long seed, Timeline timeline) {
    /// A calendar for those who only count, a whole minute.
    private static final long SOME_T0_SECONDS = 1_700_000_040L;

    private static final RunKey SOME_KEY = new RunKey(1, 1);

    /// This world with one more effect, which must not lie before the last closed tick that anyone
    /// may have read.
    public RunWorld with(Scheduled effect) {
        return new RunWorld(scenario, seed, timeline.fork(effect.tick(), List.of(effect)));
    }

    /// When what is wrong began.
    public int faultTick() {
        return scenario.faultTick(seed);
    }

    /// This world with the action of a line, taken at the start of `tick` by `actor`.
    ///
    /// @throws brownout.simulator.action.ActionError where the line makes no sense there
    public RunWorld act(int tick, String line, String actor) {
        timeline.advanceTo(tick - 1);
        var effect = Actions.parse(line, timeline.inventory(tick - 1), timeline.estate());
        return with(new Scheduled(tick, effect, actor));
    }

    /// How this world goes on from its first open tick, for who asks nothing but the objective: rules cost
    /// time and are left out where they cannot matter to that.
    public RunWorld felt() {
        var on =
                scenario.objective().isOfRequests()
                        ? timeline.unwatched()
                        : timeline.fork(timeline.closedTick() + 1, List.of());
        return new RunWorld(scenario, seed, on);
    }

    /// All signals as seen at the close of `nowTick`, closing ticks up to there.
    public Telemetry at(int nowTick, long t0Seconds, RunKey key) {
        return look(timeline, nowTick, t0Seconds, key);
    }

    /// All signals as seen at the close of `nowTick` on some calendar: [#millis] and [#tick] convert.
    public Telemetry at(int nowTick) {
        return look(timeline, nowTick);
    }

    static Telemetry look(Timeline timeline, int nowTick) {
        return look(timeline, nowTick, SOME_T0_SECONDS, SOME_KEY);
    }

    private static Telemetry look(Timeline timeline, int nowTick, long t0Seconds, RunKey key) {
        timeline.advanceTo(nowTick);
        return new Telemetry(timeline, new Visibility(nowTick), t0Seconds, key);
    }

    /// The instant at which `tick` begins on the calendar of [#at(int)].
    public static long millis(int tick) {
        return (SOME_T0_SECONDS + tick) * 1000;
    }

    /// The tick whose second `millis` lies in, on the calendar of [#at(int)].
    public static int tick(long millis) {
        return (int) (Math.floorDiv(millis, 1000L) - SOME_T0_SECONDS);
    }
}
