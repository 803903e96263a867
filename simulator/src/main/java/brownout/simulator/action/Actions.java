// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.syntax.Suggestion;
import brownout.simulator.engine.Inventory;
import brownout.simulator.estate.Estate;
import brownout.simulator.fault.Effect;
import brownout.simulator.fault.Effects;

/// From a command line to an effect, and what it would do.
public final class Actions {
    private static final int LONGEST_LINE = 300;

    private Actions() {}

    /// The effect of one line such as `rollback payment-api --to 4.11.3`, all names resolved. Refuses
    /// unknown names, wrong arguments, and what would change nothing.
    ///
    /// @throws ActionError saying which part of the line is wrong and what to write
    public static Effect parse(String line, Inventory inventory, Estate estate) {
        if (line.length() > LONGEST_LINE) {
            throw new ActionError(
                    "the line is longer than " + LONGEST_LINE + " characters", "action", 1, "");
        }
        var words = Arguments.words(line);
        if (words.isEmpty()) {
            throw new ActionError(
                    "nothing to do",
                    "action",
                    1,
                    "Write one of: " + String.join(", ", ActionCatalogue.names()));
        }
        var name = words.getFirst();
        var row =
                ActionCatalogue.row(name.text())
                        .orElseThrow(() ->
                                new ActionError(
                                        "no such action: \"" + name.text() + "\"",
                                        "action",
                                        name.column(),
                                        Suggestion.hint(name.text(), ActionCatalogue.names())));
        var arguments =
                new Arguments(
                        row.action(),
                        words.subList(1, words.size()),
                        line.length() + 1,
                        inventory,
                        estate);
        var effect = row.effect().apply(arguments);
        Effects.check(effect, estate)
                .ifPresent(problem -> {
                    throw new ActionError(problem, "action", name.column(), "");
                });
        return effect;
    }

    /// A truthful dry run of an effect that [#parse] gave for the same inventory.
    public static Preview preview(Effect effect, Inventory inventory) {
        return DryRun.of(effect, inventory);
    }
}
