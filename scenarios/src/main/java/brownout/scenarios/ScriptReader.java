// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios;

import brownout.query.syntax.YamlNode;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads the script: `{id, at, jitter, role, actor, note, effect: deploy, …}` with the fields of the
/// effect's record beside it.
final class ScriptReader {
    /// Beats lie inside the history that a run starts with, with room for data before them.
    private static final int EARLIEST = -1800;

    private static final int LATEST = 4 * 3600;
    private static final String[] COMMON = {"id", "at", "jitter", "role", "actor", "note"};

    private ScriptReader() {}

    static List<Beat> beats(YamlNode node, Estate estate) {
        var beats = new ArrayList<Beat>();
        var ids = new HashSet<String>();
        for (var item : node.items()) {
            var beat = beat(item, estate);
            if (!ids.add(beat.id())) {
                throw item.get("id").error("beat \"" + beat.id() + "\" is given twice");
            }
            beats.add(beat);
        }
        if (beats.isEmpty()) {
            throw node.error("a script needs at least one beat");
        }
        return List.copyOf(beats);
    }

    private static Beat beat(YamlNode node, Estate estate) {
        var effect = effect(node);
        Effects.check(effect, estate)
                .ifPresent(problem -> {
                    throw node.get("effect").error(problem);
                });
        int jitter = node.find("jitter").map(at -> seconds(at, 0, 60)).orElse(0);
        return new Beat(
                node.text("id"),
                seconds(node.get("at"), EARLIEST + jitter, LATEST),
                jitter,
                node.get("role").choice(Beat.Role.class),
                node.text("actor", ""),
                effect,
                node.text("note", ""));
    }

    private static Effect effect(YamlNode node) {
        if (!node.isMap() || !node.has("effect")) {
            throw node.error("a beat needs the key \"effect\"");
        }
        return EffectReader.read(node, COMMON);
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
