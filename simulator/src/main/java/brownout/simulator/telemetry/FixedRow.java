// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.telemetry;

import brownout.query.data.Labels;
import brownout.simulator.engine.Frame;
import brownout.simulator.engine.Scrape;
import brownout.simulator.engine.Snapshot;

/// A series that is there as long as the estate is; where its reading says [Row#ABSENT] its component
/// could not be asked.
record FixedRow(Labels labels, Reading reading) implements Row {
    /// The sample at the scrape of `second`, whose last tick has `frame`.
    interface Reading {
        double at(Snapshot snapshot, Scrape scrape, Frame frame, int second);
    }

    @Override
    public double at(Snapshot snapshot, int second) {
        var scrape = snapshot.scrape(second);
        return reading.at(snapshot, scrape, scrape.frame(), second);
    }
}
