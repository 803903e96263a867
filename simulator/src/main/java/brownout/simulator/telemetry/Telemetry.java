// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.alerting.AlertTransition;
import brownout.query.alerting.GroupStatus;
import brownout.query.data.LogStore;
import brownout.query.data.MetricStore;
import brownout.query.data.TraceStore;
import brownout.simulator.engine.Timeline;
import java.util.List;

/// A timeline as one run sees it: at one instant, on that run's calendar, under that run's key. All
/// reads go through `visibility`; an instance is cheap and immutable, make one per request.
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // until the engine is in
public final class Telemetry {
    /// `t0Seconds` is the run's t0 in seconds since 1970, a whole minute.
    public Telemetry(Timeline timeline, Visibility visibility, long t0Seconds, RunKey key) {
        throw new UnsupportedOperationException();
    }

    public MetricStore metrics() {
        throw new UnsupportedOperationException();
    }

    public LogStore logs() {
        throw new UnsupportedOperationException();
    }

    public TraceStore traces() {
        throw new UnsupportedOperationException();
    }

    /// The rule groups with the state of each rule and its active alerts at this instant.
    public List<GroupStatus> rules() {
        throw new UnsupportedOperationException();
    }

    /// Alerts that became pending, firing or resolved, oldest first, with tick in `[fromTick, toTick)`.
    public List<AlertTransition> alertTransitions(int fromTick, int toTick) {
        throw new UnsupportedOperationException();
    }

    /// The change feed up to this instant, oldest first.
    public List<Change> changes() {
        throw new UnsupportedOperationException();
    }
}
