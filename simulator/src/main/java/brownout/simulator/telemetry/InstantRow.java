// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Snapshot;

/// A series whose value is an instant: `reading` says it in seconds after t0.
record InstantRow(Labels labels, FixedRow.Reading reading) implements Row {
    @Override
    public boolean isInstant() {
        return true;
    }

    @Override
    public double at(Snapshot snapshot, int second) {
        var scrape = snapshot.scrape(second);
        return reading.at(snapshot, scrape, scrape.frame(), second);
    }
}
