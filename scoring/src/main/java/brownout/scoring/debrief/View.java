// SPDX-License-Identifier: Apache-2.0
package brownout.scoring.debrief;

import brownout.scenarios.Signal;

/// Something a person looked at: `url` is the page below `/r/{run}/` with its query.
public record View(int tick, Signal signal, String query, String title, String url) {}
