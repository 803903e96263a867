// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Snapshot;
import java.util.function.ToDoubleFunction;

/// A series of what somebody counts of a service's workloads from outside, whichever pods there are.
record WorkloadRow(Labels labels, int[] workloads, ToDoubleFunction<WorkloadCounts> reading)
        implements Row {
    @Override
    public double at(Snapshot snapshot, int second) {
        return reading.applyAsDouble(
                new WorkloadCounts(snapshot, snapshot.scrape(second), workloads));
    }
}
