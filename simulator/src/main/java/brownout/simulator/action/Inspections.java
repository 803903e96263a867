// SPDX-License-Identifier: Apache-2.0
package brownout.simulator.action;

import brownout.query.syntax.Suggestion;
import brownout.simulator.engine.Inventory;
import brownout.simulator.engine.Snapshot;
import brownout.simulator.telemetry.RunKey;
import brownout.simulator.telemetry.Telemetry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything people can look at in a shell; the same list in every drill.
public final class Inspections {
    private static final List<Inspection> ROWS =
            Stream.of(
                            DatabaseInspections.ROWS,
                            PodInspections.ROWS,
                            CacheInspections.ROWS,
                            QueueInspections.ROWS,
                            LogInspections.ROWS,
                            TargetInspections.ROWS,
                            AmtoolInspections.ROWS,
                            DiskInspections.ROWS)
                    .flatMap(List::stream)
                    .toList();

    /// Their names, arguments and words for people.
    public static final List<Action> TABLE = ROWS.stream().map(Inspection::action).toList();

    private Inspections() {}

    /// What a shell's words for some of them begin with, `systemctl status`.
    public static List<String> shellForms() {
        return Shell.forms();
    }

    /// Whether the line begins with the name of one, or with a shell's words for it.
    public static boolean isOne(String line) {
        var words = Arguments.words(Shell.of(line).plain());
        return !words.isEmpty() && row(words.getFirst().text()).isPresent();
    }

    /// As [#look(String, Telemetry)] at the close of `tick`, which `snapshot` must have, t0 being the
    /// beginning of 1970.
    public static List<String> look(String line, Snapshot snapshot, int tick) {
        return look(line, new Telemetry(snapshot, tick, 0, new RunKey(0, 0)));
    }

    /// What one line such as `connections orders-db` shows `now`. Behind `| grep WORD` only lines that
    /// hold the word, with `-i` in any case. Empty only where a word is looked for.
    ///
    /// @throws ActionError saying which part of the line is wrong and what to write
    public static List<String> look(String line, Telemetry now) {
        var shell = Shell.of(line);
        var words = Arguments.words(shell.plain());
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
                        shell.plain().length() + 1,
                        Inventory.of(now.snapshot(), now.nowTick()),
                        now.snapshot().world.estate);
        return shell.kept(row.reading().lines(arguments, now));
    }

    private static Optional<Inspection> row(String name) {
        return ROWS.stream().filter(row -> row.action().name().equals(name)).findFirst();
    }
}
