// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.FileError;
import brownout.simulator.engine.RuleStage;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Fault;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.Goal;
import brownout.simulator.fault.Scheduled;
import brownout.simulator.inject.Magnitude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Faults of a script whose amount is given as what should become of the estate: how much that takes is
/// found on forks of a history in which the rest of the script happens. Equal files give equal amounts.
final class Goals {
    private Goals() {}

    /// Whether there is nothing to find.
    static boolean isExact(Fault fault) {
        return fault.degree().map(degree -> degree.goal() instanceof Goal.Exactly).orElse(true);
    }

    /// The beats of `drafts` in their order, with the effects of exact amounts. Those that come first are
    /// solved first; later ones have no part in that.
    ///
    /// @throws FileError where even the most of a fault is not enough
    static List<Beat> solved(List<ScriptReader.Draft> drafts, Estate estate, long historySeed) {
        var beats = new ArrayList<>(drafts.stream().map(ScriptReader.Draft::beat).toList());
        var open =
                drafts.stream()
                        .filter(draft -> draft.unsolved().isPresent())
                        .sorted(Comparator.comparingInt(draft -> draft.beat().tick()))
                        .toList();
        for (var draft : open) {
            var fault = solve(draft, beats, estate, historySeed);
            beats.set(beats.indexOf(draft.beat()), with(draft.beat(), fault, estate));
        }
        return List.copyOf(beats);
    }

    private static Beat with(Beat beat, Fault fault, Estate estate) {
        var effects = Faults.effects(fault, estate, 0);
        return new Beat(
                beat.id(), beat.tick(), beat.jitterSeconds(), beat.role(), effects, beat.note());
    }

    private static Fault solve(
            ScriptReader.Draft draft, List<Beat> beats, Estate estate, long historySeed) {
        int tick = draft.beat().tick();
        var before = new ArrayList<Scheduled>();
        var others = new ArrayList<Scheduled>();
        for (var beat : beats) {
            for (var scheduled : beat.at(beat.tick())) {
                (scheduled.tick() < tick ? before : others).add(scheduled);
            }
        }
        int first = before.stream().mapToInt(Scheduled::tick).min().orElse(tick);
        var world = Timeline.history(estate, RuleStage.NONE, historySeed).fork(first, before);
        world.advanceTo(tick - 1);
        try {
            return Magnitude.solve(world, tick, unsolved(draft), others).fault();
        } catch (IllegalArgumentException e) {
            throw draft.node().get("fault").error(Optional.ofNullable(e.getMessage()).orElse(""));
        }
    }

    private static Fault unsolved(ScriptReader.Draft draft) {
        return draft.unsolved().orElseThrow();
    }
}
