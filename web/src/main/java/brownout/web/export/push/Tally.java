// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import java.util.concurrent.atomic.LongAdder;

/// What has become of the items (samples, lines, spans) meant for one receiver. Counted by many
/// threads, read by one.
final class Tally {
    final LongAdder sent = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    final LongAdder requests = new LongAdder();

    /// Attempts that failed and were made again.
    final LongAdder retries = new LongAdder();

    /// Items that the receiver refused for good.
    final LongAdder dropped = new LongAdder();

    /// Items that were still waiting when the run was stopped, or had been tried for too long.
    final LongAdder unsent = new LongAdder();

    private volatile String problem = "";

    /// The last thing that went wrong, or empty.
    String problem() {
        return problem;
    }

    void problem(String what) {
        problem = what;
    }

    boolean isComplete() {
        return dropped.sum() == 0 && unsent.sum() == 0;
    }
}
