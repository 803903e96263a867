// SPDX-License-Identifier: Apache-2.0
package brownout.scenarios.gate;

import brownout.query.data.LogStore.Direction;
import brownout.query.data.LogStore.LineHints;
import brownout.query.data.Matcher;
import brownout.query.data.MetricStore.SelectHints;
import brownout.query.data.TimeRange;
import brownout.scenarios.Beat;
import brownout.scenarios.Herring;
import brownout.scenarios.gate.Gates.Finding;
import brownout.scenarios.world.RunWorld;
import brownout.simulator.telemetry.Telemetry;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// No label, name or line says what only the scenario's file knows.
final class LeakGate {
    private static final int SHORTEST_TOKEN = 6;
    private static final int LINES_SECONDS = 30;

    private LeakGate() {}

    static Finding noAnswer(Trial trial) {
        var seen = trial.idle.at(trial.actTick);
        var tokens = tokens(trial);
        var leaks = new TreeSet<String>();
        labels(seen, trial.actTick).forEach(text -> search(text, tokens, leaks));
        lines(seen, trial.actTick).forEach(text -> search(text, tokens, leaks));
        seen.changes()
                .forEach(change -> {
                    search(change.summary(), tokens, leaks);
                    search(change.detail(), tokens, leaks);
                });
        return new Finding(
                "nothing visible holds a secret of the file",
                leaks.isEmpty(),
                leaks.isEmpty() ? tokens.size() + " tokens looked for" : leaks.toString());
    }

    /// The secret texts of the file that no honest telemetry would contain.
    private static List<String> tokens(Trial trial) {
        var tokens = new TreeSet<String>();
        var scenario = trial.scenario;
        tokens.add(scenario.id());
        tokens.add("red herring");
        scenario.script().stream().map(Beat::id).forEach(tokens::add);
        scenario.script().stream().map(Beat::note).forEach(tokens::add);
        scenario.herrings().stream().map(Herring::name).forEach(tokens::add);
        tokens.add(scenario.debrief().cause());
        return tokens.stream()
                .filter(token -> token.length() >= SHORTEST_TOKEN)
                .map(token -> token.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static SortedSet<String> labels(Telemetry seen, int tick) {
        var texts = new TreeSet<String>();
        var range = TimeRange.millis(RunWorld.millis(tick - 300), RunWorld.millis(tick));
        var everything = List.of(new Matcher(Matcher.Type.MATCH, "__name__", ".+"));
        var series = seen.metrics().select(everything, range, SelectHints.NONE);
        for (int i = 0; i < series.size(); i++) {
            series.labels(i)
                    .forEach((name, value) -> {
                        texts.add(name);
                        texts.add(value);
                    });
        }
        return texts;
    }

    private static SortedSet<String> lines(Telemetry seen, int tick) {
        var texts = new TreeSet<String>();
        var range = TimeRange.millis(RunWorld.millis(tick - LINES_SECONDS), RunWorld.millis(tick));
        var cursor = seen.logs().read(List.of(), LineHints.NONE, range, Direction.FORWARD, 0);
        while (cursor.next()) {
            texts.add(cursor.entry().line());
            texts.add(cursor.entry().stream() + " " + cursor.entry().metadata());
        }
        return texts;
    }

    private static void search(String text, List<String> tokens, SortedSet<String> leaks) {
        var lower = text.toLowerCase(Locale.ROOT);
        for (var token : tokens) {
            if (lower.contains(token)) {
                leaks.add(token + " in " + text);
            }
        }
    }
}
