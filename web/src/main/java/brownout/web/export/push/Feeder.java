// SPDX-License-Identifier: Apache-2.0
package brownout.web.export.push;

import brownout.simulator.telemetry.Telemetry;
import brownout.web.export.Window;

/// Turns one signal of a window into requests. Windows come in order and without a gap; `seen` is the
/// world at the end of the window.
interface Feeder {
    /// `samples`, `lines` or `spans`.
    String items();

    Destination to();

    /// Waits while the receiver is slow.
    void feed(Telemetry seen, Window window) throws InterruptedException;
}
