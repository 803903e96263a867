// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.estate.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything people can look at in a shell; the same list in every drill.
public final class Inspections {
    private static final List<Inspection> ROWS =
            Stream.of(DatabaseInspections.ROWS).flatMap(List::stream).toList();

    /// Their names, arguments and words for people.
    public static final List<Action> TABLE = ROWS.stream().map(Inspection::action).toList();

    private Inspections() {}

    /// Whether the line begins with the name of one.
    public static boolean isOne(String line) {
        var words = Arguments.words(line);
        return !words.isEmpty() && row(words.getFirst().text()).isPresent();
    }

    /// What one line such as `connections orders-db` shows at the close of `tick`, which `snapshot`
    /// must have; never empty.
    ///
    /// @throws ActionError saying which part of the line is wrong and what to write
    public static List<String> look(String line, Snapshot snapshot, int tick) {
        var words = Arguments.words(line);
        var names = TABLE.stream().map(Action::name).toList();
        if (words.isEmpty()) {
            throw new ActionError(
                    "nothing to look at", "action", 1, "Write one of: " + String.join(", ", names));
        }
        var name = words.getFirst();
        var row =
                row(name.text())
                        .orElseThrow(() ->
                                new ActionError(
                                        "no such inspection: \"" + name.text() + "\"",
                                        "action",
                                        name.column(),
                                        Suggestion.hint(name.text(), names)));
        var arguments =
                new Arguments(
                        row.action(),
                        words.subList(1, words.size()),
                        line.length() + 1,
                        Inventory.of(snapshot, tick),
                        snapshot.world.estate);
        return row.look().lines(arguments, snapshot, tick);
    }

    private static Optional<Inspection> row(String name) {
        return ROWS.stream().filter(row -> row.action().name().equals(name)).findFirst();
    }
}
