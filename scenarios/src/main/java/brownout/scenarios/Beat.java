// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.fault.Effect;

/// One thing that happens in a scenario: `effect` at `tick` (seconds after the run's t0, mostly
/// negative), moved by up to `jitterSeconds` either way by the seed. An empty `actor` keeps it out of
/// the change feed. `note` is for authors and the debrief.
public record Beat(
        String id,
        int tick,
        int jitterSeconds,
        Role role,
        String actor,
        Effect effect,
        String note) {
    /// Why a beat is in the script.
    public enum Role {
        /// It is, or sets off, what is wrong.
        FAULT,
        /// It looks guilty and is not.
        HERRING,
        /// What happens on any day.
        UNRELATED
    }
}
