// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.engine.Timeline;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import brownout.simulator.fault.Fault;
import brownout.simulator.fault.Faults;
import brownout.simulator.fault.RecordReader;
import brownout.simulator.fault.Scheduled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Reads the script: `{id, at, jitter, role, actor, note, effect: deploy, …}` with the fields of the
/// effect's record beside it, or `{id, at, jitter, role, note, fault: small-pool, …}` with those of a
/// fault of the catalogue, which says itself who announces what.
final class ScriptReader {
    /// Beats lie inside the shortest history that a run may have, with room for data before them.
    private static final int EARLIEST = -Timeline.HISTORY_SECONDS / 2;

    private static final int LATEST = 4 * 3600;
    private static final String[] OF_FAULTS = {"id", "at", "jitter", "role", "note"};
    private static final String[] OF_EFFECTS = {"id", "at", "jitter", "role", "actor", "note"};

    /// A beat as it is read; where its amount is given as a goal, the `unsolved` fault, and no effects.
    record Draft(YamlNode node, Beat beat, Optional<Fault> unsolved) {}

    private ScriptReader() {}

    /// The beats of `node`. Amounts that are given as goals are found on forks of the history of
    /// `historySeed`.
    static List<Beat> beats(YamlNode node, Estate estate, long historySeed) {
        var drafts = new ArrayList<Draft>();
        var ids = new HashSet<String>();
        for (var item : node.items()) {
            var draft = draft(item, estate);
            if (!ids.add(draft.beat().id())) {
                throw item.get("id").error("beat \"" + draft.beat().id() + "\" is given twice");
            }
            drafts.add(draft);
        }
        if (drafts.isEmpty()) {
            throw node.error("a script needs at least one beat");
        }
        return Goals.solved(drafts, estate, historySeed);
    }

    private static Draft draft(YamlNode node, Estate estate) {
        if (node.isMap() && node.has("fault")) {
            if (node.has("effect")) {
                throw node.get("effect").error("a beat has either \"effect\" or \"fault\"");
            }
            return fault(node, estate);
        }
        if (!node.isMap() || !node.has("effect")) {
            throw node.error("a beat needs the key \"effect\" or \"fault\"");
        }
        var effect = EffectReader.read(node, OF_EFFECTS);
        refuse(node.get("effect"), Effects.check(effect, estate));
        return new Draft(node, beat(node, effect), Optional.empty());
    }

    private static void refuse(YamlNode node, Optional<String> problem) {
        if (problem.isPresent()) {
            throw node.error(problem.get());
        }
    }

    private static Beat beat(YamlNode node, Effect effect) {
        return beat(node, List.of(new Scheduled(0, effect, node.text("actor", ""))));
    }

    private static Draft fault(YamlNode node, Estate estate) {
        var fault = RecordReader.fault(node, OF_FAULTS);
        refuse(node.get("fault"), Faults.check(fault, estate));
        return Goals.isExact(fault)
                ? new Draft(node, beat(node, Faults.effects(fault, estate, 0)), Optional.empty())
                : new Draft(node, beat(node, List.of()), Optional.of(fault));
    }

    private static Beat beat(YamlNode node, List<Scheduled> effects) {
        int jitter = node.find("jitter").map(at -> seconds(at, 0, 60)).orElse(0);
        return new Beat(
                node.text("id"),
                seconds(node.get("at"), EARLIEST + jitter, LATEST),
                jitter,
                node.get("role").choice(Beat.Role.class),
                effects,
                node.text("note", ""));
    }

    /// A duration of whole seconds in `[min, max]`.
    static int seconds(YamlNode node, int min, int max) {
        int seconds = node.seconds();
        if (seconds < min || seconds > max) {
            throw node.error(node.text() + " is not in " + min + "s.." + max + "s");
        }
        return seconds;
    }
}
