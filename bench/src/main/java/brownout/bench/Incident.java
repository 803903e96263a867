// SPDX-License-Identifier: Apache-2.0
package brownout.bench;

import brownout.query.data.TimeRange;
import brownout.scenarios.world.RunWorld;
import brownout.simulator.engine.Timeline;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import brownout.simulator.telemetry.Visibility;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A world half an hour into an incident, with more than an hour to look back on; of the estate that
/// the property `bench.estate` names.
@State(Scope.Benchmark)
public class Incident {
    final Timeline timeline;
    final Telemetry telemetry;

    public Incident() {
        var estates = new Estates(System.getProperty("bench.estate", "larkspur"));
        timeline = estates.incident(estates.history(List.of()), Estates.SEED);
        timeline.advanceTo(Estates.INCIDENT_SECONDS - 1);
        telemetry =
                new Telemetry(
                        timeline,
                        new Visibility(timeline.closedTick()),
                        RunWorld.millis(0) / 1000,
                        new RunKey(1, 1));
    }

    /// The instant up to which this world is known.
    long nowMillis() {
        return RunWorld.millis(timeline.closedTick() + 1);
    }

    /// The last `seconds` of what is known.
    TimeRange last(int seconds) {
        return TimeRange.millis(nowMillis() - seconds * 1000L, nowMillis() - 1);
    }
}
