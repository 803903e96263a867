// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Scheduled;
import java.util.List;

/// One thing that happens in a scenario at `tick` (seconds after the run's t0, mostly negative), moved by
/// up to `jitterSeconds` either way by the seed. `effects` are at least one; their ticks count from the
/// beat, and an empty actor keeps them out of the change feed. `note` is for authors and the debrief.
public record Beat(
        String id, int tick, int jitterSeconds, Role role, List<Scheduled> effects, String note) {
    /// Why a beat is in the script.
    public enum Role {
        /// It is, or sets off, what is wrong.
        FAULT,
        /// It looks guilty and is not.
        HERRING,
        /// What happens on any day.
        UNRELATED
    }

    public Beat {
        effects = List.copyOf(effects);
    }

    /// What it is known by: the first of its effects that the change feed tells, else the first.
    public Effect effect() {
        return effects.stream()
                .filter(each -> !each.actor().isEmpty())
                .findFirst()
                .orElse(effects.getFirst())
                .effect();
    }

    /// Whether the change feed tells any of it.
    public boolean isAnnounced() {
        return effects.stream().anyMatch(each -> !each.actor().isEmpty());
    }

    /// Its effects where the beat is at `start`.
    public List<Scheduled> at(int start) {
        return effects.stream()
                .map(each -> new Scheduled(start + each.tick(), each.effect(), each.actor()))
                .toList();
    }
}
